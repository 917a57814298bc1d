import { describe, expect, test } from "vitest";
import { explainFailure } from "../../lib/runner/explain-failure";
import type { CodeCell, ErrorOutput } from "../../lib/runner/nbformat/notebook";

const cell = (source: string): CodeCell => ({
  cell_type: "code",
  id: "c",
  metadata: {},
  source,
  execution_count: 3,
  outputs: [],
});
const error = (ename: string, evalue: string, traceback: string[]): ErrorOutput => ({
  output_type: "error",
  ename,
  evalue,
  traceback,
});
const explain = (source: string, output: ErrorOutput) =>
  explainFailure("lesson.ipynb", 12, {
    index: 4,
    cell: cell(source),
    outcome: { kind: "error", error: output, expected: false },
  });

describe("a failed cell is explained with notebook, cell, code and error", () => {
  test("as the kernel plugin tells it: the line is marked, and shown once", () => {
    const traceback = [
      "\u001b[1;31mTypeError\u001b[0m: deep",
      "\u001b[0;32mcell [3]\u001b[0m, line 2",
      "  1 | function f() {",
      '> 2 |   throw new TypeError("deep");',
      "    |         ^",
      "    at f (cell [3]:2:9)",
    ];
    const source = 'function f() {\n  throw new TypeError("deep");\n}\nf();\n';
    expect(
      explain(source, error("TypeError", "deep", traceback)),
    ).toBe(`lesson.ipynb: cell 5 of 12, In [3] failed

  1 | function f() {
> 2 |   throw new TypeError("deep");
  3 | }
  4 | f();

\u001b[1;31mTypeError\u001b[0m: deep
\u001b[0;32mcell [3]\u001b[0m, line 2
    at f (cell [3]:2:9)`);
  });

  test("a diagnostic of the compiler names the line itself", () => {
    const output = error("TypeScriptError", "2:5 - Cannot find name 'z'.", ["2:5 - Cannot find name 'z'."]);
    expect(explain("1;\nlet y = z", output)).toContain("> 2 | let y = z");
  });

  test("an error whose line is unknown marks none", () => {
    expect(explain('throw "text"', error("Uncaught", "'text'", ["Uncaught 'text'"]))).not.toContain(">");
  });

  test("a line of another cell is not taken for one of this", () => {
    const output = error("Error", "x", ["Error: x", "    at f (cell [1]:2:1)", "    at cell [3]:1:1"]);
    expect(explain("f()\nmore", output)).toContain("> 1 | f()");
  });

  test("a long cell is shown around its failing line", () => {
    const source = Array.from({ length: 100 }, (_, i) => `line${i + 1}`).join("\n");
    const shown = explain(source, error("Error", "x", ["Error: x", "    at cell [3]:50:1"])).split("\n");
    expect(shown).toContain(">  50 | line50");
    expect(shown.filter((line) => line.endsWith("| …"))).toHaveLength(2);
    expect(shown.length).toBeLessThan(30);
  });

  test("a cell that should have raised says so", () => {
    const outcome = { kind: "no-error" } as const;
    expect(explainFailure("lesson.ipynb", 2, { index: 0, cell: cell("1"), outcome })).toMatch(
      /expected to raise, but it did not/,
    );
  });
});
