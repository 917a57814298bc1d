import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Cell, Output } from "../../lib/runner/nbformat/types";
import { formatNotebook } from "../../lib/runner/nbformat/write";
import { code, markdown, notebook, stdout } from "../handout/notebook";

const main = resolve(__dirname, "../../dist/cli/main.js");
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "netcell-handout-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function store(name: string, ...cells: Cell[]): void {
  const metadata = { kernelspec: { name: "tslab", display_name: "TypeScript", language: "typescript" } };
  writeFileSync(join(folder, name), formatNotebook(notebook(cells, metadata)));
}

function netcell(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, "handout", ...args], {
    cwd: folder,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

const read = (name: string) => readFileSync(join(folder, name), "utf8");

describe("an executed notebook", () => {
  test("is rendered as it is, into a folder that is made for it", () => {
    store("a.ipynb", markdown("# Lesson"), code("throw 1", [stdout("from the file")]));
    expect(netcell("a.ipynb", "--out", "deep/er")).toEqual({
      status: 0,
      stdout: `ok      a.ipynb -> ${join("deep", "er", "a.html")}\n`,
      stderr: "",
    });
    expect(read("deep/er/a.html")).toContain("from the file");
    expect(readdirSync(join(folder, "deep/er"))).toEqual(["a.html"]);
  });

  test("goes beside itself without --out", () => {
    store("a.ipynb", markdown("# Lesson"));
    expect(netcell("a.ipynb").status).toBe(0);
    expect(read("a.html")).toContain("<h1>Lesson</h1>");
  });

  test("is handed out with remarks on what a teacher may have overlooked", () => {
    const error: Output = { output_type: "error", ename: "RangeError", evalue: "x", traceback: [] };
    store(
      "a.ipynb",
      code("a", [error]),
      code("b", [error], "raises-exception"),
      code("c"),
      markdown("![x](y.png)"),
    );
    const { status, stderr } = netcell("a.ipynb");
    expect(status).toBe(0);
    expect(stderr.split("\n")).toEqual([
      "warning a.ipynb, cell 1: it ended in RangeError. Tag it raises-exception if that is the lesson.",
      "warning a.ipynb, cell 3: it has not been run, other cells have.",
      "warning a.ipynb, cell 4: the picture y.png is not there or cannot be read; its alternative text stands for it.",
      "",
    ]);
  });
});

describe("a notebook that nobody has run", () => {
  test("is executed first, and its file stays as it is", () => {
    store(
      "a.ipynb",
      code('console.log("six is", 2 * 3)'),
      code("throw new RangeError('far')", [], "raises-exception"),
    );
    const before = read("a.ipynb");
    expect(netcell("a.ipynb", "--out", "out")).toMatchObject({
      status: 0,
      stdout: expect.stringContaining("(executed first)"),
      stderr: "",
    });
    expect(read("a.ipynb")).toBe(before);
    expect(read("out/a.html")).toMatch(/six is 6[\s\S]*RangeError[\s\S]*far/);
  });

  test("is not executed with --no-execute", () => {
    store("a.ipynb", code("process.exit(3)"));
    expect(netcell("a.ipynb", "--no-execute").status).toBe(0);
    expect(read("a.html")).not.toContain('class="out');
  });

  test("gets no page when a cell fails: the old one stays, the others are made, the status says it", () => {
    store("bad.ipynb", markdown("# Bad"), code("const a = 1;\nthrow new RangeError('too far');"));
    store("good.ipynb", markdown("# Good"));
    writeFileSync(join(folder, "bad.html"), "the old page");
    const { status, stdout, stderr } = netcell("bad.ipynb", "good.ipynb");
    expect(status).toBe(1);
    expect(stdout).toBe("FAILED  bad.ipynb\nok      good.ipynb -> good.html\n");
    expect(stderr).toMatch(
      /bad\.ipynb: cell 2 of 2.* failed[\s\S]*RangeError: too far[\s\S]*bad\.html was not written/,
    );
    expect(read("bad.html")).toBe("the old page");
    expect(read("good.html")).toContain("<h1>Good</h1>");
  });
});

describe("what cannot be", () => {
  test("a notebook that is not one is named, the others are made", () => {
    writeFileSync(join(folder, "a.ipynb"), "{");
    store("b.ipynb", markdown("# B"));
    const { status, stderr } = netcell("a.ipynb", "none.ipynb", "b.ipynb");
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /netcell: a\.ipynb: it is not JSON.*\nnetcell: none\.ipynb: there is no such file/,
    );
    expect(existsSync(join(folder, "b.html"))).toBe(true);
  });

  test("two notebooks of one name do not overwrite each other", () => {
    const { status, stderr } = netcell("x/a.ipynb", "y/a.ipynb", "--out", "out");
    expect(status).toBe(2);
    expect(stderr).toContain("would both become");
    expect(existsSync(join(folder, "out"))).toBe(false);
  });

  test("a file where the folder should be is told", () => {
    store("a.ipynb", markdown("# A"));
    writeFileSync(join(folder, "out"), "");
    const { status, stderr } = netcell("a.ipynb", "--out", "out");
    expect(status).toBe(1);
    expect(stderr).toContain("a file stands where its folder should be. Choose another folder with --out.");
  });
});
