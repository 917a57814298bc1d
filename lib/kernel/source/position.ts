/** From a place in the JavaScript that runs to the place in the TypeScript that was typed. */
import { SourceMap, type SourceMapPayload } from "node:module";

/** A place as people and V8 count it: both from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Text put into a line of what was typed, before `column`. */
export interface Insertion extends Position {
  readonly length: number;
}

/** What one text became: the maps of the steps it was compiled in, the last step first, and what was put before it. */
export interface Compilation {
  readonly maps: readonly SourceMapPayload[];
  /** Lines that the compiler saw before the first line that the user typed. */
  readonly linesBefore: number;
  /** Lines of the text that runs; what the kernel puts after them nobody typed. */
  readonly lines: number;
  readonly inserted?: readonly Insertion[] | undefined;
}

const parsed = new WeakMap<SourceMapPayload, SourceMap>();

/** Where `generated` came from; `undefined` if no typed text led to it. */
export function originalPosition(compilation: Compilation, generated: Position): Position | undefined {
  let at = generated.line <= compilation.lines ? generated : undefined;
  for (const map of compilation.maps) at = at && stepBack(map, at);
  if (!at || at.line <= compilation.linesBefore) return undefined;
  return typedPosition({ line: at.line - compilation.linesBefore, column: at.column }, compilation.inserted);
}

/** The place without what was inserted before it; what lies in an insertion is where it was put. */
function typedPosition({ line, column }: Position, inserted: readonly Insertion[] = []): Position {
  const before = inserted
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
