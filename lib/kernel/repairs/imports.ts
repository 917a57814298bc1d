/**
 * Variables that hold an imported module: each is given the type that a person would write.
 *
 * The compiler must write the variable's type down for later cells. It spells the module out with its default export,
 * and has no names for half of it (TS4023).
 */
import type { Repair } from "../repair";
import { type Insert, inserted } from "../source/position";
import { wrapConvert } from "../tslab/converter";
import { runningExecution } from "../tslab/execution";
import type { Diagnostic } from "../tslab/modules";

const cannotBeNamed = 4023;
const importedAs = /^[\w$]+(?=\s*=\s*await\s+import\(\s*("[^"]+"|'[^']+')\s*\))/;

export const imports: Repair = {
  name: "imports",
  fault: 'The cell `const fs = await import("node:fs")` does not compile: the type of fs "cannot be named".',

  mend(tslab) {
    wrapConvert(tslab, (stock) => (declarations, code) => {
      const converted = stock(declarations, code);
      const types = missingTypes(converted.diagnostics, code);
      if (types.size === 0) return converted;
      const inserts = [...new Set(types.values())];
      const typed = stock(declarations, inserted(code, inserts));
      // Other diagnostics have their place in the cell as it was typed.
      const others = converted.diagnostics.filter((diagnostic) => !types.has(diagnostic));
      if (typed.diagnostics.length > 0)
        return others.length > 0 ? { ...converted, diagnostics: others } : converted;
      const execution = runningExecution();
      if (execution) execution.inserted = [...(execution.inserted ?? []), ...inserts];
      return typed;
    });
  },
};

/** The missing types, each by the diagnostic that it answers; a variable may have several. */
function missingTypes(diagnostics: readonly Diagnostic[], code: string): Map<Diagnostic, Insert> {
  const lines = code.split("\n");
  const found = new Map<Diagnostic, Insert>();
  const byPlace = new Map<string, Insert>();
  for (const diagnostic of diagnostics) {
    const { start, fileName } = diagnostic;
    const match = importedAs.exec(lines[start.line]?.slice(start.character) ?? "");
    if (diagnostic.code !== cannotBeNamed || fileName || !match) continue;
    const type = `typeof import(${match[1]})`;
    const text = `: ${type} & { default: ${type} }`;
    const column = start.character + match[0].length + 1;
    const place = `${start.line}:${column}`;
    const missing = byPlace.get(place) ?? { line: start.line + 1, column, length: text.length, text };
    byPlace.set(place, missing);
    found.set(diagnostic, missing);
  }
  return found;
}
