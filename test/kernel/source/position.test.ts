/** Two source maps, one behind the other, made by the compiler itself. */
import fc from "fast-check";
import ts from "typescript";
import { expect, test } from "vitest";
import { type Compilation, originalPosition } from "../../../lib/kernel/source/position";

/** Compiles as tslab does: TypeScript to ES module, ES module to CommonJS. */
function compile(typed: string): { code: string; compilation: Compilation } {
  const options = { sourceMap: true, target: ts.ScriptTarget.ES2022 };
  const step = (text: string, module: ts.ModuleKind) =>
    ts.transpileModule(text, { compilerOptions: { ...options, module } });
  const first = step(`export {};\n${typed}`, ts.ModuleKind.ESNext);
  const second = step(first.outputText, ts.ModuleKind.CommonJS);
  const maps = [second, first].map(({ sourceMapText }) => JSON.parse(sourceMapText!));
  const code = second.outputText;
  return { code, compilation: { maps, linesBefore: 1, lines: code.split("\n").length } };
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
  const { code, compilation } = compile("mark(1);");
  expect(originalPosition(compilation, { line: code.split("\n").length + 1, column: 3 })).toBeUndefined();
  expect(originalPosition({ ...compilation, linesBefore: 2 }, placeOf(code, "mark("))).toBeUndefined();
});
