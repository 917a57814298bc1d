/** Notebooks that ran well and have not changed are not run again. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { lab } from "./netcell";

const place = lab();
const { path, write, read, run } = place;

/** Each run of this cell leaves a mark. */
const counting = 'require("fs").appendFileSync("runs", "x"); "ran"';
const runs = () => (existsSync(path("runs")) ? readFileSync(path("runs"), "utf8").length : 0);

test("what has not changed is cached, whatever its prose says, and kept where people can read it", async () => {
  mkdirSync(path("node_modules"));
  write("a.ipynb", [counting, ["throw new RangeError()", "raises-RangeError"]]);
  expect((await run("run", "a.ipynb")).stdout).toMatch(/^ok {6}a\.ipynb/);
  const first = read("a.ipynb");
  expect((await run("run", "a.ipynb")).stdout).toBe("cached  a.ipynb (2 cells)\n");
  expect(read("a.ipynb")).toBe(first);
  const [entry] = readdirSync(path("node_modules/.cache/netcell/runs"));
  expect(JSON.parse(read(`node_modules/.cache/netcell/runs/${entry}`)).cells).toHaveLength(2);

  const notebook = JSON.parse(first);
  for (const cell of notebook.cells) cell.outputs = [];
  notebook.cells.unshift({ cell_type: "markdown", id: "new", metadata: {}, source: "# New prose" });
  writeFileSync(path("a.ipynb"), JSON.stringify(notebook));
  expect((await run("run", "a.ipynb", "--out", "out")).stdout).toContain("cached");
  expect(JSON.parse(read("out/a.ipynb")).cells[0].source).toEqual(["# New prose"]);
  expect(JSON.parse(read("out/a.ipynb")).cells[1].outputs[0].data["text/plain"]).toEqual(["ran"]);
  expect(runs()).toBe(1);
  expect((await run("run", "a.ipynb", "--no-cache")).stdout).toMatch(/^ok {6}/);
  expect(runs()).toBe(2);
});

test("a failure is never cached", async () => {
  write("a.ipynb", [counting, 'throw new Error("boom")']);
  await run("run", "a.ipynb");
  expect((await run("run", "a.ipynb")).stdout).toMatch(/^FAILED/);
  expect(runs()).toBe(2);
});
