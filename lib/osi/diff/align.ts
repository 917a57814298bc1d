/** Which layer of one packet is which of another: the longest run of protocols that both have in common. */
import type { PlacedLayer } from "../../packets";

/** A layer that both have, or only one. */
export interface LayerPair {
  readonly before: PlacedLayer | undefined;
  readonly after: PlacedLayer | undefined;
}

/** Above so many comparisons layers are paired by their place alone. */
const mostCells = 250_000;

/** The layers of both in order, each with its like. */
export function align(before: readonly PlacedLayer[], after: readonly PlacedLayer[]): LayerPair[] {
  if (before.length * after.length > mostCells) {
    return Array.from({ length: Math.max(before.length, after.length) }, (_, i) => ({
      before: before[i],
      after: after[i],
    })).flatMap((pair) => (isAlike(pair.before, pair.after) ? [pair] : apart(pair)));
  }
  const common = lengths(before, after);
  const pairs: LayerPair[] = [];
  for (let i = 0, j = 0; i < before.length || j < after.length; ) {
    if (isAlike(before[i], after[j])) pairs.push({ before: before[i++], after: after[j++] });
    else if (j >= after.length || (i < before.length && common[i + 1]![j]! >= common[i]![j + 1]!)) {
      pairs.push({ before: before[i++], after: undefined });
    } else pairs.push({ before: undefined, after: after[j++] });
  }
  return pairs;
}

function isAlike(before: PlacedLayer | undefined, after: PlacedLayer | undefined): boolean {
  return before !== undefined && before.definition === after?.definition;
}

function apart({ before, after }: LayerPair): LayerPair[] {
  return [
    ...(before ? [{ before, after: undefined }] : []),
    ...(after ? [{ before: undefined, after }] : []),
  ];
}

/** The length of the longest common run of the layers from i and from j on. */
function lengths(before: readonly PlacedLayer[], after: readonly PlacedLayer[]): number[][] {
  const common = Array.from({ length: before.length + 1 }, () => new Array<number>(after.length + 1).fill(0));
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      common[i]![j] = isAlike(before[i], after[j])
        ? common[i + 1]![j + 1]! + 1
        : Math.max(common[i + 1]![j]!, common[i]![j + 1]!);
    }
  }
  return common;
}
