/** What is changed in a cell while it is compiled to JavaScript. */
import ts from "typescript";
import { kernelImports } from "../modules/imports";
import type { Compiled } from "./project";

export interface CellChanges {
  /** The names that earlier cells declare. */
  readonly earlier: ReadonlySet<string>;
  /** The names that the cell itself declares. */
  readonly names: ReadonlySet<string>;
}

export interface CellTransformers {
  readonly transformers: ts.CustomTransformers;
  /** The variable that takes the value of the last expression; set while the cell is emitted. */
  readonly lastExpressionVar: () => string | undefined;
  /** The modules that the cell imports by statements; complete when it is emitted. */
  readonly imports: ReadonlySet<string>;
}

/** The transformers for one cell: variables live in `exports`, and so does the value of its last expression. */
export function cellTransformers(compiled: Compiled, changes: CellChanges): CellTransformers {
  let lastExpressionVar: string | undefined;
  const { transformers, imports } = kernelImports();
  return {
    transformers: {
      before: [
        (context) => (file) => {
          const variable = unusedName("tsLastExpr", changes);
          const linked = new EarlierVariables(compiled, changes, context).linked(file);
          const result = withLastExpression(linked, variable, context);
          if (result !== linked) lastExpressionVar = variable;
          return result;
        },
        ...transformers.before,
      ],
      after: [() => withoutResets, ...transformers.after],
      afterDeclarations: [
        (context) => (file) => (ts.isSourceFile(file) ? withNamedModules(file, context) : file),
      ],
    },
    lastExpressionVar: () => lastExpressionVar,
    imports,
  };
}

function unusedName(name: string, { earlier, names }: CellChanges): string {
  for (let i = 0, candidate = name; ; candidate = `${name}${i++}`) {
    if (!names.has(candidate) && !earlier.has(candidate)) return candidate;
  }
}

/** Reads and writes variables of earlier cells where they are: `x` becomes `exports.x`. */
class EarlierVariables {
  readonly #checker: ts.TypeChecker;
  readonly #declarations: ts.SourceFile;
  readonly #changes: CellChanges;
  readonly #context: ts.TransformationContext;
  readonly #factory: ts.NodeFactory;
  #hasElements = false;

  constructor({ program, declarations }: Compiled, changes: CellChanges, context: ts.TransformationContext) {
    this.#checker = program.getTypeChecker();
    this.#declarations = declarations;
    this.#changes = changes;
    this.#context = context;
    this.#factory = context.factory;
  }

  linked(file: ts.SourceFile): ts.SourceFile {
    const visited = ts.visitEachChild(file, this.#visit, this.#context);
    // `<a/>` calls a function of React that no identifier of the cell names.
    const { earlier, names } = this.#changes;
    if (!this.#hasElements || names.has("React") || !earlier.has("React")) return visited;
    const react = this.#factory.createVariableDeclaration(
      "React",
      undefined,
      undefined,
      this.#variable("React"),
    );
    const statement = this.#factory.createVariableStatement(
      undefined,
      this.#factory.createVariableDeclarationList([react], ts.NodeFlags.Const),
    );
    return this.#factory.updateSourceFile(visited, [statement, ...visited.statements]);
  }

  readonly #visit = (node: ts.Node): ts.VisitResult<ts.Node | undefined> => {
    const factory = this.#factory;
    if (ts.isIdentifier(node)) return this.#isEarlier(node) ? this.#variable(node) : node;
    if (ts.isExportDeclaration(node) || isOnlyType(node)) return node;
    if (ts.isShorthandPropertyAssignment(node)) return this.#shorthand(node);
    if (ts.isCallExpression(node)) {
      if (ts.isIdentifier(node.expression) && this.#isEarlier(node.expression)) {
        // A call of `exports.f` would pass `exports` as `this`.
        const callee = factory.createParenthesizedExpression(
          factory.createComma(factory.createNumericLiteral(0), this.#variable(node.expression)),
        );
        return factory.updateCallExpression(
          node,
          ts.setTextRange(callee, node.expression),
          undefined,
          ts.visitNodes(node.arguments, this.#visit, ts.isExpression),
        );
      }
    }
    if (ts.isJsxElement(node) || ts.isJsxSelfClosingElement(node) || ts.isJsxFragment(node))
      this.#hasElements = true;
    return ts.visitEachChild(node, this.#visit, this.#context);
  };

  /** `{ x }` of an earlier `x` becomes `{ x: exports.x }`, and `({ x = 1 } = y)` keeps its default. */
  #shorthand(node: ts.ShorthandPropertyAssignment): ts.Node {
    const symbol = this.#checker.getShorthandAssignmentValueSymbol(node);
    if (!this.#isDeclaredEarlier(symbol)) return ts.visitEachChild(node, this.#visit, this.#context);
    const variable = this.#variable(node.name);
    const byDefault = node.objectAssignmentInitializer;
    const value = byDefault
      ? this.#factory.createAssignment(variable, ts.visitNode(byDefault, this.#visit, ts.isExpression)!)
      : variable;
    return ts.setTextRange(this.#factory.createPropertyAssignment(node.name.text, value), node);
  }

  #variable(name: ts.Identifier | string): ts.PropertyAccessExpression {
    const access = this.#factory.createPropertyAccessExpression(
      this.#factory.createIdentifier("exports"),
      typeof name === "string" ? name : name.text,
    );
    return typeof name === "string" ? access : ts.setTextRange(access, name);
  }

  #isEarlier(node: ts.Identifier): boolean {
    if (!this.#changes.earlier.has(node.text)) return false;
    // Names of members, of declarations and of labels look like variables.
    const { parent } = node;
    if (parent && "name" in parent && parent.name === node) return false;
    if (parent && ts.isBindingElement(parent) && parent.propertyName === node) return false;
    return this.#isDeclaredEarlier(this.#checker.getSymbolAtLocation(node));
  }

  #isDeclaredEarlier(symbol: ts.Symbol | undefined): boolean {
    return symbol?.declarations?.some((each) => each.getSourceFile() === this.#declarations) ?? false;
  }
}

/** Is nothing of the node left in JavaScript? */
function isOnlyType(node: ts.Node): boolean {
  // `extends Base` is a type whose expression stays.
  if (ts.isExpressionWithTypeArguments(node)) return false;
  return ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);
}

/** Assigns the last statement of the cell to a variable, if it is an expression. */
function withLastExpression(
  file: ts.SourceFile,
  variable: string,
  { factory }: ts.TransformationContext,
): ts.SourceFile {
  const at = file.statements.map((statement) => ts.isExportDeclaration(statement)).lastIndexOf(false);
  const last = file.statements[at];
  if (!last || !ts.isExpressionStatement(last)) return file;
  const target = factory.createPropertyAccessExpression(factory.createIdentifier("exports"), variable);
  const assignment = factory.createAssignment(target, last.expression);
  const statement = ts.setTextRange(factory.createExpressionStatement(assignment), last);
  return factory.updateSourceFile(file, [
    ...file.statements.slice(0, at),
    statement,
    ...file.statements.slice(at + 1),
  ]);
}

/**
 * Without the lines in which the compiler sets each variable to `undefined` before the cell begins: a variable that is
 * there was reached, and one of an earlier cell keeps its value until then.
 */
function withoutResets(file: ts.SourceFile): ts.SourceFile {
  const statements = file.statements.filter((statement) => !isReset(statement));
  return ts.factory.updateSourceFile(file, statements);
}

function isReset(statement: ts.Statement): boolean {
  if (!ts.isExpressionStatement(statement) || statement.pos >= 0) return false;
  let { expression } = statement;
  while (
    ts.isBinaryExpression(expression) &&
    ts.isPropertyAccessExpression(expression.left) &&
    ts.isIdentifier(expression.left.expression) &&
    expression.left.expression.text === "exports"
  )
    expression = expression.right;
  return ts.isVoidExpression(expression);
}

/**
 * `const fs = await import("node:fs")` with the type that a person would write. The compiler spells the module out
 * together with its default export, and has no names for half of it.
 */
function withNamedModules(file: ts.SourceFile, { factory }: ts.TransformationContext): ts.SourceFile {
  return factory.updateSourceFile(
    file,
    file.statements.map((statement) => {
      if (!ts.isVariableStatement(statement)) return statement;
      const { declarationList, modifiers } = statement;
      const declarations = declarationList.declarations.map((declaration) => {
        const specifier = importedModule(ts.getOriginalNode(declaration));
        if (specifier === undefined) return declaration;
        const module = () =>
          factory.createImportTypeNode(
            factory.createLiteralTypeNode(factory.createStringLiteral(specifier)),
            undefined,
            undefined,
            undefined,
            true,
          );
        const byDefault = factory.createPropertySignature(undefined, "default", undefined, module());
        const type = factory.createIntersectionTypeNode([
          module(),
          factory.createTypeLiteralNode([byDefault]),
        ]);
        return factory.updateVariableDeclaration(declaration, declaration.name, undefined, type, undefined);
      });
      return factory.updateVariableStatement(
        statement,
        modifiers,
        factory.updateVariableDeclarationList(declarationList, declarations),
      );
    }),
  );
}

/** The module of a variable without a type that is initialised by `await import("module")`. */
function importedModule(node: ts.Node): string | undefined {
  if (!ts.isVariableDeclaration(node) || !ts.isIdentifier(node.name) || node.type) return undefined;
  const { initializer } = node;
  if (!initializer || !ts.isAwaitExpression(initializer)) return undefined;
  const call = initializer.expression;
  if (!ts.isCallExpression(call) || call.expression.kind !== ts.SyntaxKind.ImportKeyword) return undefined;
  const [specifier] = call.arguments;
  return specifier && ts.isStringLiteralLike(specifier) ? specifier.text : undefined;
}
