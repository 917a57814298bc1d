import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { kernelLanguage } from "../../../lib/runner/kernel/kernel-choice";
import { parseNotebook, readNotebook } from "../../../lib/runner/nbformat/read";
import { temporaryFolder } from "./temporary-folder";

const notebook = (fields: object = {}) => ({
  nbformat: 4,
  nbformat_minor: 5,
  metadata: {},
  cells: [],
  ...fields,
});
const code = (fields: object = {}) => ({
  cell_type: "code",
  id: "a",
  metadata: {},
  source: [],
  outputs: [],
  execution_count: null,
  ...fields,
});
const parse = (value: unknown) =>
  parseNotebook(typeof value === "string" ? value : JSON.stringify(value), "lesson.ipynb");

describe("reading a notebook", () => {
  test("joins texts in lines, and leaves JSON as it is", () => {
    const data = { "text/plain": ["a\n", "b"], "application/vnd.x+json": ["a", "b"], "image/png": "aGk=" };
    const output = { output_type: "display_data", data, metadata: {} };
    const [cell] = parse(notebook({ cells: [code({ source: ["let a\n", "a"], outputs: [output] })] })).cells;
    expect(cell).toMatchObject({
      source: "let a\na",
      outputs: [
        { data: { "text/plain": "a\nb", "application/vnd.x+json": ["a", "b"], "image/png": "aGk=" } },
      ],
    });
  });

  test("gives cells of nbformat 4.0 to 4.4 an id, the same each time", () => {
    const old = notebook({ nbformat_minor: 2, cells: [code({ id: undefined }), code({ id: undefined })] });
    const { cells, nbformat_minor } = parse(old);
    expect(nbformat_minor).toBe(5);
    expect(cells[0]!.id).toMatch(/^[0-9a-f]{8}$/);
    expect(cells[1]!.id).not.toBe(cells[0]!.id);
    expect(parse(old)).toEqual(parse(old));
  });

  test("gives the second of two cells with one id another", () => {
    const [first, second] = parse(notebook({ cells: [code(), code()] })).cells;
    expect(first!.id).toBe("a");
    expect(second!.id).not.toBe("a");
  });

  test("keeps what it does not know", () => {
    const metadata = { kernelspec: { name: "tslab" }, mine: { deep: [1] } };
    expect(parse(notebook({ metadata })).metadata).toEqual(metadata);
  });
});

describe("a notebook that cannot be read says where and why", () => {
  test.each([
    ["an empty file", "", "lesson.ipynb: the file is empty"],
    ["no JSON", "hello", "not JSON: line 1, column 1 has hello where a value should be"],
    [
      "half a file",
      '{\n "cells": [\n',
      'line 3, column 1 has the end of the file where a value or "]" should be',
    ],
    ["a comma too many", '{"a": 1,}', "line 1, column 9 has } where a name in quotes should be"],
    ["an unfinished merge", '{\n<<<<<<< HEAD\n "cells": []\n=======\n', "unfinished merge"],
    ["another JSON file", "[]", "it is JSON, but not a notebook."],
    ["a package.json", { name: "x" }, 'not a notebook: "nbformat" is missing'],
    [
      "nbformat 3",
      { nbformat: 3, worksheets: [] },
      "it is nbformat 3, and netcell reads nbformat 4. Open it",
    ],
    ["nbformat 5", notebook({ nbformat: 5 }), "Is there a newer netcell?"],
    ["no cells", notebook({ cells: {} }), '"cells" should be a list'],
    [
      "a strange cell",
      notebook({ cells: [code(), { cell_type: "heading" }] }),
      'cell 2: has the type "heading"',
    ],
    [
      "a cell without source",
      notebook({ cells: [code({ source: 3 })] }),
      'cell 1: "source" should be a text',
    ],
    [
      "tags that are none",
      notebook({ cells: [code({ metadata: { tags: "x" } })] }),
      'cell 1: "metadata.tags"',
    ],
    [
      "a wrong count",
      notebook({ cells: [code({ execution_count: "1" })] }),
      'cell 1: "execution_count" should be',
    ],
    ["no outputs", notebook({ cells: [code({ outputs: undefined })] }), 'cell 1: "outputs" should be a list'],
    [
      "a strange output",
      notebook({ cells: [code({ outputs: [{ output_type: "pyout" }] })] }),
      'cell 1: output 1: has the type "pyout"',
    ],
    [
      "a stream that is no text",
      notebook({ cells: [code({ outputs: [{ output_type: "stream", name: "stdout", text: 1 }] })] }),
      'cell 1: output 1: "text" should be',
    ],
  ])("%s", (_name, content, message) => {
    expect(() => parse(content)).toThrow(message);
  });

  test("a file that is not there, and a folder", async () => {
    const folder = await temporaryFolder();
    await expect(readNotebook(join(folder, "no.ipynb"))).rejects.toThrow("no.ipynb: there is no such file.");
    await expect(readNotebook(folder)).rejects.toThrow("it is a folder");
  });

  test("a byte order mark does no harm", async () => {
    const file = join(await temporaryFolder(), "bom.ipynb");
    await writeFile(file, `\uFEFF${JSON.stringify(notebook())}`);
    expect((await readNotebook(file)).cells).toEqual([]);
  });
});

describe("the language of a notebook", () => {
  const language = (metadata: object) => kernelLanguage(parse(notebook({ metadata })), "lesson.ipynb");

  test("is TypeScript by name, by language, or for want of a word", () => {
    expect(language({ kernelspec: { name: "tslab" } })).toBe("typescript");
    expect(language({ kernelspec: { name: "my-ts", language: "typescript" } })).toBe("typescript");
    expect(language({})).toBe("typescript");
  });

  test("is JavaScript for jslab", () => {
    expect(language({ kernelspec: { name: "jslab", language: "javascript" } })).toBe("javascript");
  });

  test("is an error for Python, with the cure", () => {
    expect(() => language({ kernelspec: { name: "python3", language: "python" } })).toThrow(
      'lesson.ipynb: it is written for the kernel "python3" (python), and netcell runs TypeScript with tslab. Choose the kernel',
    );
  });
});
