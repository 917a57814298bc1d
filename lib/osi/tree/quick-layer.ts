/** One protocol as the quick way sees it: words at fixed places, and fields that have to be found. */
import { isFixed, type Slot } from "../../packets";
import { KnownFields } from "./known-fields";
import { type Definition, layerLines } from "./layer-lines";
import { QuickField, QuickNumber, QuickWord } from "./quick-word";

/** Its words and fields in order. */
export interface QuickLayer {
  readonly parts: ReadonlyArray<QuickWord | QuickNumber | QuickField>;
  /** What its fields hold, where some ask for those before them; undefined where fields may be left out. */
  readonly known: KnownFields | undefined;
}

const made = new WeakMap<Definition, QuickLayer>();

/** The layer of this protocol. */
export function quickLayer(definition: Definition): QuickLayer {
  const known = made.get(definition);
  if (known) return known;
  const { width } = layerLines(definition);
  const parts = grouped(definition.slots).map((slots) => partOf(slots, width));
  const isFull = definition.slots.every(({ field }) => !field.when);
  const layer = { parts, known: isFull ? new KnownFields(definition.slots) : undefined };
  made.set(definition, layer);
  return layer;
}

function partOf(slots: readonly Slot[], width: number): QuickLayer["parts"][number] {
  const [slot] = slots;
  if (!isKept(slot!)) return new QuickField(slot!, width);
  const { bits, digits, kids } = slot!.field;
  return digits && !kids && bits >= 16 ? new QuickNumber(slot!, width) : new QuickWord(slots, width);
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
