/** What each reporter makes of one and the same run. */
import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { makeReporter, type ReporterName } from "../../../lib/cli/reporters/reporter-list";
import { element } from "../../../lib/cli/reporters/xml";
import type { CheckEvent } from "../../../lib/runner/check/check-files";
import type { CodeCell, ErrorOutput, Notebook } from "../../../lib/runner/nbformat/notebook";
import { program, requires } from "../../support/requires";

const hostile = 'a <b> & "c" ]]> \u0000\u001b[31m\uD800\uFFFE 50%\r\nnext: x, y';

function code(id: string, source: string): CodeCell {
  return { cell_type: "code", id, metadata: {}, source, execution_count: 1, outputs: [] };
}
const cells = [code("one", "1"), code("two", "throw 2"), code("three", "3")] as const;
const notebook: Notebook = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells };
const error: ErrorOutput = {
  output_type: "error",
  ename: "RangeError",
  evalue: hostile,
  traceback: [`RangeError: ${hostile}`, "    at cell [1]:1:7"],
};

/** One notebook ends well, one fails in its second cell, one is known, one is none, one shows something else. */
function events(): CheckEvent[] {
  const good = { source: "good.ipynb", target: "out/good.ipynb" };
  const bad = { source: "bad,1.ipynb", target: "bad,1.ipynb" };
  const ok = { kind: "ok" } as const;
  const failed = { kind: "error", error, expected: false } as const;
  const [one, two] = cells;
  return [
    { type: "begin", job: good, notebook },
    { type: "begin", job: bad, notebook },
    { type: "cell-start", job: good, index: 0, cell: one },
    { type: "cell-end", job: good, index: 0, cell: one, outcome: ok, ms: 10 },
    { type: "cell-end", job: bad, index: 0, cell: one, outcome: ok, ms: 5 },
    { type: "cell-end", job: good, index: 1, cell: two, outcome: { ...failed, expected: true }, ms: 10 },
    { type: "cell-end", job: bad, index: 1, cell: two, outcome: failed, ms: 5 },
    { type: "cell-end", job: good, index: 2, cell: cells[2], outcome: { kind: "skipped" }, ms: 0 },
    { type: "end", job: good, result: { kind: "ok", notebook, ms: 1234, cached: false } },
    {
      type: "end",
      job: bad,
      result: { kind: "failed", notebook, ms: 99, failure: { index: 1, cell: two, outcome: failed } },
    },
    { type: "end", job: { source: "known.ipynb" }, result: { kind: "ok", notebook, ms: 1, cached: true } },
    { type: "end", job: { source: "none.ipynb" }, result: { kind: "error", error: new Error(hostile) } },
    {
      type: "end",
      job: { source: "other.ipynb" },
      result: { kind: "different", notebook, ms: 7, differences: [{ index: 0, cell: one, diff: "-a\n+b" }] },
    },
  ];
}

async function told(name: ReporterName) {
  const said: string[] = [];
  const now: string[] = [];
  const complaints: string[] = [];
  const printed: string[] = [];
  const terminal = { now: (text: string) => now.push(text), say: (text: string) => said.push(text) };
  const outlets = {
    terminal,
    complain: (text: string) => complaints.push(text),
    print: (text: string) => printed.push(text),
  };
  const reporter = await makeReporter(name, outlets, 5);
  for (const event of events()) reporter.event(event);
  reporter.end();
  return { said, now, complaints, printed: printed.join("\n") };
}

describe("text", () => {
  test("tells of each notebook in a line, and what went wrong", async () => {
    const { said, complaints, printed } = await told("text");
    expect(said).toEqual([
      "ok      good.ipynb -> out/good.ipynb (3 cells, 1.2 s)",
      "FAILED  bad,1.ipynb",
      "cached  known.ipynb (3 cells)",
      "FAILED  none.ipynb",
      "DIFFERS other.ipynb (1 of 3 cells)",
    ]);
    expect(complaints[0]).toContain("bad,1.ipynb: cell 2 of 3, In [1] failed");
    expect(complaints[0]).toContain("> 1 | throw 2");
    expect(complaints[2]).toContain("other.ipynb: cell 1 of 3 shows something else than is stored");
    expect(printed).toBe("");
  });

  test("shows what runs now, several at a time", async () => {
    const { now } = await told("text");
    expect(now).toContain("0 of 5 done · starting …");
    expect(now).toContain("0 of 5 done · good.ipynb: cell 1 · bad,1.ipynb");
    expect(now.at(-1)).toBe("");
  });
});

describe("json", () => {
  test("is one object a line, which says what became of each cell and each notebook", async () => {
    const { said, complaints, printed } = await told("json");
    expect([...said, ...complaints]).toEqual([]);
    const lines = printed.split("\n").map((line) => JSON.parse(line));
    expect(lines[0]).toEqual({ event: "notebook-start", notebook: "good.ipynb", cells: 3 });
    expect(lines[2]).toEqual({ event: "cell-start", notebook: "good.ipynb", cell: 1, id: "one" });
    expect(lines[3]).toEqual({
      event: "cell-end",
      notebook: "good.ipynb",
      cell: 1,
      id: "one",
      outcome: "ok",
      ms: 10,
    });
    expect(lines[5]).toMatchObject({
      outcome: "error",
      expected: true,
      error: { name: "RangeError", message: hostile },
    });
    expect(lines[8]).toEqual({
      event: "notebook-end",
      notebook: "good.ipynb",
      target: "out/good.ipynb",
      result: "ok",
      ms: 1234,
      cached: false,
      problems: [],
    });
    expect(lines[9]).toMatchObject({
      result: "failed",
      problems: [{ cell: 2, line: 1, name: "RangeError" }],
    });
    expect(lines.at(-1)).toEqual({ event: "end", ok: 2, failed: 3, stopped: 0 });
  });
});

describe("junit", () => {
  test("is XML with a suite for each notebook and a case for each cell", async () => {
    const { printed, said } = await told("junit");
    expect(said).toHaveLength(5);
    expect(printed).toContain(
      '<testsuite name="good.ipynb" tests="3" failures="0" errors="0" skipped="1" time="1.234">',
    );
    expect(printed).toContain(
      '<testsuite name="bad,1.ipynb" tests="3" failures="1" errors="0" skipped="1" time="0.099">',
    );
    expect(printed).toContain('<testcase classname="good.ipynb" name="cell 1 (one)" time="0.01"/>');
    expect(printed).toContain('<skipped message="not reached"/>');
    expect(printed).toContain(
      '<testsuite name="none.ipynb" tests="1" failures="0" errors="1" skipped="0" time="0">',
    );
  });

  requires(program("python3")).test("is well-formed whatever an error says, and says it", async () => {
    const { printed } = await told("junit");
    const script = `import sys, json, xml.etree.ElementTree as tree
root = tree.fromstring(sys.stdin.buffer.read())
print(json.dumps([[suite.get("name"), [[c.get("message"), c.text] for c in suite.iter("failure")]] for suite in root]))`;
    const judge = spawnSync("python3", ["-c", script], { input: printed, encoding: "utf8" });
    expect(judge.stderr).toBe("");
    const suites: [string, [string, string][]][] = JSON.parse(judge.stdout);
    expect(suites.map(([name]) => name)).toEqual([
      "good.ipynb",
      "bad,1.ipynb",
      "known.ipynb",
      "none.ipynb",
      "other.ipynb",
    ]);
    const [message, text] = suites[1]![1][0]!;
    expect(message).toContain('RangeError: a <b> & "c" ]]> \uFFFD');
    expect(text).toContain("> 1 | throw 2");
  });

  test("an element has either a text or elements, all escaped", () => {
    const inner = element("b", { c: "1 < 2\n" }, [], "x & y");
    expect(String(element("a", {}, [inner]))).toBe('<a>\n  <b c="1 &lt; 2&#10;">x &amp; y</b>\n</a>');
  });
});

describe("github", () => {
  test("is text, and an annotation for each problem that cannot break out of its line", async () => {
    const { printed, said } = await told("github");
    expect(said).toHaveLength(5);
    const lines = printed.split("\n");
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(/^::error file=bad%2C1\.ipynb,title=cell 2%2C line 1%3A RangeError%3A a <b>/);
    expect(lines[0]!.split("::")[1]!.split(",")).toHaveLength(2);
    expect(lines[0]).toContain("50%25%0D");
  });
});
