/** Places in code: from the JavaScript that runs back to the TypeScript that was typed. */
import { SourceMap, type SourceMapPayload } from "node:module";

/** A place as people and V8 count it: both from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Text that was put into a line of typed code, before `column`. */
export interface Insertion extends Position {
  readonly length: number;
}

/** Text to put into typed code. */
export interface Insert extends Insertion {
  readonly text: string;
}

/** The code with all of the inserts in it. */
export function inserted(code: string, inserts: readonly Insert[]): string {
  const lines = code.split("\n");
  // From right to left, so that the places of the others stay right.
  for (const { line, column, text } of [...inserts].sort((one, other) => other.column - one.column)) {
    const old = lines[line - 1]!;
    lines[line - 1] = old.slice(0, column - 1) + text + old.slice(column - 1);
  }
  return lines.join("\n");
}

/** The compilation of one text: the source maps of its steps, the last step first, and what was put before the text. */
export interface Compilation {
  readonly maps: readonly SourceMapPayload[];
  /** Lines that the compiler saw before the first line that the user typed. */
  readonly linesBefore: number;
  /** Lines of the text that runs; the kernel puts code of its own after them. */
  readonly lines: number;
  readonly inserted?: readonly Insertion[] | undefined;
}

const parsed = new WeakMap<SourceMapPayload, SourceMap>();

/** The typed place behind `generated`; `undefined` if no typed text led to it. */
export function originalPosition(compilation: Compilation, generated: Position): Position | undefined {
  let at = generated.line <= compilation.lines ? generated : undefined;
  for (const map of compilation.maps) at = at && stepBack(map, at);
  if (!at || at.line <= compilation.linesBefore) return undefined;
  return typedPosition({ line: at.line - compilation.linesBefore, column: at.column }, compilation.inserted);
}

/** The place without what was inserted before it; a place in an insertion is the place where it was put. */
function typedPosition({ line, column }: Position, insertions: readonly Insertion[] = []): Position {
  const before = insertions
    .filter((each) => each.line === line)
    .sort((one, other) => one.column - other.column);
  let typed = column;
  for (const each of before) {
    if (typed > each.column) typed = Math.max(each.column, typed - each.length);
  }
  return { line, column: typed };
}

function stepBack(payload: SourceMapPayload, at: Position): Position | undefined {
  let map = parsed.get(payload);
  if (!map) {
    map = new SourceMap(payload);
    parsed.set(payload, map);
  }
  const entry = map.findEntry(at.line - 1, Math.max(0, at.column - 1));
  if (!("originalLine" in entry)) return undefined;
  return { line: entry.originalLine + 1, column: entry.originalColumn + 1 };
}
