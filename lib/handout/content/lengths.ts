/** How much of a long text a handout shows at once, folds away, and leaves out. */

/** Beyond so many lines a text is folded, and shows so many at first; what is beyond a handout's measure is left out. */
const lines = { fold: 40, shown: 25, kept: 1000 };
const characters = 200_000;

export interface Fitting {
  readonly text: string;
  /** What did not fit, in words; empty when all did. */
  readonly leftOut: string;
}

export interface Folded {
  readonly shown: readonly string[];
  readonly folded: readonly string[];
}

/** As much of the text as a handout takes. */
export function fitting(text: string): Fitting {
  const all = text.length > characters ? text.slice(0, characters) : text;
  const end = nthLineEnd(all, lines.kept);
  const kept = end === -1 ? all : all.slice(0, end);
  const rest = text.length - kept.length;
  return { text: kept, leftOut: rest > 1 ? `${rest.toLocaleString("en")} more characters are left out` : "" };
}

/** Which lines are shown at once. */
export function folding(all: readonly string[]): Folded {
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
