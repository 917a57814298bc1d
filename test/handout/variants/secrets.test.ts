import { describe, expect, test } from "vitest";
import { readLesson } from "../../../lib/handout/variants/lesson";
import { secretsOf } from "../../../lib/handout/variants/secrets";
import { code, markdown, notebook } from "../notebook";

const solution = (...lines: string[]) => ["// BEGIN SOLUTION", ...lines, "// END SOLUTION"].join("\n");

/** Whether a text shows a line of the solution, beside what students are given. */
const shows = (lines: string | string[], text: string, given = "") => {
  const lesson = readLesson(notebook([code(given), code(solution(...[lines].flat()))]), "a.ipynb");
  return secretsOf(lesson).findIn([text]) !== undefined;
};

describe("a line of a solution", () => {
  test("is found again however it is spaced, quoted, coloured or set in type", () => {
    const line = 'await c.send("Got your message!");';
    for (const text of [
      line,
      `before\n    ${line} // after`,
      "await c.send('Got  your\nmessage!');",
      '"await c.send(\\"Got your message!\\");"',
      '\x1b[31mawait\x1b[39m c.\x1b[1msend\x1b[22m("Got your message!");',
    ])
      expect(shows(line, text), text).toBe(true);
    expect(shows("The **server** closed *first*.", "The server closed first.")).toBe(true);
  });

  test("is found by its code alone and by its comment alone", () => {
    const line = "order = [5, 1, 3];   // from A to C";
    expect(shows(line, "> 3 | order = [5, 1, 3];")).toBe(true);
    expect(shows(line, "from A to C")).toBe(true);
  });

  test("is not found inside longer words", () => {
    expect(shows("x = 42", "max = 420")).toBe(false);
    expect(shows("x = 42", "max = 42")).toBe(false);
    expect(shows("x = 42", "let x=42;")).toBe(true);
  });

  test.each([
    "}",
    "});",
    "try {",
    "} catch (e) {",
    "return;",
    "return true;",
    "break;",
    "42",
    "done",
    "else {",
    "// ",
  ])("%j tells nothing, and is everywhere", (line) => {
    expect(shows(line, `a\n${line}\nb`)).toBe(false);
  });

  test.each(["x = 42;", "return a + b;", "passwordHunter", "break outer; // not inner"])(
    "%j tells something",
    (line) => {
      expect(shows(line, `a\n${line}\nb`)).toBe(true);
    },
  );

  test("is no secret when students are given the same line elsewhere", () => {
    expect(shows("await me.close();", "await me.close();", "await me.close();\nmore()")).toBe(false);
    expect(shows("await me.close();", "await me.close();", "await some.close();")).toBe(true);
  });

  test("of any kind, in any kind of cell, is told with its cell", () => {
    const lesson = readLesson(
      notebook([
        markdown("### BEGIN MARK SCHEME\nTwo points for each layer.\n### END MARK SCHEME"),
        code("assert(answer === 7)", [], "hidden-tests"),
        markdown("It was the *server*, of course.", { metadata: { tags: ["solution"] } }),
      ]),
      "a.ipynb",
    );
    const { findIn } = secretsOf(lesson);
    expect(findIn(["Two points for each layer."])).toMatchObject({ kind: "mark scheme", place: 1 });
    expect(findIn(["assert(answer === 7)"])).toMatchObject({ kind: "hidden tests", place: 2 });
    expect(findIn(["(It was the server, of course.)"])).toMatchObject({
      kind: "solution",
      place: 3,
      line: "It was the *server*, of course.",
    });
  });

  test("made of marks that comparing leaves out is no endless search", () => {
    expect(shows("________________", "________________")).toBe(false);
  });
});
