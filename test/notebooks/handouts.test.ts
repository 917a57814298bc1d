/**
 * All notebooks through the commands that a teacher types: executed and handed out; then executed on a
 * Jupyter Server and handed out again, and nothing differs.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import { jupyterLabProgram, startLab } from "../support/jupyterlab";
import { notebooksFolder, projectRoot } from "../support/kernel";
import { prepareOnce } from "../support/prepare-once";
import { requires } from "../support/requires";
import { course, lessons } from "./course";

vi.setConfig({ testTimeout: 900_000, hookTimeout: 900_000 });

const folder = mkdtempSync(join(tmpdir(), "netcell-course-"));
afterAll(() => rmSync(folder, { recursive: true }));

const netcell = resolve(projectRoot, "dist/cli/main.js");
const notebooks = course.map(({ file }) => resolve(notebooksFolder, file));

// What depends on the machine and the moment (ports, times) is then replaced by names, in every kernel.
const env = { NETCELL_EXPORT: "1" };

/** Runs the command to its end, which must be a good one. */
async function run(words: readonly string[], token?: string): Promise<void> {
  const child = spawn(process.execPath, [netcell, ...words], {
    cwd: projectRoot,
    env: { ...process.env, ...env, NETCELL_TOKEN: token },
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (bytes) => (printed += bytes));
  const status = await new Promise<number | null>((done) => child.on("close", done));
  const failed = printed.split("\n").filter((line) => /FAILED|rror/.test(line));
  if (status !== 0 || failed.length > 0)
    throw new Error(
      `netcell ${words[0]} ended with ${status}: ${failed.slice(0, 5).join(" | ")}\n${printed}`,
    );
}

/** Pages of both variants, in both formats, of notebooks that have been executed. */
async function handOut(executed: string, out: string): Promise<void> {
  const pages = course.map(({ file }) => join(executed, file));
  const formats = ["--variant", "both", "--to", "html,md", "--index"];
  await run(["handout", ...pages, ...formats, "--out", out, "--no-execute"]);
}

/** Everything in a folder, by its name there. */
function contents(of: string): Map<string, string> {
  const files = readdirSync(of, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(of.length + 1), readFileSync(path, "utf8")];
    }),
  );
}

describe("the whole course", () => {
  const first = join(folder, "first");
  beforeEach(
    prepareOnce(async () => {
      const executed = join(folder, "executed");
      await run(["run", ...notebooks, "--out", executed, "--no-cache"]);
      await handOut(executed, first);
    }),
  );

  requires(jupyterLabProgram).test(
    "is executed on a Jupyter Server too, handed out again, and differs in nothing",
    async () => {
      const [executed, second] = [join(folder, "executed there"), join(folder, "second")];
      const lab = await startLab(join(folder, "home"), [`--ServerApp.root_dir=${projectRoot}`], env);
      try {
        await run(["run", ...notebooks, "--server", lab.url, "--out", executed], lab.token);
      } finally {
        await lab.interrupt();
      }
      await handOut(executed, second);
      const [before, after] = [contents(first), contents(second)];
      expect([...after.keys()].sort()).toEqual([...before.keys()].sort());
      const differing = [...before].filter(([name, text]) => after.get(name) !== text);
      expect(differing.map(([name, text]) => `${name}, ${firstDifference(text, after.get(name)!)}`)).toEqual(
        [],
      );
    },
  );

  test("shows solutions to teachers, and to students an empty place for each", () => {
    const pages = contents(first);
    for (const { file, codeCells } of lessons) {
      const [student, teacher] = ["student", "teacher"].map(
        (who) => pages.get(file.replace("ipynb", `${who}.md`))!,
      );
      for (const { source } of codeCells.filter(({ metadata }) => metadata.tags?.includes("solution"))) {
        const [, solution] = /BEGIN SOLUTION\n([\s\S]+)\n\/\/ END SOLUTION/.exec(source)!;
        expect(teacher, file).toContain(solution);
        expect(student, file).not.toContain(solution);
        expect(student, file).toContain(source.split("\n")[0]);
      }
    }
  });

  test("makes pages of a handout's size: under a megabyte each", () => {
    for (const [name, text] of contents(first)) expect(text.length, name).toBeLessThan(1024 * 1024);
  });
});

/** The first line that is another one. */
function firstDifference(one: string, other: string): string {
  const [before, after] = [one.split("\n"), other.split("\n")];
  const at = before.findIndex((line, i) => line !== after[i]);
  return `line ${at + 1}: ${before[at]} / ${after[at]}`;
}
