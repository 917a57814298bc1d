import { expect, test } from "vitest";
import type { Block } from "../../../lib/handout/document/document";
import { type Entry, tableOfContents } from "../../../lib/handout/document/table-of-contents";

function prose(...levels: number[]): Block {
  const headings = levels.map((level, index) => ({ level, markdown: `${level}`, id: `h${index}` }));
  return { kind: "prose", cell: 1, markdown: "", headings, attachments: {} };
}

/** `2(3 3)` for a 2 with two 3s in it. */
const drawn = (entries: readonly Entry[]): string =>
  entries
    .map(({ heading, entries }) => heading.markdown + (entries.length === 0 ? "" : `(${drawn(entries)})`))
    .join(" ");

test("each heading stands below the nearest higher one before it", () => {
  expect(drawn(tableOfContents([prose(2, 3, 3, 2, 3)], 3))).toBe("2(3 3) 2(3)");
});

test("levels may jump, and may begin low", () => {
  expect(drawn(tableOfContents([prose(3, 1, 3, 2)], 3))).toBe("3 1(3 2)");
});

test("levels below the depth are left out, counted from the highest that there is", () => {
  expect(drawn(tableOfContents([prose(2, 3, 4, 5)], 3))).toBe("2(3(4))");
});

test("headings in folded cells are listed too", () => {
  const folded: Block = { kind: "details", summary: "Cell", blocks: [prose(2)] };
  expect(drawn(tableOfContents([prose(2), folded], 3))).toBe("2 2");
});

test("a document without headings has no contents", () => {
  expect(tableOfContents([], 3)).toEqual([]);
});
