/** The recipes that make a dissected packet again: what was right is left to be computed, what was wrong is kept. */

import { brokenAt, endAt, type Frame, headerAt, idAt, PADDING, RAW, startAt } from "../frame";
import { definitions } from "../model/definition";
import { layoutOf } from "../model/layout";
import { expected, type Recipe } from "./build";

/** The recipes of a frame's layers. */
export function recipesOfFrame(frame: Frame): readonly Recipe[] {
  return Array.from({ length: frame.count }, (_, i) => recipeAt(frame, i));
}

function recipeAt(frame: Frame, i: number): Recipe {
  const definition = definitions[idAt(frame, i)]!;
  const load = () => frame.bytes.slice(startAt(frame, i), endAt(frame, i));
  if (brokenAt(frame, i)) return { definition: definitions[RAW]!, set: { load: load() } };
  if (definition.id === PADDING) return { definition, set: { load: load() }, within: around(frame, i) };
  const set: Record<string, unknown> = {};
  const start = startAt(frame, i);
  const carried = endAt(frame, i) - start - headerAt(frame, i);
  for (const { slot, bit, bits, value } of layoutOf(frame, i).fields) {
    const written = slot.field.keep?.(frame.bytes, bit, bits, start, carried) ?? value;
    if (!followsByItself(frame, i, slot.name, written)) set[slot.name] = written;
  }
  return { definition, set, kept: new Set(Object.keys(set)) };
}

/** Whether leaving the field out gives the same value again. */
function followsByItself(frame: Frame, i: number, name: string, value: unknown): boolean {
  const should = expected(frame, i, name);
  if (should !== undefined) return same(value, should);
  const { field } = definitions[idAt(frame, i)]!.byName.get(name)!;
  return field.auto?.kind !== "checksum" && same(value, field.default);
}

/** Whether two values are written alike: lists and bytes by what they hold. */
export function same(value: unknown, other: unknown): boolean {
  if (value === other) return true;
  if (!isList(value) || !isList(other) || value.length !== other.length) return false;
  return Array.from(value).every((each, i) => same(each, other[i]));
}

const isList = (value: unknown): value is ArrayLike<unknown> =>
  Array.isArray(value) || value instanceof Uint8Array;

/** The layer that this Padding lies in; -1 for none. */
function around(frame: Frame, padding: number): number {
  for (let i = padding - 1; i >= 0; i--) {
    if (idAt(frame, i) !== PADDING && endAt(frame, i) >= endAt(frame, padding)) return i;
  }
  return -1;
}
