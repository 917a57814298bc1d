/** Places in code: from the JavaScript that runs back to the TypeScript that was typed. */
import { SourceMap, type SourceMapPayload } from "node:module";

/** A place as people and V8 count it: both from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The compilation of one text. */
export interface Compilation {
  readonly map: SourceMapPayload;
  /** Lines of the text that runs; the kernel puts code of its own after them. */
  readonly lines: number;
}

const parsed = new WeakMap<SourceMapPayload, SourceMap>();

/** The typed place behind `generated`; `undefined` if no typed text led to it. */
export function originalPosition(
  { map, lines }: Compilation,
  { line, column }: Position,
): Position | undefined {
  if (line > lines) return undefined;
  let sourceMap = parsed.get(map);
  if (!sourceMap) {
    sourceMap = new SourceMap(map);
    parsed.set(map, sourceMap);
  }
  const entry = sourceMap.findEntry(line - 1, Math.max(0, column - 1));
  if (!("originalLine" in entry)) return undefined;
  return { line: entry.originalLine + 1, column: entry.originalColumn + 1 };
}
