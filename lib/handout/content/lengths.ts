/** Limits for long texts: the lines shown at once, the lines folded away, and the rest, which is left out. */

/** A text of more than `fold` lines is folded after `shown`; after `kept` lines, or the limit of characters, it ends. */
const lines = { fold: 40, shown: 25, kept: 1000 };
const characters = 200_000;

export interface Fitting {
  readonly text: string;
  /** The part that did not fit, in words; empty when all did. */
  readonly leftOut: string;
}

export interface Folded<Line> {
  readonly shown: readonly Line[];
  readonly folded: readonly Line[];
}

/** As much of the text as a handout takes. */
export function fitting(text: string): Fitting {
  const all = text.length > characters ? text.slice(0, characters) : text;
  const end = nthLineEnd(all, lines.kept);
  const kept = end === -1 ? all : all.slice(0, end);
  const rest = text.length - kept.length;
  return { text: kept, leftOut: rest > 1 ? `${rest.toLocaleString("en")} more characters are left out` : "" };
}

/** The lines that are shown at once, and the rest. */
export function folding<Line>(all: readonly Line[]): Folded<Line> {
  if (all.length <= lines.fold) return { shown: all, folded: [] };
  return { shown: all.slice(0, lines.shown), folded: all.slice(lines.shown) };
}

function nthLineEnd(text: string, n: number): number {
  let at = -1;
  for (let seen = 0; seen < n; seen++) {
    at = text.indexOf("\n", at + 1);
    if (at === -1) return -1;
  }
  return at;
}
