import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type HtmlExporter, htmlExporter } from "../../lib/handout/export/html/html-exporter";
import type { Edition } from "../../lib/handout/variants/edition";
import type { Cell, NotebookMetadata } from "../../lib/runner/nbformat/notebook";
import { parseNotebook } from "../../lib/runner/nbformat/read";
import { exercises } from "./exercises";
import { code, display, markdown, notebook, place, stderr, stdout, whole } from "./notebook";

const fixtures = join(__dirname, "fixtures");
let exporter: HtmlExporter;
let folder: string;
beforeAll(async () => {
  exporter = await htmlExporter();
  folder = mkdtempSync(join(tmpdir(), "handout-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Printed {
  readonly page: string;
  readonly main: string;
  readonly warnings: string[];
}

function print(cells: readonly Cell[], metadata: NotebookMetadata = {}): Printed {
  const warnings: string[] = [];
  const warn = (cell: number, fault: string) => warnings.push(`${cell}: ${fault}`);
  const page = exporter.render(whole(notebook(cells, metadata)), place({ folder, warn })).content as string;
  return { page, main: /<main[^>]*>\n(.*)<\/main>/s.exec(page)![1]!, warnings };
}

describe("the whole page", () => {
  const lesson = () => {
    const text = readFileSync(join(fixtures, "lesson.ipynb"), "utf8");
    const lesson = whole(parseNotebook(text, "lesson.ipynb"));
    return exporter.render(lesson, place({ folder: fixtures })).content as string;
  };

  test("names the network only where a reader may follow a link", () => {
    const withoutLinks = lesson().replace(/<a href="https:[^"]*" rel="noreferrer">[^<]*<\/a>/g, "");
    expect(withoutLinks).not.toMatch(/https?:|\/\/[a-z]/i);
  });

  test("has no script, no style from elsewhere, and forbids both", () => {
    const page = lesson();
    expect(page).not.toMatch(/<script|<link|<iframe|@import| on[a-z]+=/i);
    expect(page).toContain("default-src 'none'");
  });

  test("asks students for their names where they have something to write", () => {
    const student = (lesson: Edition) =>
      exporter.render({ ...lesson, variant: "student" }, place({ folder, warn: () => {} })).content;
    expect(student(exercises("student"))).toContain('<p class="name-line">');
    expect(student(whole(notebook([code("1"), markdown("That is all.")])))).not.toContain('"name-line"');
  });

  test("is the same, byte for byte, each time", () => {
    expect(lesson()).toBe(lesson());
  });

  test("gives each name once, and every link inside leads to one", () => {
    const page = lesson();
    const ids = [...page.matchAll(/ id="([^"]*)"/g)].map((match) => match[1]!);
    expect(new Set(ids).size).toBe(ids.length);
    const wanted = [...page.matchAll(/(?:href="#|url\(#|aria-labelledby=")([^")]*)/g)];
    for (const match of wanted) expect(ids).toContain(decodeURIComponent(match[1]!));
    expect(wanted.length).toBeGreaterThan(8);
  });

  test("keeps removed cells and inputs out", () => {
    expect(lesson()).not.toMatch(/Only for the teacher|not in the handout|shown without its code&quot;/);
  });

  test("says title, authors and licence as data", () => {
    const hostile = '</title></style><script>alert("1")</script>';
    const { page } = print([markdown("## a")], {
      title: hostile,
      authors: [hostile],
      license: hostile,
      date: hostile,
    });
    expect(page).not.toContain("<script");
    expect(page.match(/<\/style>/g)).toHaveLength(1);
    expect(page.match(/<\/title>/g)).toHaveLength(1);
  });

  test("takes a headline in Markdown, and its title in words", () => {
    const { page } = print([markdown("# From `listen` to [accept](x) in $t_0$")]);
    expect(page).toContain("<title>From listen to accept in t0</title>");
    expect(page).toMatch(/<h1>From <code>listen<\/code> to accept in <span class="katex"><math>/);
  });
});

describe("prose", () => {
  test("math becomes MathML", () => {
    const { main } = print([markdown("$a^2$\n\n$$\\frac{1}{2}$$")]);
    expect(main).toContain("<msup><mi>a</mi><mn>2</mn></msup>");
    expect(main).toMatch(/<math display="block">.*<mfrac>/s);
  });

  test("wrong math is shown as it was typed, and told", () => {
    const { main, warnings } = print([markdown("$\\frac{1$")]);
    expect(main).toContain("\\frac{1");
    expect(warnings).toEqual([expect.stringMatching(/^1: .*KaTeX parse error/)]);
  });

  test("TypeScript is highlighted, what is unknown stays text", () => {
    const { main } = print([markdown("```ts\nconst a = 1;\n```\n\n```cobol\nMOVE <a>\n```")]);
    expect(main).toContain('<b class="k">const</b>');
    expect(main).toContain("<pre><code>MOVE &lt;a&gt;\n</code></pre>");
  });

  test("HTML that stays open does not reach the next cell", () => {
    const { main } = print([markdown("<div><b>a"), markdown("b")]);
    expect(main).toMatch(/<\/b><\/div><\/div>\n<div class="prose">\n<p>b<\/p>/);
  });

  test("a script in Markdown is left out and told", () => {
    const { main, warnings } = print([markdown("a<script>alert(1)</script>")]);
    expect(main).not.toContain("alert");
    expect(warnings).toEqual(["1: <script> is left out: a handout neither runs nor loads anything"]);
  });

  test("a link to another notebook leads to its handout, one to a heading to the heading", () => {
    const { main } = print([
      markdown("[a](01-next.ipynb#Ports) [b](#The-end) [c](https://e.x/a.ipynb)\n\n## The end"),
    ]);
    expect(main).toContain('<a href="01-next.html#Ports">a</a>');
    expect(main).toContain('<a href="#the-end">b</a>');
    expect(main).toContain('<a href="https://e.x/a.ipynb" rel="noreferrer">c</a>');
  });
});

describe("pictures", () => {
  const dot =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

  test("an attachment and a file beside the notebook become part of the page", () => {
    writeFileSync(join(folder, "a dot.png"), Buffer.from(dot, "base64"));
    const attachments = { "b.png": { "image/png": dot } };
    const { main, warnings } = print([markdown("![a](a%20dot.png) ![b](attachment:b.png)", { attachments })]);
    const url = `src="data:image/png;base64,${dot}"`;
    expect(main.split(url)).toHaveLength(3);
    expect(warnings).toEqual([]);
  });

  test.each([
    ["http://e.x/a.png", "is on the network"],
    ["//e.x/a.png", "is on the network"],
    ["attachment:a.png", "is not among the cell's attachments"],
    ["a.png", "is not there"],
    ["/etc/passwd", "is not a picture"],
    ["file:///a.png", "is neither a file nor an attachment"],
  ])("%s %s: its description stands for it, and the teacher is told", (source, reason) => {
    const { main, warnings } = print([markdown(`<img src="${source}" alt="a house">`)]);
    expect(main).toContain("[picture: a house]");
    expect(main).not.toContain("<img");
    expect(warnings).toEqual([expect.stringContaining(`1: the picture ${source} ${reason}`)]);
  });

  test("an output cannot show a file of the teacher's", () => {
    writeFileSync(join(folder, "own.png"), Buffer.from(dot, "base64"));
    const { main } = print([code("1", [display({ "text/html": '<img src="own.png" alt="x">' })])]);
    expect(main).not.toContain("base64");
  });

  test("a picture that a cell made is shown, on white", () => {
    const { main } = print([code("1", [display({ "image/png": `${dot}\n` })])]);
    expect(main).toContain(`<img src="data:image/png;base64,${dot}" alt="Picture made by cell 1">`);
  });
});

describe("outputs", () => {
  test("stderr and errors say what they are in words, not only by colour", () => {
    const error = { output_type: "error", ename: "RangeError", evalue: "too far", traceback: [] } as const;
    const { main } = print([code("1", [stderr("careful"), error])]);
    expect(main).toMatch(/>stderr<\/span><pre>careful<\/pre>/);
    expect(main).toMatch(/>Error<\/span><pre>RangeError: too far<\/pre>/);
  });

  test("an error is told once, by its traceback where that begins with its name", () => {
    const error = (...traceback: string[]) =>
      ({ output_type: "error", ename: "TypeError", evalue: "1:2 - no", traceback }) as const;
    const { main } = print([code("1", [error("\x1b[31mTypeError\x1b[39m: no", "at 1"), error("at 2")])]);
    expect(main).toContain('<pre class="short"><span class="ansi-ink-red">TypeError</span>: no\nat 1</pre>');
    expect(main).toContain('<pre class="short">TypeError: 1:2 - no\nat 2</pre>');
  });

  test("a long text is folded after its beginning, and all of it is there", () => {
    const lines = Array.from({ length: 100 }, (_, index) => `line ${index}`);
    const { main } = print([code("1", [stdout(`${lines.join("\n")}\n`)])]);
    expect(main).toContain("<summary>75 more lines</summary>");
    expect(main.match(/line \d+/g)).toEqual(lines);
  });

  test("a text of forty lines is not folded", () => {
    expect(print([code("1", [stdout("a\n".repeat(40))])]).main).not.toContain("<details");
  });

  test("HTML of which nothing may be shown gives way to the text", () => {
    const data = { "text/html": "<div><script>draw()</script></div>", "text/plain": "a <plot>" };
    const { main, warnings } = print([code("1", [display(data)])]);
    expect(main).toContain("<pre>a &lt;plot&gt;</pre>");
    expect(warnings).toEqual(["1: an output holds <script>, which a handout leaves out"]);
  });

  test("an output without any form for a page is told", () => {
    const { warnings } = print([code("1", [display({ "application/vnd.x+json": {} })])]);
    expect(warnings).toEqual(["1: an output has no form that a page can show (application/vnd.x+json)"]);
  });

  test("a drawing that knows nothing of the page's colours lies on white", () => {
    const svg = (fill: string) => display({ "image/svg+xml": `<svg><rect fill="${fill}"/></svg>` });
    const { main } = print([code("1", [svg("black"), svg("var(--jp-brand-color1, red)")])]);
    expect(main.match(/class="out [^"]*"/g)).toEqual(['class="out drawing on-white"', 'class="out drawing"']);
  });

  test("any text, in any place of the notebook, stays data", () => {
    const text = fc.array(
      fc.oneof(
        fc.constantFrom(
          "<script>",
          "</pre>",
          "</main>",
          "</style>",
          "<!--",
          "]]>",
          "&lt;",
          '"',
          "'",
          "\x1b[31m",
          "\ud800",
        ),
        fc.string({ unit: "binary" }),
      ),
    );
    const shape = (page: string) => page.match(/<\/?(?!span)[a-z\d]+/g);
    const cells = (one: string) => {
      const error = { output_type: "error", ename: "E", evalue: one, traceback: [] } as const;
      return [
        code("x", [stdout(one), stderr(one), error, display({ "text/plain": one, "application/x": one })]),
      ];
    };
    const expected = shape(print(cells("x")).page);
    fc.assert(
      fc.property(text, (parts) => {
        const { page } = print(cells(`x${parts.join("").replace(/\n/g, "")}`));
        expect(shape(page)).toEqual(expected);
        expect(page).not.toMatch(/\p{Surrogate}/u);
      }),
    );
  });
});
