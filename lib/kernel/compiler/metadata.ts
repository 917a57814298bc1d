/** The tags in doc comments at the head of a cell by which tslab treats it specially. */
import ts from "typescript";

/** The tags of a cell, under the names that tslab gives them. */
export interface CellMetadata {
  /** `@module name`: the cell is not run, but can be imported as `./name`. */
  module?: string;
  /** `@jsx`: that module has JSX. */
  jsx?: boolean;
  /** `@browser`: the cell is for a browser, and is not run. */
  mode?: "node" | "browser";
}

/** The tags of the doc comments that stand before the first statement. */
export function cellMetadata(code: string): CellMetadata {
  const found: CellMetadata = {};
  for (const { kind, pos, end } of ts.getLeadingCommentRanges(code, 0) ?? []) {
    const comment = code.slice(pos, end);
    if (kind !== ts.SyntaxKind.MultiLineCommentTrivia || !comment.startsWith("/**")) continue;
    for (const [, tag, rest = ""] of comment.matchAll(/^[\s/*]*@(\w+)[^\S\n]*(.*?)[\s*/]*$/gm)) {
      if (tag === "module" && isModuleName(rest)) found.module = rest;
      else if (tag === "jsx") found.jsx = true;
      else if (tag === "node" || tag === "browser") found.mode = tag;
    }
  }
  return found;
}

/** tslab's rule for the names of modules. */
export function isModuleName(name: string): boolean {
  return /^\w+$/.test(name);
}
