/** Numbers of up to 16 bits at fixed places in a header, read without a field's own function. */

import { namesThatExist } from "../../errors";
import { u16 } from "../bits";
import { PacketError } from "../error";
import { isFixed, type Slot } from "./slots";

/** Where such a number is: `(the 16 bits at byte at) >> shift & mask`. */
export interface HeaderNumber {
  readonly at: number;
  readonly shift: number;
  readonly mask: number;
}

/** The number of a number that is always 0. */
export const zero: HeaderNumber = { at: 0, shift: 0, mask: 0 };

/** The number at this number of the header that begins at `o`. */
export const readNumber = ({ at, shift, mask }: HeaderNumber, b: Uint8Array, o: number): number =>
  (u16(b, o + at) >> shift) & mask;

/** A header's fields, and the bytes that are surely there. */
export interface Header {
  readonly name: string;
  readonly slots: readonly Slot[];
  readonly min: number;
}

/** The field of this name. */
export function slotIn({ name, slots }: Header, field: string): Slot {
  const slot = slots.find((each) => each.name === field);
  if (slot) return slot;
  const names = slots.map((each) => each.name);
  throw new PacketError(`${name} has no field ${field}`, namesThatExist(field, names, "fields"));
}

/** The number of a field's number. */
export function numberInHeader(header: Header, field: string): HeaderNumber {
  const slot = slotIn(header, field);
  const { bits } = slot.field;
  const behind = slot.at + bits;
  const last = (behind - 1) >> 3;
  const at = Math.max(0, last - 1);
  const number = { at, shift: 8 * (at + 2) - behind, mask: 2 ** bits - 1 };
  const isThere = isFixed(slot) && slot.at >= 8 * at && last < header.min;
  if (!isThere || !readsAlike(slot, number)) {
    throw new PacketError(
      `${header.name}.${field} is not a number in one or two bytes, the most significant first, within the first ${header.min} bytes`,
      "Give a function in its place.",
    );
  }
  return number;
}

/** Whether the field itself reads the same number there: one with the least significant byte first does not. */
function readsAlike({ field, at }: Slot, number: HeaderNumber): boolean {
  const bytes = Uint8Array.from({ length: number.at + 2 }, (_, i) => 0x5b ^ (29 * i));
  return field.read(bytes, at, field.bits, 0) === readNumber(number, bytes, 0);
}
