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
export function requires(...needs: Requirement[]) {
  const missing = needs.filter((need) => !need.met).map((need) => need.name);
  if (missing.length === 0) return { describe, test };
  if (process.env.NETCELL_REQUIRE === "all") {
    const failing = (name: string) =>
      test(`${name} [needs ${missing.join(", ")}]`, () => {
        throw new Error(
          `${missing.join(", ")} not found on this machine, and NETCELL_REQUIRE=all forbids a skip`,
        );
      });
    return {
      describe: (name: string, _body: () => void) => failing(name),
      test: (name: string, ..._rest: unknown[]) => failing(name),
    };
  }
  const named = (name: string) => `${name} [needs ${missing.join(", ")}]`;
  return {
    describe: (name: string, body: () => void) => describe.skip(named(name), body),
    test: (name: string, ...rest: unknown[]) => test.skip(named(name), ...(rest as [() => void])),
  };
}
