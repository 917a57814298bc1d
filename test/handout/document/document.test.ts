import { beforeAll, describe, expect, test } from "vitest";
import { loadHighlighter } from "../../../lib/handout/content/highlight";
import { loadMarkdown, type Markdown } from "../../../lib/handout/content/markdown";
import { type Block, toDoc } from "../../../lib/handout/document/document";
import type { Cell, NotebookMetadata } from "../../../lib/runner/nbformat/notebook";
import { code, markdown, notebook, stderr, stdout, whole } from "../notebook";

let parser: Markdown;
beforeAll(async () => {
  parser = await loadMarkdown(await loadHighlighter());
});

const doc = (cells: readonly Cell[], metadata: NotebookMetadata = {}) =>
  toDoc(whole(notebook(cells, metadata)), "file-name", parser.headings);

/** `details(in out)`: kinds only. */
const kinds = (blocks: readonly Block[]): string =>
  blocks
    .map((block) => (block.kind === "details" ? `${block.summary}(${kinds(block.blocks)})` : block.kind))
    .join(" ");

describe("the headline", () => {
  test("is the first heading, which is then not said twice", () => {
    const { headline, blocks } = doc([markdown("# A *server*\n\nIt waits.")]);
    expect(headline).toBe("A *server*");
    expect(blocks).toMatchObject([{ kind: "prose", markdown: "\nIt waits." }]);
  });

  test("is the title in the metadata before all else", () => {
    expect(doc([markdown("# A server")], { title: "Lesson 1" }).headline).toBe("Lesson 1");
    expect(doc([], { title: "Lesson 1", netcell: { title: "Lesson 2" } }).headline).toBe("Lesson 2");
  });

  test("is the file's name when the notebook does not begin with a heading", () => {
    const { headline, blocks } = doc([markdown("Hello\n\n# A server")]);
    expect(headline).toBe("file-name");
    expect(blocks).toMatchObject([{ headings: [{ level: 1, id: "a-server" }] }]);
  });

  test("may be underlined as Setext does it", () => {
    expect(doc([markdown("A server\n========\nIt waits.")])).toMatchObject({
      headline: "A server",
      blocks: [{ markdown: "It waits." }],
    });
  });
});

describe("headings", () => {
  test("have names that are given once in the whole document", () => {
    const { blocks } = doc([markdown("## Try"), markdown("## Try\n\n### `listen`")]);
    expect(
      blocks.flatMap((block) => (block.kind === "prose" ? block.headings.map(({ id }) => id) : [])),
    ).toEqual(["try", "try-1", "listen"]);
  });

  test("are not the lines of a program that begin with #", () => {
    expect(doc([markdown("```sh\n# no heading\n```\n\n$$\n# none\n$$")]).blocks).toMatchObject([
      { headings: [] },
    ]);
  });
});

describe("cells", () => {
  test("a code cell is its code and then each output", () => {
    const { blocks } = doc([code("1", [stdout("a"), stderr("b")])], { kernelspec: { name: "tslab" } });
    expect(kinds(blocks)).toBe("code-in code-out code-out");
    expect(blocks[0]).toMatchObject({ cell: 1, code: "1", language: "typescript", executionCount: 1 });
  });

  test("the language is the one that the notebook names", () => {
    const python = { kernelspec: { name: "python3", language: "python" } };
    expect(doc([code("1")], python).blocks).toMatchObject([{ language: "python" }]);
  });

  test("raw cells and empty cells say nothing", () => {
    const raw: Cell = { cell_type: "raw", id: "r", metadata: {}, source: "\\newpage" };
    expect(doc([raw, code("  "), markdown("\n")]).blocks).toEqual([]);
  });

  test.each([
    ["hide-cell", "Cell(code-in code-out code-out)"],
    ["hide-input", "Code(code-in) code-out code-out"],
    ["hide-output", "code-in Output(code-out code-out)"],
    ["remove-cell", ""],
    ["remove-input", "code-out code-out"],
    ["remove-output", "code-in"],
    ["remove-stdout", "code-in code-out"],
    ["remove-stderr", "code-in code-out"],
  ])("the tag %s leaves %s", (tag, expected) => {
    expect(kinds(doc([code("1", [stdout("a"), stderr("b")], tag)]).blocks)).toBe(expected);
  });

  test("tags hold for prose too", () => {
    const hidden = markdown("## An answer", { metadata: { tags: ["hide-cell"] } });
    const removed = markdown("## For teachers", { metadata: { tags: ["remove-cell"] } });
    expect(kinds(doc([hidden, removed]).blocks)).toBe("Cell(prose)");
  });
});

describe("what the notebook says of itself", () => {
  const about = (metadata: NotebookMetadata) => doc([], metadata).about;

  test("authors may be names or records", () => {
    expect(about({ authors: [{ name: "Ada" }, "Grace", { mail: "x" }] }).authors).toEqual(["Ada", "Grace"]);
    expect(about({ netcell: { author: "Ada" }, authors: ["Grace"] }).authors).toEqual(["Ada"]);
  });

  test("course, date and licence are read, a language only if it is one", () => {
    expect(
      about({ netcell: { course: " Networks\n 1", date: "2026", license: "MIT", lang: "de-AT" } }),
    ).toMatchObject({
      course: "Networks 1",
      date: "2026",
      licence: "MIT",
      lang: "de-AT",
    });
    expect(about({ lang: '"><script>' }).lang).toBe("en");
  });
});
