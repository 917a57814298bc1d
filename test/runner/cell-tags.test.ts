import { describe, expect, test } from "vitest";
import { cellSettings } from "../../lib/runner/cell-tags";
import type { Notebook } from "../../lib/runner/nbformat/notebook";

interface Wish {
  readonly tags?: string[];
  readonly netcell?: unknown;
  readonly whole?: unknown;
}

function policy({ tags = [], netcell, whole }: Wish) {
  const metadata = { tags, ...(netcell === undefined ? {} : { netcell }) };
  const cell = {
    cell_type: "code",
    id: "c",
    metadata,
    source: "",
    execution_count: null,
    outputs: [],
  } as const;
  const notebook: Notebook = { nbformat: 4, nbformat_minor: 5, metadata: { netcell: whole }, cells: [cell] };
  return cellSettings(notebook, 60_000, "a.ipynb").get("c");
}

test("a cell that says nothing is run with the usual time limit, and expected to succeed", () => {
  expect(policy({})).toEqual({ skip: false, timeout: 60_000, raises: undefined });
});

describe("a time limit", () => {
  test.each<[string, Wish, number]>([
    ["by a tag in seconds", { tags: ["timeout-30s"] }, 30_000],
    ["by a tag in milliseconds", { tags: ["timeout-500ms"] }, 500],
    ["by a tag in minutes", { tags: ["timeout-1.5m"] }, 90_000],
    ["by metadata", { netcell: { timeout: 5 } }, 5000],
    ["of the whole notebook", { whole: { timeout: 7 } }, 7000],
    ["of the cell before the notebook's", { netcell: { timeout: 5 }, whole: { timeout: 7 } }, 5000],
    ["by the tag, which is seen, before metadata", { tags: ["timeout-3s"], netcell: { timeout: 5 } }, 3000],
    ["of nothing, which is none", { tags: ["timeout-0s"] }, Number.POSITIVE_INFINITY],
  ])("%s", (_name, wish, timeout) => {
    expect(policy(wish)?.timeout).toBe(timeout);
  });

  test.each<[string, Wish, string]>([
    [
      "a tag",
      { tags: ["timeout-soon"] },
      "cell 1 has the tag timeout-soon; a time limit is written like timeout-30s.",
    ],
    [
      "metadata",
      { netcell: { timeout: "5" } },
      'metadata.netcell.timeout of cell 1 is "5"; it should be a number of seconds.',
    ],
    [
      "metadata of the notebook",
      { whole: { timeout: -1 } },
      "metadata.netcell.timeout of the notebook is -1;",
    ],
  ])("that cannot be read is refused: %s", (_name, wish, message) => {
    expect(() => policy(wish)).toThrow(message);
  });
});

describe("an expected error", () => {
  test.each<[string, Wish, string | undefined]>([
    ["of any name", { tags: ["raises-exception"] }, undefined],
    ["of a name by the tag", { tags: ["raises-RangeError"] }, "RangeError"],
    [
      "of a name beside the tag that other tools know",
      { tags: ["raises-exception", "raises-RangeError"] },
      "RangeError",
    ],
    [
      "of a name by metadata",
      { tags: ["raises-exception"], netcell: { raises: "NetcellError" } },
      "NetcellError",
    ],
  ])("%s", (_name, wish, name) => {
    expect(policy(wish)?.raises).toEqual({ name });
  });

  test("whose name is none is refused", () => {
    expect(() => policy({ netcell: { raises: true } })).toThrow(
      'it should be the name of an error, like "RangeError"',
    );
  });
});

test("a cell tagged skip-execution is skipped", () => {
  expect(policy({ tags: ["skip-execution"] })?.skip).toBe(true);
});
