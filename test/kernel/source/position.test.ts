/** Places in compiled cells, found again by source maps that the compiler itself made. */
import fc from "fast-check";
import ts from "typescript";
import { expect, test } from "vitest";
import { type Compilation, originalPosition } from "../../../lib/kernel/source/position";

function compile(typed: string): { code: string; compilation: Compilation } {
  const { outputText: code, sourceMapText } = ts.transpileModule(typed, {
    compilerOptions: { sourceMap: true, target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS },
  });
  return { code, compilation: { map: JSON.parse(sourceMapText!), lines: code.split("\n").length } };
}

function placeOf(text: string, word: string) {
  const before = text.slice(0, text.indexOf(word)).split("\n");
  return { line: before.length, column: before.at(-1)!.length + 1 };
}

test("a statement is found again behind types that vanished", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.constantFrom("", "// note", "interface I { a: number }", "type T = string;", "enum E { a, b }"),
        { maxLength: 9 },
      ),
      fc.nat(8),
      (lines, indent) => {
        const typed = [
          ...lines.filter((line, at) => !/^[it]|^e/.test(line) || lines.indexOf(line) === at),
          `${" ".repeat(indent)}mark(1 as any);`,
        ].join("\n");
        const { code, compilation } = compile(typed);
        expect(originalPosition(compilation, placeOf(code, "mark("))).toEqual(placeOf(typed, "mark("));
      },
    ),
    { numRuns: 40 },
  );
});

test("what the kernel put around the text comes from nowhere", () => {
  const { code, compilation } = compile("export const one = 1;\nmark(one);");
  expect(originalPosition(compilation, { line: code.split("\n").length + 1, column: 3 })).toBeUndefined();
});
