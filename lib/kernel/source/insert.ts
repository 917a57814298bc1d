/** Putting text into what was typed, in a way that places can be told back. */
import type { Insertion } from "./position";

/** A text, and where it goes. */
export interface Insert extends Insertion {
  readonly text: string;
}

/** The code with all of them in it. */
export function inserted(code: string, inserts: readonly Insert[]): string {
  const lines = code.split("\n");
  // From right to left, so that what is still to be inserted keeps its place.
  for (const { line, column, text } of [...inserts].sort((one, other) => other.column - one.column)) {
    const old = lines[line - 1]!;
    lines[line - 1] = old.slice(0, column - 1) + text + old.slice(column - 1);
  }
  return lines.join("\n");
}
