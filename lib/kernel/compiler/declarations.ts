/** The declarations of cells, which later cells see: texts of `.d.ts` files, taken apart by name. */
import ts from "typescript";
import { isGlobalAugmentation } from "./syntax";

/** What a name stands for: something at run time, a type, or both. */
export interface Meaning {
  readonly value: boolean;
  readonly type: boolean;
}

interface Declaration {
  /** The declared name; `undefined` for what only adds to other declarations, such as `declare global`. */
  readonly name: string | undefined;
  readonly text: string;
  /** `undefined` for an import: the imported module decides. */
  readonly meaning: Meaning | undefined;
}

const value: Meaning = { value: true, type: false };
const type: Meaning = { value: false, type: true };
const both: Meaning = { value: true, type: true };

/** All declarations after a cell: its own, and those of earlier cells that its own do not replace. */
export function declarationsAfter(
  before: string,
  own: string,
  importedAs: (name: string, text: "before" | "own") => Meaning,
): string {
  const news = parsed(own);
  const replaced = new Map<string, Meaning>();
  for (const { name, meaning } of news) {
    if (name === undefined) continue;
    const { value = false, type = false } = replaced.get(name) ?? {};
    const added = meaning ?? importedAs(name, "own");
    replaced.set(name, { value: value || added.value, type: type || added.type });
  }
  const known = new Set(news.map(({ text }) => text));
  const kept = parsed(before).flatMap((old) => {
    if (old.name === undefined) return known.has(old.text) ? [] : [old.text];
    const now = replaced.get(old.name);
    if (!now) return [old.text];
    const meant = old.meaning ?? importedAs(old.name, "before");
    if (!(meant.value && now.value) && !(meant.type && now.type)) return [old.text];
    // A class whose type is declared anew is still there as a value.
    return meant.value && !now.value ? [`declare let ${old.name}: any;`] : [];
  });
  return textOf([...news.map(({ text }) => text), ...new Set(kept)]);
}

/**
 * The declarations after a cell that failed: those that it reached, and for the names that it `lost`, because it failed
 * before they had a value, the declarations of earlier cells.
 */
export function declarationsAfterFailure(
  { before, after }: { readonly before: string; readonly after: string },
  lost: ReadonlySet<string>,
): string {
  const isLost = ({ name }: Declaration) => name !== undefined && lost.has(name);
  const reached = parsed(after).filter((declaration) => !isLost(declaration));
  const earlier = parsed(before).filter(isLost);
  return textOf([...reached, ...earlier].map(({ text }) => text));
}

/** The names that a text declares. */
export function declaredNames(text: string): Set<string> {
  return new Set(parsed(text).flatMap(({ name }) => (name === undefined ? [] : [name])));
}

function textOf(declarations: readonly string[]): string {
  return declarations.map((declaration) => `${declaration}\n`).join("");
}

/** Each name with a declaration of its own; a function may have several. */
function parsed(text: string): Declaration[] {
  const file = ts.createSourceFile("declarations.d.ts", text, ts.ScriptTarget.Latest);
  return file.statements.flatMap((statement) => taken(statement, text));
}

function taken(statement: ts.Statement, text: string): Declaration[] {
  const textOf = ({ pos, end }: ts.TextRange) => text.slice(pos, end).trim();
  if (ts.isVariableStatement(statement)) {
    const { declarations } = statement.declarationList;
    const keywords = text.slice(statement.pos, declarations[0]?.pos).trim();
    return declarations.map((each) => ({
      name: textOf(each.name),
      text: `${keywords} ${textOf(each)};`,
      meaning: value,
    }));
  }
  if (ts.isImportDeclaration(statement)) return imports(statement, textOf);
  const whole = textOf(statement);
  if (ts.isModuleDeclaration(statement)) {
    if (isGlobalAugmentation(statement) || ts.isStringLiteral(statement.name))
      return [{ name: undefined, text: whole, meaning: both }];
    return [{ name: statement.name.text, text: whole, meaning: both }];
  }
  if (ts.isFunctionDeclaration(statement)) return named(statement.name, whole, value);
  if (ts.isClassDeclaration(statement) || ts.isEnumDeclaration(statement))
    return named(statement.name, whole, both);
  if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement))
    return named(statement.name, whole, type);
  if (ts.isImportEqualsDeclaration(statement)) return named(statement.name, whole, undefined);
  // The list of exports, which only the compiler needed.
  return [];
}

function named(name: ts.Identifier | undefined, text: string, meaning: Meaning | undefined): Declaration[] {
  return name ? [{ name: name.text, text, meaning }] : [];
}

function imports(
  { importClause, moduleSpecifier, attributes }: ts.ImportDeclaration,
  textOf: (node: ts.TextRange) => string,
): Declaration[] {
  if (!importClause) return [];
  const { name, namedBindings, phaseModifier } = importClause;
  const keyword = phaseModifier === ts.SyntaxKind.TypeKeyword ? "import type" : "import";
  const from = [`from ${textOf(moduleSpecifier)}`, ...(attributes ? [textOf(attributes)] : [])].join(" ");
  const bindings: { readonly name: ts.Identifier; readonly binding: string }[] = [];
  if (name) bindings.push({ name, binding: name.text });
  if (namedBindings && ts.isNamespaceImport(namedBindings))
    bindings.push({ name: namedBindings.name, binding: `* as ${namedBindings.name.text}` });
  if (namedBindings && ts.isNamedImports(namedBindings))
    for (const element of namedBindings.elements)
      bindings.push({ name: element.name, binding: `{ ${textOf(element)} }` });
  return bindings.map(({ name, binding }) => ({
    name: name.text,
    text: `${keyword} ${binding} ${from};`,
    meaning: undefined,
  }));
}
