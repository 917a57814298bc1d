/** The variables that a cell declares, read with the TypeScript of the kernel itself. */
import type * as TypeScript from "@tslab/typescript-for-tslab";

export interface Declared {
  readonly name: string;
  readonly constant: boolean;
  /** As written, or as clear from the value; undefined where only the type checker knows. */
  readonly type: string | undefined;
}

/** Top-level variables, in their order. */
export function declaredIn(source: string): Declared[] {
  // Loaded here, for it is large and few runs have parameters.
  const ts = require("@tslab/typescript-for-tslab") as Compiler;
  const file = ts.createSourceFile("cell.ts", source, ts.ScriptTarget.ES2022, true);
  return file.statements.filter(ts.isVariableStatement).flatMap(({ declarationList }) => {
    const constant = (declarationList.flags & ts.NodeFlags.Const) !== 0;
    return declarationList.declarations.flatMap(({ name, type, initializer }) =>
      ts.isIdentifier(name)
        ? [{ name: name.text, constant, type: type?.getText() ?? typeOf(ts, initializer) }]
        : [],
    );
  });
}

type Compiler = typeof TypeScript;

function typeOf(ts: Compiler, initializer: TypeScript.Expression | undefined): string | undefined {
  if (initializer === undefined) return undefined;
  const value = ts.isPrefixUnaryExpression(initializer) ? initializer.operand : initializer;
  if (ts.isNumericLiteral(value)) return "number";
  if (ts.isStringLiteralLike(value)) return "string";
  if (ts.isBigIntLiteral(value)) return "bigint";
  const boolean = value.kind === ts.SyntaxKind.TrueKeyword || value.kind === ts.SyntaxKind.FalseKeyword;
  return boolean ? "boolean" : undefined;
}
