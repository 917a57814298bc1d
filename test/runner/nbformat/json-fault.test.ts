import fc from "fast-check";
import { expect, test } from "vitest";
import { jsonFault } from "../../../lib/runner/nbformat/json-fault";

const isJson = (text: string) => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

test("valid JSON has no fault", () => {
  fc.assert(fc.property(fc.json(), (text) => jsonFault(text) === undefined));
});

test("a damaged text has a fault exactly when JSON.parse refuses it", () => {
  const damaged = fc
    .tuple(
      fc.json(),
      fc.nat(),
      fc.constantFrom("", "{", "}", "[", "]", ",", ":", '"', "\\", "0", "-", "e", "t", "\n"),
    )
    .map(([text, at, stray]) => {
      const place = at % (text.length + 1);
      return text.slice(0, place) + stray + text.slice(place + 1);
    });
  fc.assert(
    fc.property(damaged, (text) => (jsonFault(text) === undefined) === isJson(text)),
    { numRuns: 2000 },
  );
});

test("megabytes in one string are no trouble", () => {
  expect(jsonFault(`["${"a\\n".repeat(3_000_000)}", ]`)).toMatchObject({ line: 1, found: "]" });
});

test("the fault names line, column and what should be there", () => {
  expect(jsonFault('{\n  "a": 1\n  "b": 2\n}')).toEqual({
    line: 3,
    column: 3,
    found: '"b":',
    expected: '"," or "}"',
  });
});
