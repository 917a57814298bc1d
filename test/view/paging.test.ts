import fc from "fast-check";
import { expect, test } from "vitest";
import { pageOf, pagesOf } from "../../lib/view";

test("the pages of a list are the list", () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.integer({ min: 1, max: 9 }), (all, size) => {
      const pages = Array.from({ length: pagesOf(all.length, size) }, (_, i) => pageOf(all, size, i + 1)!);
      expect(pages.flatMap(({ items }) => items)).toEqual(all);
      expect(pages.every((page) => page.pages === pages.length)).toBe(true);
    }),
  );
});

test.each([0, 3, -1, 1.5, Number.NaN, "1" as unknown as number])("there is no page %s of two", (page) => {
  expect(pageOf([1, 2, 3], 2, page)).toBeUndefined();
});
