/** The fields of a table at their places in the header. */
import type { Field, FieldTable } from "./field";

/** One field at its place: `at` is its bit within the header where that never changes (if it is there at all), else -1. */
export interface Slot {
  /** The field's name. */
  readonly name: string;
  /** The field. */
  readonly field: Field<unknown, unknown>;
  /** Its first bit in the header, or -1. */
  readonly at: number;
}

/** The fields of a table, each at its place. */
export function slotsOf(fields: FieldTable): Slot[] {
  let at = 0;
  return Object.entries(fields).map(([name, field]) => {
    const slot = { name, field, at };
    at = at < 0 || field.bits === 0 || field.when ? -1 : at + field.bits;
    return slot;
  });
}

/** Whether the field is always there, always at the same place. */
export const isFixed = ({ field, at }: Slot) => at >= 0 && field.bits > 0 && !field.when;

/** The leading fixed fields with their defaults written. */
export function template(slots: readonly Slot[]): Uint8Array {
  const fixed = slots.filter(isFixed);
  const last = fixed.at(-1);
  const bytes = new Uint8Array(last ? Math.ceil((last.at + last.field.bits) / 8) : 0);
  for (const { field, at } of fixed) {
    if (field.default !== undefined) field.write(bytes, at, field.bits, field.default);
  }
  return bytes;
}

/** The fields behind the fixed ones, if with their defaults they take no bytes. */
export function removableTail(slots: readonly Slot[]): readonly Slot[] | undefined {
  const tail = slots.filter((slot) => !isFixed(slot));
  const empty = tail.every(({ field }) => {
    return !field.when && field.bits === 0 && field.size?.(field.default, {}) === 0;
  });
  return empty ? tail : undefined;
}
