import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MarkerFault, partsOf } from "../../../lib/handout/variants/markers";

/** `given(a) solution(b)`: kinds with their lines. */
const told = (source: string) =>
  partsOf(source)
    .map(({ kind, lines }) => `${kind}(${lines.join("|")})`)
    .join(" ");

const fault = (source: string): string => {
  try {
    partsOf(source);
  } catch (error) {
    if (error instanceof MarkerFault) return `line ${error.line}: ${error.message}`;
    throw error;
  }
  return "none";
};

describe("markers", () => {
  test("divide a cell, and are in none of its parts", () => {
    expect(told("let x;\n// BEGIN SOLUTION\nx = 1;\n// END SOLUTION\ncheck(x)")).toBe(
      "given(let x;) solution(x = 1;) given(check(x))",
    );
  });

  test("may come several times in a cell, and enclose nothing", () => {
    expect(told("// BEGIN SOLUTION\n// END SOLUTION\n// BEGIN HIDDEN TESTS\nt\n// END HIDDEN TESTS")).toBe(
      "solution() hidden tests(t)",
    );
  });

  test.each([
    ["### BEGIN SOLUTION", "### END SOLUTION"],
    ["// ### BEGIN SOLUTION", "// ### END SOLUTION"],
    ["  /* BEGIN SOLUTION */", "\t//END SOLUTION "],
    ["<!-- BEGIN SOLUTION -->", "<!-- END SOLUTION -->"],
    ["-- begin solution", "-- End Solution:"],
    ["BEGIN SOLUTION\r", "END SOLUTION\r"],
    ["// === BEGIN  SOLUTION ===", "// BEGIN_SOLUTION".replace("BEGIN", "END")],
  ])("are understood as %j and %j", (begin, end) => {
    expect(told(`${begin}\nsecret\n${end}`)).toBe("solution(secret)");
  });

  test.each([
    ["=== BEGIN MARK SCHEME ===", "=== END MARK SCHEME ===", "mark scheme"],
    ["### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS", "hidden tests"],
  ])("of nbgrader's other kinds are too: %s", (begin, end, kind) => {
    expect(told(`a\n${begin}\nb\n${end}`)).toBe(`given(a) ${kind}(b)`);
  });

  test.each([
    'console.log("// BEGIN SOLUTION")',
    "Write `// BEGIN SOLUTION` before it.",
    "// the solution begins here",
    "endSolution()",
    "// begin solutions of the world",
  ])("are not seen where they are not meant: %s", (line) => {
    expect(told(line)).toBe(`given(${line})`);
  });

  test("keep how far a part stands to the right", () => {
    expect(partsOf("f {\n\t  // BEGIN SOLUTION\n\t  x\n\t  // END SOLUTION\n}")[1]).toMatchObject({
      indent: "\t  ",
    });
  });
});

describe("a mistake in the markers", () => {
  test.each([
    [
      "a\n// BEGIN SOLUTION\nb\n// BEGIN SOLUTION\nc\n// END SOLUTION",
      "line 4: the solution that line 2 begins must end first",
    ],
    [
      "// BEGIN SOLUTION\n// BEGIN HIDDEN TESTS\n// END HIDDEN TESTS\n// END SOLUTION",
      "line 2: the solution that line 1 begins must end first",
    ],
    ["a\n// BEGIN SOLUTION\nb", "line 2: it begins a solution without end. Write END SOLUTION after it"],
    ["a\nb\n// END SOLUTION", "line 3: it ends a solution that no line begins"],
    ["// BEGIN SOLUTION\n// END HIDDEN TESTS", "line 2: it ends hidden tests, but line 1 begins a solution"],
    ["// BEGIN SOLUTON\nx\n// END SOLUTION", "line 3: it ends a solution that no line begins"],
    [
      "x = 1; // BEGIN SOLUTION\n// END SOLUTION",
      "line 1: BEGIN SOLUTION must stand alone on its line, as a comment",
    ],
    ["// BEGIN SOLUTION of 3", "line 1: BEGIN SOLUTION must stand alone on its line, as a comment"],
  ])("%j is told with its line", (source, message) => {
    expect(fault(source)).toBe(message);
  });

  test("is never passed over: any lines are divided without loss, or refused", () => {
    const line = fc.oneof(
      fc.constantFrom(
        "// BEGIN SOLUTION",
        "// END SOLUTION",
        "### BEGIN HIDDEN TESTS",
        "### END HIDDEN TESTS",
        "<!-- BEGIN MARK SCHEME -->",
        "<!-- END MARK SCHEME -->",
      ),
      fc.constantFrom("code", "", "  }"),
    );
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 12 }), (lines) => {
        if (fault(lines.join("\n")) !== "none") return;
        const kept = partsOf(lines.join("\n")).flatMap((part) => part.lines);
        expect(kept).toEqual(lines.filter((one) => !/BEGIN|END/.test(one)));
        const depth = lines.reduce(
          (open, one) => open + (/BEGIN/.test(one) ? 1 : /END/.test(one) ? -1 : 0),
          0,
        );
        expect(depth).toBe(0);
      }),
    );
  });
});
