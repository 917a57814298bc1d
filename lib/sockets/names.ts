/** Names for handles that were given none: the same in every run of a notebook from the top. */
const counts = new Map<string, number>();

/** `server-1`, `server-2`, … */
export function freshName(kind: string): string {
  const count = (counts.get(kind) ?? 0) + 1;
  counts.set(kind, count);
  return `${kind}-${count}`;
}
