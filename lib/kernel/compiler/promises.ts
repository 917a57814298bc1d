/** Promises that a cell makes text of: "[object Promise]" is never what its author wants, and no type is wrong. */
import ts from "typescript";
import type { Compiled } from "./project";

/** A line for each expression of the cell that is a promise and becomes text. */
export function shownPromises({ program, cell }: Compiled): string[] {
  const checker = program.getTypeChecker();
  const isPromise = (node: ts.Expression) => checker.getTypeAtLocation(node).symbol?.name === "Promise";
  const isText = (node: ts.Expression) =>
    (checker.getTypeAtLocation(node).flags & ts.TypeFlags.StringLike) !== 0;
  const found: string[] = [];
  const visit = (node: ts.Node) => {
    for (const shown of madeText(node, isText)) if (isPromise(shown)) found.push(lineOn(shown, cell));
    ts.forEachChild(node, visit);
  };
  visit(cell);
  return found;
}

/** The expressions of which this node makes text. */
function madeText(node: ts.Node, isText: (node: ts.Expression) => boolean): ts.Expression[] {
  if (ts.isTemplateSpan(node) && !ts.isTaggedTemplateExpression(node.parent.parent)) return [node.expression];
  if (ts.isBinaryExpression(node) && additions.has(node.operatorToken.kind)) {
    const { left, right } = node;
    return isText(left) ? [right] : isText(right) ? [left] : [];
  }
  if (ts.isCallExpression(node)) {
    const { expression, arguments: given } = node;
    if (ts.isIdentifier(expression) && expression.text === "String" && given.length === 1) return [given[0]!];
    if (ts.isPropertyAccessExpression(expression) && expression.name.text === "toString")
      return [expression.expression];
  }
  return [];
}

const additions = new Set([ts.SyntaxKind.PlusToken, ts.SyntaxKind.PlusEqualsToken]);

function lineOn(node: ts.Expression, cell: ts.SourceFile): string {
  const { line } = cell.getLineAndCharacterOfPosition(node.getStart(cell));
  const text = node.getText(cell).replace(/\s+/g, " ");
  const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return `Line ${line + 1}: ${shown} is a promise, and its text is "[object Promise]". Put await before it.`;
}
