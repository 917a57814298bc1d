/**
 * The two groups of tests. A unit test starts no process (no kernel, no browser, no other program) and takes no more than
 * a few seconds. The imports of a test decide, so that there is nothing to declare and nothing to forget; no-process.ts
 * catches a test that gets around them. A test that is long for another reason is named *.long.test.ts.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

const projectRoot = resolve(import.meta.dirname, "../..");

/** Modules that start processes. A test that imports one, and not only a type of it, is not a unit test. */
const starters = /^(?:node:)?(?:child_process|cluster)$|^playwright-core$|^@jupyterlab\/services$/;

/** Files of this project that start processes without such an import: a kernel, by way of lib/runner. */
const starting = [
  "test/support/kernel.ts",
  "lib/runner/index.ts",
  "lib/runner/run-notebook.ts",
  "lib/runner/local/local-kernel.ts",
  "lib/runner/local/kernel-process.ts",
].map((path) => join(projectRoot, path));

const imported = /(?:\bfrom|\bimport|\brequire)\s*\(?\s*["']([^"'\n]+)["']/g;

const onlyTypes = /\bimport type [^;]*;/g;

/** Test files (paths from the root of the project), by group. */
export function groups(): { readonly unit: readonly string[]; readonly system: readonly string[] } {
  const moved = starting.find((file) => !existsSync(file));
  if (moved !== undefined) {
    throw new Error(
      `test/support/groups.mts lists ${moved}, which does not exist. Write there where the file that starts a process is now.`,
    );
  }
  const unit: string[] = [];
  const system: string[] = [];
  for (const name of readdirSync(join(projectRoot, "test"), { recursive: true, encoding: "utf8" }).sort()) {
    if (!name.endsWith(".test.ts")) continue;
    const file = join("test", name);
    const long = name.endsWith(".long.test.ts");
    (long || startsProcesses(join(projectRoot, file)) ? system : unit).push(file.replaceAll("\\", "/"));
  }
  return { unit, system };
}

/** Whether a test, or a file under test/ that it imports, imports a starter. What lib/ imports does not count: a test need not use it. */
function startsProcesses(file: string, seen = new Set<string>()): boolean {
  if (seen.has(file)) return false;
  seen.add(file);
  for (const [, name] of readFileSync(file, "utf8").replace(onlyTypes, "").matchAll(imported)) {
    if (starters.test(name!)) return true;
    if (!name!.startsWith(".")) continue;
    const path = resolve(dirname(file), name!);
    const source = [path, `${path}.ts`, join(path, "index.ts")].find(
      (one) => /\.[cm]?[jt]s$/.test(one) && existsSync(one),
    );
    if (source && starting.includes(source)) return true;
    if (source?.startsWith(join(projectRoot, "test")) && startsProcesses(source, seen)) return true;
  }
  return false;
}
