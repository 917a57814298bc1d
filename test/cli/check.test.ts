/** `netcell check` as a person runs it. */
import { writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { lab } from "./netcell";

const place = lab();
const { path, write, read, run } = place;

test("stored outputs are made by --update, then hold, until a cell shows something else", async () => {
  write("a.ipynb", [
    'console.log("on 127.0.0.1:" + (40000 + (Date.now() % 1000)), "pid " + process.pid); "same"',
    "6 * 7",
    ["Math.random()", "ignore-output"],
  ]);
  const untouched = read("a.ipynb");
  const never = await run("check", "a.ipynb");
  expect(never.stderr).toBe(
    "netcell: a.ipynb: no outputs are stored in it to compare with. Store what it shows now with --update.\n",
  );
  expect(never.status).toBe(1);
  expect(read("a.ipynb")).toBe(untouched);

  expect(await run("check", "a.ipynb", "--update")).toMatchObject({
    status: 0,
    stdout: "updated a.ipynb (2 of 3 cells)\n",
  });
  const stored = read("a.ipynb");
  const same = await run("check", "a.ipynb");
  expect(same.stderr).toBe("");
  expect(same.stdout).toMatch(/^ok {6}a\.ipynb/);
  expect(same.status).toBe(0);

  writeFileSync(path("a.ipynb"), stored.replace('"6 * 7"', '"6 * 8"'));
  const other = await run("check", "a.ipynb");
  expect(other.stdout).toBe("DIFFERS a.ipynb (1 of 3 cells)\n");
  expect(other.stderr).toContain("a.ipynb: cell 2 of 3 shows something else than is stored");
  expect(other.stderr).toContain(" [text/plain]\n-42\n+48");
  expect(other.status).toBe(1);

  // What is the same keeps its stored outputs to the letter.
  await run("check", "a.ipynb", "--update");
  expect(read("a.ipynb")).toBe(stored.replace('"6 * 7"', '"6 * 8"').replace('"42"', '"48"'));
}, 120_000);

test("a notebook that fails is told as by netcell run, and stays as it was, with --update too", async () => {
  const text = write("a.ipynb", ['throw new RangeError("boom")']);
  const { status, stderr } = await run("check", "a.ipynb", "--update");
  expect(stderr).toContain("RangeError: boom");
  expect(status).toBe(1);
  expect(read("a.ipynb")).toBe(text);
});

test("a file of sanitizers that is none is refused", async () => {
  writeFileSync(path("list.json"), '{"pattern": "x"}');
  const { status, stderr } = await run("check", "a.ipynb", "--sanitize", "list.json");
  expect(stderr).toContain('list.json: the list should be a list of {"pattern": …, "replace": …}.');
  expect(status).toBe(2);
});
