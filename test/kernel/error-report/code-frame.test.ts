/** The lines around a fault. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { codeFrame } from "../../../lib/kernel/error-report/code-frame";

test("two lines before and after, the line marked, a caret under the place", () => {
  const text = Array.from({ length: 12 }, (_, at) => `line ${at + 1}`).join("\n");
  expect(codeFrame(text, { line: 9, column: 6 })).toEqual([
    "   7 | line 7",
    "   8 | line 8",
    ">  9 | line 9",
    "     |      ^",
    "  10 | line 10",
    "  11 | line 11",
  ]);
});

test("under tabs the caret keeps its place", () => {
  expect(codeFrame("\t\tx()", { line: 1, column: 3 })).toEqual(["> 1 | \t\tx()", "    | \t\t^"]);
});

test("a longer fault gets more carets, but not beyond its line", () => {
  expect(codeFrame("let abc", { line: 1, column: 5 }, 99)[1]).toBe("    |     ^^^");
});

test("a very long line is cut", () => {
  expect(codeFrame("x".repeat(100_000), { line: 1, column: 90_000 }).join("\n").length).toBeLessThan(600);
});

test("no place in no text makes it throw", () => {
  fc.assert(
    fc.property(fc.string(), fc.integer(), fc.integer(), fc.integer(), (text, line, column, length) => {
      codeFrame(text, { line, column: Math.max(1, column) }, length);
    }),
  );
});
