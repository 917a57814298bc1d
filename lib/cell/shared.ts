/**
 * State that exists once in a process, however many copies of netcell are loaded: the kernel plugin's and the
 * notebook's own may differ, and a re-import must find the servers of the first.
 */
const key = Symbol.for("netcell.cell.v1");

type Shared = { [name: string]: unknown };

/** The value shared under this name, made on first use. */
export function shared<T>(name: string, make: () => T): T {
  const globals = globalThis as { [key]?: Shared };
  globals[key] ??= {};
  const all = globals[key];
  if (!(name in all)) all[name] = make();
  return all[name] as T;
}
