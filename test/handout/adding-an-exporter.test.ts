/** The page on adding an exporter: its steps are followed, and the command that they make hands out a notebook. */
import { spawnSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { formatNotebook } from "../../lib/runner/nbformat/format";
import { projectRoot } from "../support/kernel";
import { type FollowedPage, follow } from "../support/page";
import { code, display, markdown, notebook, stdout } from "./notebook";

let followed: FollowedPage;
beforeAll(() => {
  const page = readFileSync(join(projectRoot, "lib/handout/adding-an-exporter.md"), "utf8");
  followed = follow(page, ["cli", "errors", "handout", "kernel", "runner", "view"]);
});
afterAll(() => rmSync(followed.folder, { recursive: true, force: true }));

const lesson = notebook([
  markdown("Add the numbers."),
  code("// BEGIN SOLUTION\nconst total = 1 + 2 + 3;\n// END SOLUTION\ntotal > 5", [
    stdout("\u001b[31mright\u001b[0m\n"),
  ]),
  code("wire", [display({ "image/png": "aGk=" })]),
]);

const netcell = (...args: string[]) =>
  spawnSync(process.execPath, [join(followed.folder, "dist/cli/main.js"), ...args], {
    cwd: followed.folder,
    encoding: "utf8",
  });

test("what the page writes compiles in its place", () => {
  expect(followed.errors).toEqual([]);
});

test("the help and the errors of the command have the new format", () => {
  expect(netcell("handout", "--help").stdout).toMatch(/--to <formats> +txt, html, md, pdf, ipynb/);
  expect(netcell("handout", "a.ipynb", "--to", "docx").stderr).toContain(
    "It should be txt, html, md, pdf, ipynb",
  );
});

test("the command hands out a notebook in the new format, solutions for teachers only", () => {
  writeFileSync(join(followed.folder, "a.ipynb"), formatNotebook(lesson));
  const { stdout: printed, stderr } = netcell("handout", "a.ipynb", "--to", "txt", "--variant", "both");
  expect(printed).toContain("a.student.txt");
  expect(stderr).toContain("warning a.ipynb, cell 3: an output cannot be shown as plain text.");
  const teacher = readFileSync(join(followed.folder, "a.teacher.txt"), "utf8");
  expect(teacher).toMatch(
    /^a\n\nAdd the numbers\.\n\n.*const total = 1 \+ 2 \+ 3;\n.*total > 5\n\nright\n\nwire\n$/s,
  );
  const student = readFileSync(join(followed.folder, "a.student.txt"), "utf8");
  expect(student).not.toContain("1 + 2 + 3");
  expect(student).toContain("total > 5");
});
