/** The cold path: where each field of one layer lies, and what it holds, from the field table. */

import { brokenAt, endAt, type Frame, headerAt, idAt, startAt } from "../frame";
import { type Definition, definitions } from "./definition";
import type { Slot } from "./slots";

/** One field in a packet. */
export interface PlacedField {
  readonly slot: Slot;
  /** Its first bit, counted from the start of the bytes. */
  readonly bit: number;
  readonly bits: number;
  readonly value: unknown;
}

/** A layer's fields in order, as far as they are there, and their values by name. */
export interface Layout {
  readonly fields: readonly PlacedField[];
  readonly values: Readonly<Record<string, unknown>>;
}

/** A frame of which each layer is read once. */
interface ReadFrame extends Frame {
  /** The layers that were read, by number. */
  readonly layouts?: Layout[];
}

/** The same frame, of which each layer is read once: its bytes must stay as they are for as long as it is used. */
export function readOnce(frame: Frame): Frame {
  const kept: ReadFrame = { ...frame, layouts: [] };
  return kept;
}

/** Reads layer `i` by its field table. */
export function layoutOf(frame: Frame, i: number): Layout {
  const { layouts }: ReadFrame = frame;
  const before = layouts?.[i];
  if (before) return before;
  const start = startAt(frame, i);
  const header = brokenAt(frame, i) ? endAt(frame, i) - start : headerAt(frame, i);
  const layout = layFields(definitions[idAt(frame, i)]!, frame.bytes, start, start + header);
  if (layouts) layouts[i] = layout;
  return layout;
}

/**
 * Reads a header of this protocol that lies from byte `start` up to `limit`; fields that do not fit are left out. A
 * structure inside a header has the `origin` of that.
 */
export function layFields(
  definition: Definition,
  bytes: Uint8Array,
  start: number,
  limit: number,
  origin = start,
): Layout {
  const fields: PlacedField[] = [];
  const values: Record<string, unknown> = {};
  let bit = start * 8;
  for (const slot of definition.slots) {
    const { field, name } = slot;
    if (field.when && !field.when(values)) continue;
    const left = limit - (bit >>> 3);
    const extent = field.bits ? 0 : (field.extent?.(values, left, bytes, bit >>> 3, origin) ?? left);
    const bits = field.bits || 8 * Math.max(0, Math.min(left, extent));
    if (bit + bits > limit * 8) break;
    const value = field.read(bytes, bit, bits, origin);
    values[name] = value;
    fields.push({ slot, bit, bits, value });
    bit += bits;
  }
  return { fields, values: Object.freeze(values) };
}
