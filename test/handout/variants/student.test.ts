import fc from "fast-check";
import ts from "typescript";
import { beforeAll, describe, expect, test } from "vitest";
import type { Exporter } from "../../../lib/handout/export/formats";
import { htmlExporter } from "../../../lib/handout/export/html/html-exporter";
import { ipynbExporter } from "../../../lib/handout/export/ipynb-exporter";
import { markdownExporter } from "../../../lib/handout/export/markdown/markdown-exporter";
import type { Edition } from "../../../lib/handout/variants/edition";
import { readLesson } from "../../../lib/handout/variants/lesson";
import { secretsOf } from "../../../lib/handout/variants/secrets";
import { studentEdition } from "../../../lib/handout/variants/student";
import type { Cell, Notebook, Output } from "../../../lib/runner/nbformat/notebook";
import { code, display, markdown, notebook, place, stderr, stdout } from "../notebook";

function forStudents(source: Notebook): { readonly edition: Edition; readonly warnings: string[] } {
  const warnings: string[] = [];
  const lesson = readLesson(source, "a.ipynb");
  const edition = studentEdition(lesson, secretsOf(lesson), (cell, fault) =>
    warnings.push(`${cell}: ${fault}`),
  );
  return { edition, warnings };
}

const cells = (...all: Cell[]) => forStudents(notebook(all)).edition.cells.map(({ cell }) => cell);
const sources = (...all: Cell[]) => cells(...all).map(({ source }) => source);

describe("the students' edition", () => {
  test("has a stub where a solution was, as far to the right", () => {
    const source = "function f() {\n  // BEGIN SOLUTION\n  return 42;\n  // END SOLUTION\n}";
    expect(sources(code(source))).toEqual(["function f() {\n  // your code here\n}"]);
  });

  test("has a stub of text where a text was", () => {
    expect(sources(markdown("Why?\n\n<!-- BEGIN SOLUTION -->\nBecause.\n<!-- END SOLUTION -->"))).toEqual([
      "Why?\n\n*Your answer here*",
    ]);
  });

  test("has nothing where a hidden test or a mark scheme was, and no cell where nothing is left", () => {
    expect(
      sources(
        code("a()\n### BEGIN HIDDEN TESTS\nb()\n### END HIDDEN TESTS"),
        markdown("Task\n\n=== BEGIN MARK SCHEME ===\n1 point\n=== END MARK SCHEME ==="),
        code("only(1)", [], "hidden-tests"),
        code("c()"),
      ),
    ).toEqual(["a()", "Task\n", "c()"]);
  });

  test("withholds all of a cell that is tagged, unless its markers say it more exactly", () => {
    expect(
      sources(
        code("all()", [], "solution"),
        code("let x;\n// BEGIN SOLUTION\nx = 1\n// END SOLUTION", [], "solution"),
        markdown("All.", { metadata: { nbgrader: { solution: true, grade: true } } }),
        { ...code("test()"), metadata: { nbgrader: { solution: false, grade: true, locked: true } } },
      ),
    ).toEqual(["// your code here", "let x;\n// your code here", "*Your answer here*", "test()"]);
  });

  test("has no output, no count and no metadata of a cell that lost a part", () => {
    const source = "let x;\n// BEGIN SOLUTION\nx = 1;\n// END SOLUTION";
    const [cell] = cells({
      ...code(source, [stdout("1")], "solution", "hide-output"),
      metadata: {
        tags: ["solution", "hide-output"],
        answer: "x = 1;",
        nbgrader: { solution: true, grade_id: "q1", checksum: "abc" },
      },
    });
    expect(cell).toMatchObject({
      outputs: [],
      execution_count: null,
      metadata: { tags: ["hide-output"], nbgrader: { solution: true, grade_id: "q1" } },
    });
    expect(JSON.stringify(cell)).not.toMatch(/x = 1|abc|"solution"\]/);
  });

  test("keeps the cells that nbgrader looks for, emptied", () => {
    const [cell] = cells({
      ...code("### BEGIN HIDDEN TESTS\nt(1)\n### END HIDDEN TESTS"),
      metadata: { nbgrader: { grade: true, grade_id: "t1" } },
    });
    expect(cell).toMatchObject({ source: "", metadata: { nbgrader: { grade_id: "t1" } } });
  });

  test("has no picture of a solution", () => {
    const attachments = { "q.png": { "image/png": "AA==" }, "a b.png": { "image/png": "BB==" } };
    const source =
      "![q](attachment:q.png)\n<!-- BEGIN SOLUTION -->\n![a](attachment:a%20b.png)\n<!-- END SOLUTION -->";
    expect(cells(markdown(source, { attachments }))).toMatchObject([
      { attachments: { "q.png": { "image/png": "AA==" } } },
    ]);
    expect(JSON.stringify(cells(markdown(source, { attachments })))).not.toContain("BB==");
  });

  const line = "secretAnswer = 6 * 7;";
  const error: Output = {
    output_type: "error",
    ename: "RangeError",
    evalue: "x",
    traceback: ["RangeError: x", `\x1b[31m> 2 | ${line}\x1b[39m`],
  };
  test.each<[string, Output]>([
    ["a text", stdout(`so: ${line}`)],
    ["stderr", stderr(line)],
    ["an error's traceback", error],
    ["HTML with tags in the middle", display({ "text/html": "<b>secretAnswer</b> = <i>6</i> &#42; 7;" })],
    [
      "HTML that highlights",
      display({ "text/html": "<b>secretAnswer</b> <i>=</i> 6 * 7;", "text/plain": "-" }),
    ],
    ["a drawing's text", display({ "image/svg+xml": `<svg><title>${line}</title></svg>` })],
    ["JSON", display({ "application/json": { a: [line] } })],
    ["a form that is not shown", display({ "text/html": "ok", "text/x-code": line })],
    ["metadata", { output_type: "display_data", data: { "text/plain": "ok" }, metadata: { code: line } }],
  ])("has no output that shows a solution: %s", (_, output) => {
    const source = `let secretAnswer;\n// BEGIN SOLUTION\n${line}\n// END SOLUTION`;
    const { edition, warnings } = forStudents(notebook([code(source), code("f", [stdout("fine"), output])]));
    const shown = edition.cells[1]!.cell as Extract<Cell, { cell_type: "code" }>;
    expect(shown.outputs).toEqual([stdout("fine")]);
    expect(warnings).toEqual([
      `2: an output shows a line of the solution in cell 1 (${line}): students do not get it`,
    ]);
  });
});

describe("whatever is withheld, wherever it stands", () => {
  let exporters: Exporter[];
  beforeAll(async () => {
    exporters = [await htmlExporter(), await markdownExporter(), ipynbExporter()];
  });

  let words = 0;
  /** A line that no other has, in code or in text. */
  const secretLine = () => `secret${++words} = f(${words}, "x");`;
  const withheld = fc.constantFrom("SOLUTION", "HIDDEN TESTS", "MARK SCHEME");
  const piece = fc.oneof(
    fc.record({ kind: fc.constant("given"), indent: fc.constantFrom("", "  ", "\t") }),
    fc.record({ kind: withheld, indent: fc.constantFrom("", "  ", "\t") }),
  );
  const cell = fc.record({
    type: fc.constantFrom("code", "markdown"),
    pieces: fc.array(piece, { minLength: 1, maxLength: 4 }),
    tag: fc.constantFrom(undefined, undefined, "solution", "hidden-tests", "hide-input", "hide-cell"),
    shows: fc.constantFrom("nothing", "secrets", "its own source"),
  });

  test("no file that students get holds a word of it, and their code parses", () => {
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 5 }), (recipe) => {
        const secrets: string[] = [];
        const made = recipe.map(({ type, pieces, tag, shows }) => {
          const lines = pieces.flatMap(({ kind, indent }) => {
            if (kind === "given") return [`${indent}given(1);`];
            const line = secretLine();
            secrets.push(line);
            return [`${indent}// BEGIN ${kind}`, `${indent}${line}`, `${indent}// END ${kind}`];
          });
          const source = lines.join("\n");
          const tags = tag === undefined ? [] : [tag];
          if (type === "markdown") return markdown(source, { metadata: { tags } });
          const text = shows === "secrets" ? secrets.join("\n") : shows === "nothing" ? "fine" : source;
          const outputs = [stdout(text), display({ "text/html": `<p>${text}</p>`, "text/plain": text })];
          return code(source, outputs, ...tags);
        });
        const { edition } = forStudents(notebook(made));
        for (const exporter of exporters) {
          const { content, texts } = exporter.render(edition, place({ warn: () => {} })) as {
            content: string;
            texts: string[];
          };
          for (const text of [content, ...texts]) expect(text).not.toMatch(/secret\d|(?:BEGIN|END) [SHM]/);
        }
        for (const { cell } of edition.cells)
          if (cell.cell_type === "code") expect(parseErrors(cell.source)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

function parseErrors(source: string): string[] {
  const { diagnostics = [] } = ts.transpileModule(source, { reportDiagnostics: true });
  return diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}
