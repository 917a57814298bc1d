/** All notebooks through the commands that a teacher types: executed side by side, handed out, and the same a second time. */
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { notebooksFolder, projectRoot } from "../support/kernel";
import { course, lessons } from "./course";

vi.setConfig({ testTimeout: 300_000, hookTimeout: 900_000 });

const folder = mkdtempSync(join(tmpdir(), "netcell-course-"));
afterAll(() => rmSync(folder, { recursive: true }));

const netcell = resolve(projectRoot, "dist/cli/main.js");
const notebooks = course.map(({ file }) => resolve(notebooksFolder, file));

/** Runs the command, and gives its exit status and all that it printed. */
async function run(...words: string[]): Promise<{ status: number | null; printed: string }> {
  const child = spawn(process.execPath, [netcell, ...words], { cwd: projectRoot });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (bytes) => (printed += bytes));
  const status = await new Promise<number | null>((done) => child.on("close", done));
  return { status, printed };
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
  const rounds = ["first", "second"].map((round) => join(folder, round));
  const executed = rounds.map((round) => join(round, "executed"));
  const handouts = rounds.map((round) => join(round, "handouts"));

  beforeAll(async () => {
    for (const out of executed) {
      const { status, printed } = await run("run", ...notebooks, "--out", out, "--jobs", "2", "--no-cache");
      if (status !== 0) throw new Error(printed);
    }
  });

  test("gives the same outputs, byte for byte, when it is executed again in other kernels", () => {
    const [first, second] = executed.map(contents);
    expect([...second!.keys()]).toEqual(course.map(({ file }) => file));
    for (const [name, text] of first!) expect(second!.get(name), name).toBe(text);
  });

  test("as handouts for students and teachers differs in nothing either, and no student sees a solution", async () => {
    for (const [i, out] of handouts.entries()) {
      const pages = course.map(({ file }) => join(executed[i]!, file));
      const formats = ["--variant", "both", "--to", "html,md", "--index"];
      const { status, printed } = await run("handout", ...pages, ...formats, "--out", out, "--no-execute");
      if (status !== 0) throw new Error(printed);
    }
    const [first, second] = handouts.map(contents);
    expect([...second!.keys()]).toEqual([...first!.keys()]);
    for (const [name, text] of first!) expect(second!.get(name) === text, name).toBe(true);
    for (const { file, codeCells } of lessons) {
      const [student, teacher] = ["student", "teacher"].map(
        (who) => first!.get(file.replace(".ipynb", `.${who}.md`))!,
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
    for (const [name, text] of contents(handouts[0]!)) expect(text.length, name).toBeLessThan(1024 * 1024);
  });
});
