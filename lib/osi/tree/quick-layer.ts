/** One protocol as the quick way sees it: words at fixed places, and fields that have to be found. */
import { isFixed, type Slot } from "../../packets/slot";
import { type Definition, layerLines } from "./layer-lines";
import { QuickField, QuickWord } from "./quick-word";

/** Its words and fields in order. */
export interface QuickLayer {
  readonly parts: ReadonlyArray<QuickWord | QuickField>;
  /** Whether a field asks what those before it hold. */
  readonly asks: boolean;
}

const made = new WeakMap<Definition, QuickLayer>();

/** The layer of this protocol. */
export function quickLayer(definition: Definition): QuickLayer {
  const known = made.get(definition);
  if (known) return known;
  const { width } = layerLines(definition);
  const groups = grouped(definition.slots);
  const parts = groups.map((slots) =>
    isKept(slots[0]!) ? new QuickWord(slots, width) : new QuickField(slots[0]!, width),
  );
  const asks = definition.slots.some(
    ({ field }) => field.when || field.extent || (field.meaning?.length ?? 0) > 1,
  );
  const layer = { parts, asks };
  made.set(definition, layer);
  return layer;
}

/** Is the line always the same for the same bits? */
function isKept(slot: Slot): boolean {
  return isFixed(slot) && slot.field.bits <= 48 && (slot.field.meaning?.length ?? 0) < 2;
}

/** The fields, those together that share a word of 16 bits. */
function grouped(slots: readonly Slot[]): Slot[][] {
  const groups: Slot[][] = [];
  for (const slot of slots) {
    const group = groups.at(-1);
    const first = group?.[0];
    const last = slot.at + slot.field.bits - 1;
    if (group && first && isKept(first) && isKept(slot) && first.at >> 4 === last >> 4) group.push(slot);
    else groups.push([slot]);
  }
  return groups;
}
