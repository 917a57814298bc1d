/** How compiled code imports: by functions of the kernel, and not by `require`, which finds other files. */
import ts from "typescript";

export interface KernelImports {
  readonly transformers: {
    readonly before: ts.TransformerFactory<ts.SourceFile>[];
    readonly after: ts.TransformerFactory<ts.SourceFile>[];
  };
  /** The modules that import statements load; complete when the text is emitted. */
  readonly imports: ReadonlySet<string>;
}

/**
 * `import(…)` becomes `__tslab__.import(…)`, what the compiler makes of an import statement `__tslab__.load(…)`, and
 * `import.meta` in a file `__tslab__.meta`. A `require(…)` that the author wrote stays.
 */
export function kernelImports(): KernelImports {
  const imports = new Set<string>();
  return {
    transformers: {
      before: [(context) => (file) => withoutDynamicImports(file, context)],
      after: [(context) => (file) => withLoads(file, context, imports)],
    },
    imports,
  };
}

function withoutDynamicImports(file: ts.SourceFile, context: ts.TransformationContext): ts.SourceFile {
  const { factory } = context;
  const visit = (node: ts.Node): ts.Node => {
    if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword)
      return ts.setTextRange(member(factory, "meta"), node);
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const given = ts.visitNodes(node.arguments, visit, ts.isExpression);
      const call = factory.createCallExpression(member(factory, "import"), undefined, given);
      return ts.setTextRange(call, node);
    }
    return ts.visitEachChild(node, visit, context);
  };
  return ts.visitEachChild(file, visit, context);
}

function withLoads(
  file: ts.SourceFile,
  context: ts.TransformationContext,
  found: Set<string>,
): ts.SourceFile {
  const { factory } = context;
  const visit = (node: ts.Node): ts.Node => {
    if (!isMadeRequire(node)) return ts.visitEachChild(node, visit, context);
    found.add((node.arguments[0] as ts.StringLiteral).text);
    return factory.updateCallExpression(node, member(factory, "load"), undefined, node.arguments);
  };
  return ts.visitEachChild(file, visit, context);
}

/** Did the compiler make this `require("…")` of an import? One that was written has a place. */
function isMadeRequire(node: ts.Node): node is ts.CallExpression {
  return (
    ts.isCallExpression(node) &&
    ts.isIdentifier(node.expression) &&
    node.expression.text === "require" &&
    node.expression.pos < 0 &&
    node.arguments.length === 1 &&
    ts.isStringLiteral(node.arguments[0]!)
  );
}

function member(factory: ts.NodeFactory, name: string): ts.PropertyAccessExpression {
  return factory.createPropertyAccessExpression(factory.createIdentifier("__tslab__"), name);
}
