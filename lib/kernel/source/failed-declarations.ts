/** What a failed cell would have declared, had it come to it: whoever misses such a name is told why there is none. */

/** The cell that failed, by name. */
const cells = new Map<string, string>();

export function notReached(names: Iterable<string>, cell = "A cell"): void {
  for (const name of names) cells.set(name, cell);
}

export function reached(names: Iterable<string>): void {
  for (const name of names) cells.delete(name);
}

/** How stack traces call the cell that failed before it came to this name, if there is one. */
export function cellBefore(name: string): string | undefined {
  return cells.get(name);
}
