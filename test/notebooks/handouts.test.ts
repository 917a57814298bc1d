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
  const env = { ...process.env, NETCELL_EXPORT: "1" };
  const child = spawn(process.execPath, [netcell, ...words], { cwd: projectRoot, env });
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
  const executed = join(folder, "executed");
  const [first, second] = [join(folder, "first"), join(folder, "second")];
  const formats = ["--variant", "both", "--to", "html,md", "--index"];

  beforeAll(async () => {
    const ran = await run("run", ...notebooks, "--out", executed, "--jobs", "2", "--no-cache");
    if (ran.status !== 0) throw new Error(ran.printed);
    const pages = course.map(({ file }) => join(executed, file));
    const printed = await run("handout", ...pages, ...formats, "--out", first, "--no-execute");
    if (printed.status !== 0) throw new Error(printed.printed);
  });

  test("is handed out again from its sources, executed in other kernels, and differs in nothing", async () => {
    const { status, printed } = await run(
      ...["handout", ...notebooks, ...formats, "--out", second, "--jobs", "2", "--no-cache"],
    );
    expect(printed).not.toContain("FAILED");
    expect(status).toBe(0);
    const [before, after] = [contents(first), contents(second)];
    expect([...after.keys()].sort()).toEqual([...before.keys()].sort());
    const differing = [...before].filter(([name, text]) => after.get(name) !== text);
    expect(differing.map(([name, text]) => `${name}, ${firstDifference(text, after.get(name)!)}`)).toEqual(
      [],
    );
  });

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
