/** Where a text stops being JSON: as JSON.parse() says it, where it does. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { jsonFault } from "../../../lib/sockets/framing/json-fault";

describe("the place where a text stops being JSON", () => {
  test.each([
    ["", 0, "a value"],
    ["hello", 0, "a value"],
    ["  tru", 5, "the rest of true"],
    ["[1 2]", 3, '"," or "]"'],
    ["[1,]", 3, "a value"],
    ["[", 1, 'a value or "]"'],
    ["{a: 1}", 1, 'a key in double quotes or "}"'],
    ["{'a': 1}", 1, 'a key in double quotes or "}"'],
    ['{"a" 1}', 5, '":"'],
    ['{"a": 1', 7, '"," or "}"'],
    ["01", 1, "nothing more"],
    ["1.", 2, "a digit"],
    ["-x", 1, "a digit"],
    ['"a', 2, 'a character or the closing "'],
    ['"\\x"', 2, 'one of " \\ / b f n r t u'],
    ['"\\u00g0"', 5, "a hexadecimal digit"],
    ['"\t"', 1, 'a character or the closing "'],
    ["1 2", 2, "nothing more"],
  ])("%j: character %i", (text, at, wanted) => {
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
    expect(jsonFault(text)).toEqual({ at, wanted });
  });

  test("what is before it can still become JSON, what is at it cannot", () => {
    const garble = fc
      .tuple(
        fc.json({ maxDepth: 2 }),
        fc.nat(),
        fc.constantFrom("", ",", "]", "}", '"', "x", "0", "\\", "{", " "),
      )
      .map(
        ([text, at, put]) =>
          text.slice(0, at % (text.length + 1)) + put + text.slice((at % (text.length + 1)) + 1),
      );
    fc.assert(
      fc.property(garble.filter(isNotJson), (text) => {
        const { at } = jsonFault(text);
        const ends = (part: string) => {
          const { at: end } = jsonFault(part);
          return end === part.length;
        };
        expect(ends(text.slice(0, at))).toBe(true);
        if (at < text.length)
          expect(ends(text.slice(0, at + 1)) && isNotJson(text.slice(0, at + 1))).toBe(false);
        const said = placeSaid(text);
        if (said !== undefined) expect(at).toBe(said);
      }),
      { numRuns: 3000 },
    );
  });
});

function isNotJson(text: string): boolean {
  return errorOf(text) !== undefined;
}

function errorOf(text: string): Error | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return error as Error;
  }
}

/** The position in the words of this Node's JSON.parse(), where it says one. */
function placeSaid(text: string): number | undefined {
  const place = /at position (\d+)/.exec(errorOf(text)?.message ?? "")?.[1];
  return place === undefined ? undefined : Number(place);
}
