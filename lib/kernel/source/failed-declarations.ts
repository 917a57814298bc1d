/** The names that failed cells would have declared, so that an error on such a name can say which cell failed. */

/** The cell that failed, by name. */
const cells = new Map<string, string>();

export function rememberUndeclared(names: Iterable<string>, cell = "A cell"): void {
  for (const name of names) cells.set(name, cell);
}

export function forgetUndeclared(names: Iterable<string>): void {
  for (const name of names) cells.delete(name);
}

/** The cell that failed before it declared this name, as stack traces name it: `cell [3]`. */
export function failedCellOf(name: string): string | undefined {
  return cells.get(name);
}
