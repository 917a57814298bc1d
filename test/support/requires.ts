/** What a test needs of the machine: a missing thing skips the test by name, or fails it under NETCELL_REQUIRE=all. */
import { spawnSync } from "node:child_process";
import { describe, test } from "vitest";

export interface Requirement {
  readonly name: string;
  readonly met: boolean;
}

/** A program that must be on PATH (the first of several names that is). */
export function program(...names: string[]): Requirement & { readonly path: string } {
  const finder = process.platform === "win32" ? "where" : "which";
  for (const name of names) {
    const found = spawnSync(finder, [name], { encoding: "utf8" });
    if (found.status === 0) return { name: names[0]!, met: true, path: found.stdout.split(/\r?\n/)[0]! };
  }
  return { name: names[0]!, met: false, path: "" };
}

/** `describe` and `test` that run only where every requirement is met. */
export function requires(...needs: Requirement[]): { describe: typeof describe; test: typeof test } {
  const missing = needs.filter((need) => !need.met).map((need) => need.name);
  if (missing.length === 0) return { describe, test };
  const instead = (name: string) => {
    const title = `${name} [needs ${missing.join(", ")}]`;
    if (process.env.NETCELL_REQUIRE !== "all") return test.skip(title, () => {});
    return test(title, () => {
      throw new Error(
        `${missing.join(", ")} not found on this machine, and NETCELL_REQUIRE=all forbids a skip`,
      );
    });
  };
  // Whatever was to be registered, one or each of many, one test by its name stands for it.
  const standIn = Object.assign(instead, { each: () => instead });
  return { describe: standIn as unknown as typeof describe, test: standIn as unknown as typeof test };
}
