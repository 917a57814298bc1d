/** Names of handles: checked where a cell gives one, and made where it gives none. */
import { inspect } from "node:util";
import { invalid } from "../errors";

const counts = new Map<string, number>();

/** `server-1`, `server-2`, …: the same in every run of a notebook from the top. */
export function freshName(kind: string): string {
  const count = (counts.get(kind) ?? 0) + 1;
  counts.set(kind, count);
  return `${kind}-${count}`;
}

/** The name, if it is one or left out. */
export function checkedName(name: string | undefined): string | undefined {
  if (name === undefined || (typeof name === "string" && name !== "")) return name;
  throw invalid(`${inspect(name)} is not a name`, 'Give a string, such as "echo".');
}

/** The name of a handle, and the key under which a newer one replaces it. */
export interface Identity {
  readonly name: string;
  readonly key: string | undefined;
}

/** The identity of a handle of this kind. Without a name of its own it gets a fresh one, and nothing replaces it. */
export function identityOf(kind: string, name: string | undefined, fresh: string): Identity {
  if (checkedName(name) === undefined) return { name: freshName(fresh), key: undefined };
  return { name: name!, key: `${kind} ${name}` };
}
