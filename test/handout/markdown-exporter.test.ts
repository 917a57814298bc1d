/** Handouts in Markdown, rendered as GitHub renders them: CommonMark with GitHub's extensions, then GitHub's allow-list. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defaultSchema } from "hast-util-sanitize";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ExportPlace, Rendered } from "../../lib/handout/export/formats";
import { markdownExporter } from "../../lib/handout/export/markdown/markdown-exporter";
import { teacherEdition } from "../../lib/handout/variants/edition";
import { readLesson } from "../../lib/handout/variants/lesson";
import type { Cell, Notebook, NotebookMetadata } from "../../lib/runner/nbformat/notebook";
import { readNotebook } from "../../lib/runner/nbformat/read";
import { code, display, markdown, notebook, place, stderr, stdout, whole } from "./notebook";

let exporter: Awaited<ReturnType<typeof markdownExporter>>;
let folder: string;
beforeAll(async () => {
  exporter = await markdownExporter();
  folder = mkdtempSync(join(tmpdir(), "handout-md-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const render = (source: Notebook, more: Partial<ExportPlace> = {}): Rendered =>
  exporter.render(whole(source), place({ suffix: ".md", folder, ...more })) as Rendered;

const printed = (
  cells: readonly Cell[],
  metadata: NotebookMetadata = {},
  more: Partial<ExportPlace> = {},
): string => String(render(notebook(cells, metadata), more).content);

/** The page as GitHub's reader gets it, before its allow-list. */
const page = (source: string) =>
  micromark(source, { allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] });

/** The elements of a page that GitHub would take away. */
function strippedByGitHub(html: string): string[] {
  const allowed = new Set(defaultSchema.tagNames);
  const found = [...html.matchAll(/<([a-z][a-z\d]*)\b/gi)].map(([, tag]) => tag!.toLowerCase());
  return found.filter((tag) => !allowed.has(tag));
}

describe("the whole file", () => {
  test("says headline, course, authors, date and licence", () => {
    const metadata = {
      title: "Ports",
      authors: [{ name: "Ada" }, { name: "Grace" }],
      netcell: { course: "Networks 1", date: "2026-11-03", licence: "CC BY 4.0" },
    };
    expect(printed([markdown("# Ports\n\nText.")], metadata)).toBe(
      "# Ports\n\n*Networks 1 · Ada, Grace · 2026-11-03*\n\nText.\n\n---\n\nLicence: CC BY 4.0\n",
    );
  });

  test("loses nothing on GitHub, and is the same each time", async () => {
    const fixtures = join(__dirname, "fixtures");
    const lesson = await readNotebook(join(fixtures, "lesson.ipynb"));
    const once = render(lesson, { folder: fixtures, warn: () => {} });
    expect(strippedByGitHub(page(String(once.content)))).toEqual([]);
    expect(page(String(once.content))).toContain("<table>");
    expect(render(lesson, { folder: fixtures, warn: () => {} })).toEqual(once);
  });

  test("marks a teacher's copy and its solutions", () => {
    const lesson = readLesson(
      notebook([
        code("let x;\n// BEGIN SOLUTION\nx = 1;\n// END SOLUTION\ncheck(x)"),
        markdown("Why?\n\n<!-- BEGIN SOLUTION -->\nBecause.\n\n- a\n<!-- END SOLUTION -->\n\nSo."),
      ]),
      "a.ipynb",
    );
    const { content } = exporter.render(teacherEdition(lesson, "teacher"), place()) as Rendered;
    expect(content).toBe(
      [
        "# name",
        "*Teacher’s copy, with solutions*",
        "```typescript\nlet x;\n// solution:\nx = 1;\n// end of the solution\ncheck(x)\n```",
        "Why?",
        "> **SOLUTION**\n>\n> Because.\n>\n> - a",
        "So.\n",
      ].join("\n\n"),
    );
  });
});

describe("outputs", () => {
  const fenced = (text: string) => `\`\`\`text\n${text}\n\`\`\``;

  test("are text in fences, without colours, with what a terminal would show of each line", () => {
    expect(printed([code("", [stdout("\x1b[31mred\x1b[0m\nold\rnew\n")])])).toContain(fenced("red\nnew"));
  });

  test("say in words what they are", () => {
    const error = { output_type: "error", ename: "RangeError", evalue: "far", traceback: [] } as const;
    const file = printed([code("", [stderr("careful"), error])]);
    expect(file).toContain(`stderr:\n\n${fenced("careful")}\n\nError:\n\n${fenced("RangeError: far")}`);
  });

  test("with fences inside get longer ones", () => {
    const file = printed([code("", [stdout("```\n</details>\n````")])]);
    expect(page(file)).toContain(
      '<pre><code class="language-text">```\n&lt;/details&gt;\n````\n</code></pre>',
    );
  });

  test("that are long open on demand, and all of them is there", () => {
    const lines = Array.from({ length: 100 }, (_, index) => `line ${index}`);
    const html = page(printed([code("", [stdout(lines.join("\n"))])]));
    expect(html.match(/line \d+/g)).toEqual(lines);
    expect(html).toContain("<details><summary>75 more lines</summary>");
  });

  test("that are drawings and pictures become files beside it", () => {
    const png = "iVBORw0KGgo=";
    const svg = '<svg viewBox="0 0 9 9" onload="x()"><linearGradient id="g"/><rect fill="url(#g)"/></svg>';
    const both = display({ "image/svg+xml": svg, "text/html": "<b>no</b>", "text/plain": "no" });
    const { content, assets: beside } = render(
      notebook([code("a", [both, both, display({ "image/png": png })])]),
    );
    expect(content).toContain("![Picture made by cell 1](name_files/cell-1.svg)\n\n![Picture");
    expect(beside!.map(({ name }) => name)).toEqual(["cell-1.svg", "cell-1-2.svg", "cell-1.png"]);
    expect(beside![0]!.content).toMatch(
      /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" .*viewBox="0 0 9 9".*<linearGradient id="g"/,
    );
    expect(beside![0]!.content).not.toContain("onload");
    expect(beside![2]!.content).toEqual(Buffer.from(png, "base64"));
  });

  test("that are drawings are called what they call themselves, and what they say in words is below", () => {
    const svg = "<svg>\n<title>a [b](javascript:x) &lt;i&gt; *c*\n\nd</title></svg>";
    const view = display({ "image/svg+xml": svg, "text/html": "<b>no</b>", "text/plain": "a | b\n1 | 2" });
    const figure = display({
      "image/png": "iVBORw0KGgo=",
      "text/plain": "<Figure size 640x480 with 1 Axes>",
    });
    const file = printed([code("", [view, figure])]);
    const title = "a \\[b\\](javascript:x) \\<i\\> \\*c\\* d";
    expect(file).toContain(
      `![${title}](name_files/cell-1.svg)\n\n<details><summary>as text</summary>\n\n${fenced("a | b\n1 | 2")}\n\n</details>`,
    );
    expect(file).not.toContain("Figure");
    const html = page(file);
    expect(html).toMatch(/<img [^>]*alt="a \[b\]\(javascript:x\) &lt;i&gt; \*c\* d"/);
  });

  test("in HTML alone are their text, and in Markdown have no tags", () => {
    const html = display({
      "text/html": "<style>p{}</style><p>one</p><script>x()</script><p>t<b>w</b>o &amp; 3</p>",
    });
    const hostile = display({ "text/markdown": "*a* <img src=x onerror=y> [b](javascript:x) `<c>`" });
    const file = printed([code("", [html, hostile])]);
    expect(file).toContain(fenced("one\ntwo & 3"));
    expect(file).toContain("*a* &lt;img src=x onerror=y> [b](#) `<c>`");
  });
});

describe("prose", () => {
  test("keeps tables, math and code as they were typed", () => {
    const source = "| a | b |\n|---|---|\n| $x_1$ | `c` |\n\n```md\n[no](link.ipynb) <!-- kept -->\n```";
    expect(printed([markdown(source)])).toContain(source);
  });

  test("leads to the other handouts, and to headings as GitHub names them", () => {
    const source =
      "## Ports & sockets\n\n[a](01-b.ipynb#Ports) [b](#Ports-&-sockets) [c](https://e.x/a.ipynb) `[d](d.ipynb)`\n\n[e]: f.ipynb";
    const file = printed([markdown(source)], {}, { suffix: ".student.md" });
    expect(file).toContain(
      "[a](01-b.student.md#Ports) [b](#ports--sockets) [c](https://e.x/a.ipynb) `[d](d.ipynb)`\n\n[e]: f.student.md",
    );
  });

  test("shows files and attachments as files beside it, and tells of what is missing", () => {
    writeFileSync(join(folder, "a dot.png"), "dot");
    const attachments = { "b.png": { "image/png": "AAAA" } };
    const source = '![a](<a dot.png> "t") <img src="attachment:b.png" alt="b"> ![c](none.png)';
    const warnings: string[] = [];
    const { content, assets: beside } = render(notebook([markdown(source, { attachments })]), {
      warn: (cell, fault) => warnings.push(`${cell}: ${fault}`),
    });
    expect(content).toContain(
      '![a](name_files/cell-1.png "t") <img src="name_files/cell-1-2.png" alt="b"> ![c](none.png)',
    );
    expect(beside!.map((file) => String(file.content))).toEqual(["dot", "\0\0\0"]);
    expect(warnings).toEqual(["1: the picture none.png is not there or cannot be read"]);
  });

  test("has no comments: they are not for readers", () => {
    expect(printed([markdown("a<!-- for\nme --> b")])).toContain("a b");
  });

  test("of a stranger has no HTML, and reads no file", () => {
    writeFileSync(join(folder, "own.png"), "own");
    const source = "<div onclick=x>a</div> ![x](own.png) [b](javascript:y) `<i>`";
    const warnings: string[] = [];
    const untrusted = { trusted: false, warn: (_: number, fault: string) => warnings.push(fault) };
    const { content, assets: beside } = render(notebook([markdown(source)]), untrusted);
    expect(content).toContain("&lt;div onclick=x>a&lt;/div> ![x](own.png) [b](#) `<i>`");
    expect(beside).toEqual([]);
    expect(warnings).toEqual([expect.stringContaining("may read none")]);
  });
});
