import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clip, pad, textWidth, wrap } from "../../lib/view/text-width";

describe("the width of text in a terminal", () => {
  test.each([
    ["abc", 3],
    ["日本", 4],
    ["한글", 4],
    ["ｱｲｳ", 3],
    ["ＡＢ", 4],
    ["e\u0301", 1],
    ["é", 1],
    ["😀", 2],
    ["", 0],
  ])("of %j is %i", (text, width) => {
    expect(textWidth(text)).toBe(width);
  });

  test("clipped text never takes more than it may", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 3, max: 30 }), (text, width) => {
        expect(textWidth(clip(text, width))).toBeLessThanOrEqual(width);
      }),
    );
  });

  test("wrapping loses nothing but the spaces at which lines end", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 2, max: 30 }), (text, width) => {
        const lines = wrap(text, width);
        expect(lines.join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
        for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(width);
      }),
    );
  });

  test("padding counts columns, not characters", () => {
    expect(pad("日本", 6)).toBe("日本  ");
  });
});
