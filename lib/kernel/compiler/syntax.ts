/** What the text of a cell says by itself, before any type is known. */
import ts from "typescript";

/** A cell that is parsed, and the text that is compiled for it. Places in both texts are the same. */
export interface Cell {
  readonly text: string;
  /** The names that it declares at its top level, which later cells see. */
  readonly names: ReadonlySet<string>;
  readonly hasTopLevelAwait: boolean;
  /** Is some `export` left out of the text? */
  readonly hasExports: boolean;
  readonly extension: Extension;
}

export type Extension = ".ts" | ".tsx" | ".js" | ".jsx";

/** Parses a cell. With `jsx`, `<a>` is an element even where TypeScript would take it for a type. */
export function parseCell(code: string, { js = false, jsx = false } = {}): Cell {
  const [plain, withElements]: [Extension, Extension] = js ? [".js", ".jsx"] : [".ts", ".tsx"];
  let extension = jsx ? withElements : plain;
  let file = parse(code, extension);
  if (!jsx && !js && syntaxErrors(file).length > 0) {
    const other = parse(code, withElements);
    if (syntaxErrors(other).length === 0) {
      file = other;
      extension = withElements;
    }
  }
  const exported = withoutExports(code, file);
  if (exported !== code) file = parse(exported, extension);
  return {
    text: exported,
    names: new Set(file.statements.flatMap((statement) => namesOf(statement))),
    hasTopLevelAwait: file.statements.some(awaits),
    hasExports: exported !== code,
    extension,
  };
}

/** What makes a text an ES module, in which `await` may stand at the top level. */
const moduleMark = "\nexport {};";

function parse(code: string, extension: Extension): ts.SourceFile {
  return ts.createSourceFile(`cell${extension}`, code + moduleMark, ts.ScriptTarget.Latest, true);
}

/** The syntax errors of a file. The compiler has them, but its types do not say so. */
function syntaxErrors(file: ts.SourceFile): readonly ts.Diagnostic[] {
  return (file as unknown as { readonly parseDiagnostics: readonly ts.Diagnostic[] }).parseDiagnostics;
}

/** The code with spaces in place of each `export`, so that every place stays what it was. */
function withoutExports(code: string, file: ts.SourceFile): string {
  let text = code;
  const replace = (start: number, end: number, by = "") => {
    const blank = text.slice(start + by.length, end).replace(/[^\r\n\u2028\u2029]/g, " ");
    text = text.slice(0, start) + by + blank + text.slice(end);
  };
  for (const statement of file.statements) {
    const start = statement.getStart(file);
    // The mark is the last statement, and starts behind the code.
    if (start >= code.length) continue;
    if (ts.isExportDeclaration(statement) || ts.isNamespaceExportDeclaration(statement))
      replace(start, statement.end);
    else if (ts.isExportAssignment(statement)) replace(start, statement.expression.getStart(file));
    else {
      const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
      const isDefault = modifiers.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword);
      const isUnnamed =
        (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) && !statement.name;
      for (const modifier of modifiers) {
        // What has no name is a statement only as an expression.
        if (modifier.kind === ts.SyntaxKind.ExportKeyword)
          replace(modifier.getStart(file), modifier.end, isDefault && isUnnamed ? "void" : "");
        if (modifier.kind === ts.SyntaxKind.DefaultKeyword) replace(modifier.getStart(file), modifier.end);
      }
    }
  }
  return text;
}

/** The names that a statement at the top level declares there. */
function namesOf(statement: ts.Node): string[] {
  if (ts.isVariableStatement(statement)) return variablesOf(statement.declarationList);
  if (ts.isImportDeclaration(statement)) return importedNames(statement.importClause);
  if (
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isEnumDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isImportEqualsDeclaration(statement)
  )
    return statement.name ? [statement.name.text] : [];
  if (ts.isModuleDeclaration(statement))
    return ts.isIdentifier(statement.name) && !isGlobalAugmentation(statement) ? [statement.name.text] : [];
  return hoistedNames(statement);
}

/** `declare global { … }`. */
export function isGlobalAugmentation(statement: ts.ModuleDeclaration): boolean {
  return statement.name.text === "global" && (statement.flags & ts.NodeFlags.GlobalAugmentation) !== 0;
}

/** The variables declared by `var` within a statement: they belong to the cell. */
function hoistedNames(node: ts.Node): string[] {
  if (ts.isFunctionLike(node) || ts.isClassLike(node) || ts.isModuleDeclaration(node)) return [];
  const own =
    ts.isVariableDeclarationList(node) && (node.flags & ts.NodeFlags.BlockScoped) === 0
      ? variablesOf(node)
      : [];
  const within: string[] = [];
  ts.forEachChild(node, (child) => {
    within.push(...hoistedNames(child));
  });
  return [...own, ...within];
}

function variablesOf({ declarations }: ts.VariableDeclarationList): string[] {
  return declarations.flatMap(({ name }) => boundNames(name));
}

function boundNames(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? boundNames(element.name) : []));
}

function importedNames(clause: ts.ImportClause | undefined): string[] {
  const { name, namedBindings } = clause ?? {};
  const own = name ? [name.text] : [];
  if (!namedBindings) return own;
  if (ts.isNamespaceImport(namedBindings)) return [...own, namedBindings.name.text];
  return [...own, ...namedBindings.elements.map((element) => element.name.text)];
}

/** Does the node wait at the top level of its cell or file, and not in a function of its own? */
export function awaits(node: ts.Node): boolean {
  if (ts.isAwaitExpression(node)) return true;
  if (ts.isForOfStatement(node) && node.awaitModifier) return true;
  if (
    ts.isVariableDeclarationList(node) &&
    (node.flags & ts.NodeFlags.AwaitUsing) === ts.NodeFlags.AwaitUsing
  )
    return true;
  if (ts.isFunctionLike(node) || ts.isPropertyDeclaration(node) || ts.isClassStaticBlockDeclaration(node))
    return node.name !== undefined && ts.isComputedPropertyName(node.name) && awaits(node.name);
  return ts.forEachChild(node, (child) => awaits(child) || undefined) ?? false;
}
