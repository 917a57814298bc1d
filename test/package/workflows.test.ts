/** The workflows of .github, by the judge of their language. */
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { projectRoot } from "../support/kernel";
import { program, requires } from "../support/requires";

const actionlint = program("actionlint");
const folder = join(projectRoot, ".github/workflows");

requires(actionlint).test("actionlint has nothing to say about the workflows", () => {
  const files = readdirSync(folder).map((name) => join(folder, name));
  const { status, stdout, stderr } = spawnSync(actionlint.path, files, { encoding: "utf8" });
  expect(stdout + stderr).toBe("");
  expect(status).toBe(0);
});
