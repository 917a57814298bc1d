/** The key of a cached result: it changes with all that the outputs depend on, and with nothing else. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { cacheKey } from "../../../lib/runner/cache/key";
import type { Cell, CodeCell, Notebook } from "../../../lib/runner/nbformat/notebook";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "netcell-test-"));
  mkdirSync(join(folder, "lab"));
});
afterEach(() => {
  delete process.env.NETCELL_ALLOW_PUBLIC;
  rmSync(folder, { recursive: true });
});

function code(source: string, metadata: CodeCell["metadata"] = {}): CodeCell {
  return {
    cell_type: "code",
    id: `id-${source.length}`,
    metadata,
    source,
    execution_count: null,
    outputs: [],
  };
}
const prose = (source: string): Cell => ({ cell_type: "markdown", id: "prose", metadata: {}, source });
const notebook = (...cells: Cell[]): Notebook => ({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells });
const usual = notebook(prose("# Title"), code('import { half } from "./half"'), code("half(4)"));
const key = (book: Notebook = usual, host = "local") => cacheKey(book, join(folder, "lab/a.ipynb"), host);
const file = (name: string, text: string) => writeFileSync(join(folder, "lab", name), text);

describe("the same key", () => {
  test("has a notebook with other prose, other outputs, other ids", () => {
    const executed = { ...code("half(4)"), id: "other", execution_count: 7, outputs: [] };
    expect(key(notebook(code('import { half } from "./half"'), prose("New"), executed))).toBe(key());
  });

  test("has a notebook that netcell has run, which then names its kernel", () => {
    const kernelspec = { name: "tslab", display_name: "TypeScript", language: "typescript" };
    expect(key({ ...usual, metadata: { kernelspec, language_info: { name: "typescript" } } })).toBe(key());
  });
});

describe("another key", () => {
  const changed = (change: () => void) => {
    file("half.ts", 'export { half } from "./deep/number.js";');
    mkdirSync(join(folder, "lab/deep"), { recursive: true });
    file("deep/number.ts", "export const half = (n: number) => n / 2;");
    writeFileSync(join(folder, "package-lock.json"), "{}");
    const before = key();
    change();
    expect(key()).not.toBe(before);
  };

  test.each<[string, Notebook]>([
    ["other code", notebook(code('import { half } from "./half"'), code("half(5)"))],
    ["cells in another order", notebook(code("half(4)"), code('import { half } from "./half"'))],
    [
      "other tags",
      notebook(code('import { half } from "./half"'), code("half(4)", { tags: ["raises-exception"] })),
    ],
    [
      "a time limit",
      notebook(code('import { half } from "./half"'), code("half(4)", { netcell: { timeout: 1 } })),
    ],
    ["another kernel", { ...usual, metadata: { kernelspec: { name: "jslab" } } }],
  ])("has a notebook with %s", (_name, other) => {
    expect(key(other)).not.toBe(key());
  });

  test("goes with another host", () => {
    expect(key(usual, "http://hub.example")).not.toBe(key());
  });

  test("goes with a local file that a cell imports", () => {
    changed(() => file("half.ts", 'export { half } from "./deep/number.js"; // changed'));
  });

  test("goes with a file that such a file imports", () => {
    changed(() => file("deep/number.ts", "export const half = (n: number) => n / 2.0;"));
  });

  test("goes with the lock file above", () => {
    changed(() => writeFileSync(join(folder, "package-lock.json"), '{"lockfileVersion": 3}'));
  });

  test("goes with netcell's own environment", () => {
    changed(() => {
      process.env.NETCELL_ALLOW_PUBLIC = "1";
    });
  });
});
