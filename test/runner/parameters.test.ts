/** `--param`: values given to the variables of a cell, as far as no kernel is needed. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CodeCell, Notebook } from "../../lib/runner/nbformat/notebook";
import { injectParameters } from "../../lib/runner/parameters/inject";
import { parseParameter } from "../../lib/runner/parameters/parse";

function code(id: string, source: string, ...tags: string[]): CodeCell {
  return { cell_type: "code", id, metadata: { tags }, source, execution_count: null, outputs: [] };
}
function notebook(...cells: CodeCell[]): Notebook {
  return { nbformat: 4, nbformat_minor: 5, metadata: {}, cells };
}
const given = (...texts: string[]) => texts.map((text) => parseParameter(text)!);
const sources = ({ cells }: Notebook) => cells.map(({ source }) => source);

describe("a value is written as TypeScript", () => {
  test.each([
    ["n=20", "20"],
    ["n=-1.5e3", "-1.5e3"],
    ["n=0x1f", "0x1f"],
    ["n=10n", "10n"],
    ["n=1_000", "1_000"],
    ["n=true", "true"],
    ["n=null", "null"],
    ["n=undefined", "undefined"],
    ["n=[1, 2]", "[1,2]"],
    ['n={"a": "b"}', '{"a":"b"}'],
    ['n="20"', '"20"'],
    ["n=Ann's room", '"Ann\'s room"'],
    ["n=007", '"007"'],
    ["n=a=b", '"a=b"'],
    ["n=", '""'],
    ["n=[1,", '"[1,"'],
  ])("%s", (text, value) => {
    expect(parseParameter(text)).toEqual({ name: "n", value });
  });

  test("whatever the text, it is a literal and no code", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const { value } = parseParameter(`n=${text}`)!;
        const said: unknown = new Function(`return (${value});`)();
        if (typeof said === "string" && value !== text.trim()) expect(said).toBe(text);
        expect(value).toMatch(/^(?:[-\d"[{]|true$|false$|null$|undefined$)/);
      }),
    );
  });

  test.each(["n", "=1", "1n=2", "a b=1", ""])("what is not name=value is refused: %j", (text) => {
    expect(parseParameter(text)).toBeUndefined();
  });
});

describe("the cell that gives parameters their values", () => {
  const source = 'let rounds = 3, who: "ann" | "bob" = "ann";\nconst port = 80, hosts: string[] = [];';

  test("comes after the one tagged parameters, and keeps their types", () => {
    const book = notebook(code("a", "1"), code("b", source, "parameters"), code("c", "rounds"));
    const injected = injectParameters(
      book,
      given("rounds=5", "who=bob", "port=81", 'hosts=["x"]'),
      "a.ipynb",
    );
    expect(sources(injected)).toEqual([
      "1",
      source,
      '// Given with --param\n{ rounds = 5; }\n{ who = "bob"; }\nconst port: number = 81;\nconst hosts: string[] = ["x"];',
      "rounds",
    ]);
    expect(injected.cells[2]).toMatchObject({ metadata: { tags: ["injected-parameters"] } });
  });

  test("replaces the one of an earlier run, which stays when nothing is given", () => {
    const old = code("o", "{ rounds = 4; }", "injected-parameters");
    const book = notebook(code("b", source, "parameters"), old, code("c", "rounds"));
    expect(sources(injectParameters(book, given("rounds=5"), "a.ipynb"))[1]).toContain("rounds = 5");
    expect(injectParameters(book, given("rounds=5"), "a.ipynb").cells).toHaveLength(3);
    expect(injectParameters(book, [], "a.ipynb")).toBe(book);
  });

  test("a name that is none is told with those that are", () => {
    expect(() =>
      injectParameters(notebook(code("b", source, "parameters")), given("round=5"), "a.ipynb"),
    ).toThrow('a.ipynb: it has no parameter "round". Its parameters are: rounds, who, port, hosts.');
  });

  test("without a cell tagged parameters there is nothing to give them to", () => {
    expect(() => injectParameters(notebook(code("b", source)), given("rounds=5"), "a.ipynb")).toThrow(
      'a.ipynb: no cell is tagged "parameters", so nothing takes --param rounds.',
    );
  });

  test("a constant whose type nobody can see is refused with the cure", () => {
    const book = notebook(code("b", "const limit = Math.max(1, 2);", "parameters"));
    expect(() => injectParameters(book, given("limit=5"), "a.ipynb")).toThrow(
      "Declare it with let, or with its type.",
    );
  });
});
