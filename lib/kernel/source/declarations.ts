/** The declarations of earlier cells, as tslab gives them to the compiler, taken apart by name. */

/** The part of the compiler that is used here. */
export interface DeclarationCompiler {
  readonly ScriptTarget: { readonly Latest: number };
  createSourceFile(name: string, code: string, target: number): { readonly statements: readonly Statement[] };
}

interface Node {
  readonly pos: number;
  readonly end: number;
}
interface Name extends Node {
  readonly text: string;
}
interface Named extends Node {
  readonly name: Name;
}
/** Any statement: variable statements have a declaration list, imports a module specifier, all others a name. */
interface Statement extends Node {
  readonly declarationList?: { readonly declarations: readonly Named[] };
  readonly moduleSpecifier?: Node;
  readonly importClause?: ImportClause;
  readonly name?: Name;
}
interface ImportClause {
  readonly isTypeOnly: boolean;
  readonly name?: Name;
  /** `* as all`, or `{ one, two as three }`. */
  readonly namedBindings?: Node & { readonly name?: Name; readonly elements?: readonly Named[] };
}

interface Declaration {
  readonly name: string;
  readonly text: string;
}

/**
 * The declarations after a cell that failed: those that it reached, and for the names that it `lost`, because it failed
 * before they had a value, the declarations of earlier cells.
 */
export function declaredAfterFailure(
  compiler: DeclarationCompiler,
  declarations: { readonly before: string; readonly after: string },
  lost: ReadonlySet<string>,
): string {
  const reached = declared(compiler, declarations.after).filter(({ name }) => !lost.has(name));
  const earlier = declared(compiler, declarations.before).filter(({ name }) => lost.has(name));
  return [...reached, ...earlier].map(({ text }) => `${text}\n`).join("");
}

/** Each name with a declaration of its own; a function may have several. */
function declared(compiler: DeclarationCompiler, text: string): Declaration[] {
  const { statements } = compiler.createSourceFile("declarations.d.ts", text, compiler.ScriptTarget.Latest);
  const textOf = ({ pos, end }: Node) => text.slice(pos, end).trim();
  return statements.flatMap((statement): Declaration[] => {
    const { declarationList, moduleSpecifier, importClause, name } = statement;
    if (declarationList) {
      const { declarations } = declarationList;
      const keywords = text.slice(statement.pos, declarations[0]?.pos).trim();
      return declarations.map((each) => ({ name: each.name.text, text: `${keywords} ${textOf(each)};` }));
    }
    if (moduleSpecifier && importClause) {
      const keyword = importClause.isTypeOnly ? "import type" : "import";
      const from = `from ${textOf(moduleSpecifier)};`;
      const { namedBindings } = importClause;
      return [
        ...[importClause.name ?? []].flat().map((each) => ({ each, binding: each.text })),
        ...[namedBindings?.name ?? []].flat().map((each) => ({ each, binding: `* as ${each.text}` })),
        ...(namedBindings?.elements ?? []).map((each) => ({
          each: each.name,
          binding: `{ ${textOf(each)} }`,
        })),
      ].map(({ each, binding }) => ({ name: each.text, text: `${keyword} ${binding} ${from}` }));
    }
    return name ? [{ name: name.text, text: textOf(statement) }] : [];
  });
}
