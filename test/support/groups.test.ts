/** The two groups of tests: every test file is in one of them, and a unit test cannot start a process. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { groups } from "./groups.mts";

const projectRoot = join(import.meta.dirname, "../..");
const { unit, system } = groups();

test("every file that is named as a test is in exactly one group", () => {
  const named = readdirSync(join(projectRoot, "test"), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(?:test|spec)\.[cm]?[jt]sx?$/.test(name))
    .map((name) => join("test", name).replaceAll("\\", "/"));
  expect([...unit, ...system].sort()).toEqual(named.sort());
});

test("a test that starts kernels, or is named long, is not a unit test", () => {
  expect(unit).toContain("test/packets/seq.test.ts");
  expect(system).toContain("test/runner/local/local-kernel.test.ts");
  expect(system).toContain("test/runner/run-notebook.test.ts");
  expect(unit.filter((file) => file.endsWith(".long.test.ts"))).toEqual([]);
});

test("a unit test that gets around its imports is stopped when it starts a process", () => {
  const { spawn, exec, execFile, fork, spawnSync, execSync, execFileSync } =
    process.getBuiltinModule("node:child_process");
  const node = process.execPath;
  for (const start of [
    () => spawn(node, ["--version"]),
    () => exec("node --version"),
    () => execFile(node, ["--version"]),
    () => fork(import.meta.filename),
    () => spawnSync(node, ["--version"]),
    () => execSync("node --version"),
    () => execFileSync(node, ["--version"]),
  ]) {
    expect(start).toThrow("A unit test started a process");
  }
});
