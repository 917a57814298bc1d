/** The texts that stack frames can lie in: cells, and the files that tslab compiles for them. */
import { type Compilation, originalPosition, type Position } from "./position";

/** A text that runs under some name. */
export interface Source extends Compilation {
  /** What the reader knows it by: `cell [3]`, `helper.ts`. */
  readonly title: string;
  /** What was typed; `undefined` if it lies in a file. */
  readonly text: string | undefined;
}

/** A place in a source. */
export interface Spot extends Position {
  readonly source: Source;
}

/** Enough for any course; an endless session must not grow for ever. */
const limit = 1000;
const sources = new Map<string, Source>();

/** Files what runs under `scriptName`, which replaces what ran under it before. */
export function fileSource(scriptName: string, source: Source): void {
  sources.delete(scriptName);
  sources.set(scriptName, source);
  for (const [oldest] of sources) {
    if (sources.size <= limit) break;
    sources.delete(oldest);
  }
}

/** Is this the name of a script that we know the source of? */
export function isFiled(scriptName: string): boolean {
  return sources.has(scriptName);
}

/** The typed place that runs at this place of the script. */
export function spotAt(scriptName: string, generated: Position): Spot | undefined {
  const source = sources.get(scriptName);
  const position = source && originalPosition(source, generated);
  return position && { source, ...position };
}

/** The newest source with this title. */
export function sourceTitled(title: string): Source | undefined {
  return [...sources.values()].reverse().find((source) => source.title === title);
}
