/**
 * `{ tcp }` where an earlier cell made `tcp`. tslab finds the variables of earlier cells by asking the compiler what each
 * name stands for; for a shorthand property the answer is the property. In such a cell `{ tcp: tcp }` is compiled.
 */
import type { Repair } from "../repair";
import { type Insert, inserted } from "../source/position";
import { wrapConvert } from "../tslab/converter";
import { runningExecution } from "../tslab/execution";

export const shorthand: Repair = {
  name: "shorthand",
  fault: '`{ x }` fails with "x is not defined" where an earlier cell made `x`.',

  mend(tslab) {
    let compiler: Compiler | undefined;
    tslab.substitute("converter", "@tslab/typescript-for-tslab", (real) => {
      compiler = real as Compiler;
      return real;
    });
    wrapConvert(tslab, (stock) => (declarations, code) => {
      const converted = stock(declarations, code);
      if (converted.diagnostics.length > 0) return converted;
      const wanted = shorthands(compiler!, code).filter(({ name }) => isWordIn(declarations, name));
      if (wanted.length === 0) return converted;
      const execution = runningExecution();
      if (execution) execution.inserted = [...(execution.inserted ?? []), ...wanted];
      return stock(declarations, inserted(code, wanted));
    });
  },
};

/** The part of the compiler that is used here. */
interface Compiler {
  readonly ScriptTarget: { readonly Latest: number };
  createSourceFile(name: string, code: string, target: number): SourceFile;
  forEachChild(node: Node, visit: (node: Node) => void): void;
  isShorthandPropertyAssignment(node: Node): node is Shorthand;
}
interface Node {
  readonly end: number;
}
interface Shorthand extends Node {
  readonly name: Node & { readonly text: string };
}
interface SourceFile extends Node {
  getLineAndCharacterOfPosition(at: number): { readonly line: number; readonly character: number };
}

interface Named extends Insert {
  readonly name: string;
}

/** The text to insert after each shorthand property of a cell. */
function shorthands(ts: Compiler, code: string): Named[] {
  const found: Named[] = [];
  // Most cells have none, and are not parsed.
  if (!/[{,]\s*[\p{ID_Continue}$]+\s*[=,}]/u.test(code)) return found;
  const file = ts.createSourceFile("cell.ts", code, ts.ScriptTarget.Latest);
  const visit = (node: Node) => {
    if (ts.isShorthandPropertyAssignment(node)) {
      const { line, character } = file.getLineAndCharacterOfPosition(node.name.end);
      const name = node.name.text;
      const text = `: ${name}`;
      found.push({ name, text, line: line + 1, column: character + 1, length: text.length });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function isWordIn(text: string, word: string): boolean {
  return new RegExp(
    `(?<![\\p{ID_Continue}$])${word.replaceAll("$", "\\$")}(?![\\p{ID_Continue}$])`,
    "u",
  ).test(text);
}
