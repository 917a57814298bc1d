/** A hint for a mistyped name: the name that was meant, and all names there are. */

/** The names that exist, with the likeliest one first: "Did you mean dport? The names are sport, dport, …" */
export function namesThatExist(wrong: string, names: readonly string[], what = "names"): string {
  const near = nearest(wrong, names);
  const shown =
    names.length > 24 ? `${names.slice(0, 24).join(", ")}, … (${names.length})` : names.join(", ");
  return `${near === undefined ? "" : `Did you mean ${near}? `}The ${what} are ${shown}.`;
}

function nearest(wrong: string, names: readonly string[]): string | undefined {
  let best: string | undefined;
  let least = Math.max(2, Math.ceil(wrong.length / 3)) + 1;
  for (const name of names) {
    const edits = distance(wrong.toLowerCase(), name.toLowerCase());
    if (edits < least && edits < wrong.length) [best, least] = [name, edits];
  }
  return best;
}

/** Edits between two words, a swap of neighbours counting as one (optimal string alignment). */
function distance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let edits = Math.min(rows[i - 1]![j]! + 1, rows[i]![j - 1]! + 1, rows[i - 1]![j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        edits = Math.min(edits, rows[i - 2]![j - 2]! + 1);
      }
      rows[i]![j] = edits;
    }
  }
  return rows[a.length]![b.length]!;
}
