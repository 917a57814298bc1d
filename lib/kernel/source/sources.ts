/** The sources that stack frames can lie in: cells, and the files that tslab compiles for them. */
import { type Compilation, originalPosition, type Position } from "./position";

/** A compiled text, under the name that the reader knows. */
export interface Source extends Compilation {
  /** Its name: `cell [3]`, `helper.ts`. */
  readonly title: string;
  /** The typed text; `undefined` if it lies in a file. */
  readonly text: string | undefined;
}

/** A place in a source. */
export interface Spot extends Position {
  readonly source: Source;
}

/** Enough for any course; the memory of an endless session must be bounded. */
const limit = 1000;
const sources = new Map<string, Source>();

/** Remembers the source of the script `scriptName`; an older one of that name is forgotten. */
export function rememberSource(scriptName: string, source: Source): void {
  sources.delete(scriptName);
  sources.set(scriptName, source);
  for (const [oldest] of sources) {
    if (sources.size <= limit) break;
    sources.delete(oldest);
  }
}

/** Is the source of this script known? */
export function isKnownScript(scriptName: string): boolean {
  return sources.has(scriptName);
}

/** The typed place behind this place of the script. */
export function spotAt(scriptName: string, generated: Position): Spot | undefined {
  const source = sources.get(scriptName);
  const position = source && originalPosition(source, generated);
  return position && { source, ...position };
}

/** The newest source with this title. */
export function sourceTitled(title: string): Source | undefined {
  return [...sources.values()].reverse().find((source) => source.title === title);
}
