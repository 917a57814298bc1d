/** The builder: three passes over one buffer. Sizes from the outside in, fields, then checksums from the inside out. */

import { typedValue } from "../../errors";
import { PacketError } from "../error";
import { type Frame, PADDING, rowLength } from "../frame";
import { type Definition, definitions, overloaded, overloads } from "../model/definition";
import type { ComputedRule, Fields } from "../model/field";
import { isFixed } from "../model/slots";
import { bytesFromSlab, rowsFromSlab } from "../slab";

/** The recipe of one layer: its protocol and the fields that are set. */
export interface Recipe {
  readonly definition: Definition;
  readonly set: Readonly<Record<string, unknown>>;
  /** Of Padding: the layer it lies in, by number; else the one around all that know their length. */
  readonly within?: number | undefined;
  /** Of a layer that was read from bytes and then changed: the fields in `set` that were not given. */
  readonly kept?: ReadonlySet<string> | undefined;
}

/** The bytes of these layers, one inside the other. */
export function build(recipes: readonly Recipe[]): Frame {
  const count = recipes.length;
  const rows = rowsFromSlab(count * rowLength);
  const known = new Array<Record<string, unknown> | undefined>(count);
  let total = 0;
  for (let i = 0; i < count; i++) {
    const recipe = recipes[i]!;
    const { definition } = recipe;
    let size = definition.template.length;
    if (!isPlain(recipe, recipes[i + 1])) {
      const values = resolve(recipe, recipes[i + 1], () => carriedBy(recipes, i));
      known[i] = values;
      size = sizeOf(definition, values);
    }
    rows[i * rowLength] = definition.id;
    rows[i * rowLength + 1] = total;
    rows[i * rowLength + 2] = size;
    total += size;
  }
  setEnds(recipes, rows, total);
  const frame: Frame = { bytes: bytesFromSlab(total), rows, count, built: true };
  for (let i = 0; i < count; i++) {
    const values = known[i];
    if (values) writeResolved(frame, i, recipes[i]!.definition, values);
    else writeFixed(frame, i, recipes[i]!, recipes[i + 1]);
    computeInto(frame, i, recipes[i]!, "length", values);
  }
  for (let i = count - 1; i >= 0; i--) computeInto(frame, i, recipes[i]!, "checksum", known[i]);
  return frame;
}

/** Bytes that layer `i` carries; Padding lies outside of it. */
function carriedBy(recipes: readonly Recipe[], i: number): number {
  return build(recipes.slice(i + 1).filter(({ definition }) => definition.id !== PADDING)).bytes.length;
}

/** Whether all that is set, here or by what follows, has its fixed place: then the template is most of the work. */
function isPlain({ definition, set }: Recipe, upper: Recipe | undefined): boolean {
  const { fixed, tail } = definition;
  if (fixed) return true;
  if (!tail?.every(({ name }) => set[name] === undefined)) return false;
  const over = upper && overloads(definition, upper.definition);
  return !over || over.every(({ slot }) => isFixed(slot));
}

/** Layers end where the packet does, except before the Padding that lies outside of them. */
function setEnds(recipes: readonly Recipe[], rows: Int32Array, total: number): void {
  const count = recipes.length;
  for (let i = 0; i < count; i++) rows[i * rowLength + 3] = total;
  let firstBounded = -1;
  for (let i = count - 1; i > 0 && recipes[i]!.definition.id === PADDING; i--) {
    if (firstBounded < 0) firstBounded = recipes.findIndex(({ definition }) => definition.bounded);
    const within = recipes[i]!.within ?? (firstBounded < 0 ? i - 1 : firstBounded - 1);
    for (let inner = within + 1; inner < i; inner++) rows[inner * rowLength + 3] = rows[i * rowLength + 1]!;
  }
}

/** All values that do not have to be computed: set, else given by what follows, else the default. */
function resolve(recipe: Recipe, upper: Recipe | undefined, carried: () => number): Record<string, unknown> {
  const { definition, set } = recipe;
  const over = upper && overloads(definition, upper.definition);
  const values: Record<string, unknown> = {};
  for (const { name, field } of definition.slots) {
    if (field.when && !field.when(values)) {
      if (set[name] !== undefined) throw unwanted(definition, name, values, field.when);
      continue;
    }
    values[name] = set[name] ?? overloaded(over, name) ?? field.default;
    if (field.complete) values[name] = field.complete(values[name], carried);
  }
  for (const { name, field } of definition.derived) {
    if (!(name in values) || set[name] !== undefined) continue;
    values[name] = fitting(
      definition,
      name,
      field.bits,
      (field.auto as ComputedRule).derive!(values, definition.fields),
    );
  }
  return values;
}

/** A number that was worked out, if its field has room for it. */
function fitting(definition: Definition, name: string, bits: number, value: number): number {
  if (value < 2 ** bits) return value;
  throw new PacketError(
    `${definition.name}.${name} would have to be ${value}, which does not fit in its ${bits} bits`,
    `Carry less, or set ${name} yourself.`,
  );
}

/** Names the field that rules `name` out: the first that the rule looks at. */
function unwanted(
  definition: Definition,
  name: string,
  values: Readonly<Record<string, unknown>>,
  when: (known: Fields) => boolean,
): PacketError {
  let deciding: string | undefined;
  const watched = new Proxy(values, {
    get(known, each: string) {
      deciding ??= each;
      return known[each];
    },
  });
  when(watched);
  return new PacketError(
    `${definition.name} has no ${name} where ${deciding} is ${typedValue(values[deciding!])}`,
    `Leave ${name} out, or take another ${deciding}.`,
  );
}

function sizeOf(definition: Definition, values: Readonly<Record<string, unknown>>): number {
  let bits = 0;
  for (const { name, field } of definition.slots) {
    if (!(name in values)) continue;
    bits += field.bits || 8 * (field.size?.(values[name], values) ?? 0);
  }
  return bits >>> 3;
}

function writeResolved(
  frame: Frame,
  i: number,
  definition: Definition,
  values: Record<string, unknown>,
): void {
  let bit = 8 * frame.rows[i * rowLength + 1]!;
  for (const { name, field } of definition.slots) {
    if (!(name in values)) continue;
    const value = values[name];
    const bits = field.bits || 8 * (field.size?.(value, values) ?? 0);
    if (value !== undefined) field.write(frame.bytes, bit, bits, value);
    bit += bits;
  }
}

function writeFixed(frame: Frame, i: number, recipe: Recipe, upper: Recipe | undefined): void {
  const { definition, set } = recipe;
  const { template, byName } = definition;
  const { bytes } = frame;
  const start = frame.rows[i * rowLength + 1]!;
  for (let k = 0; k < template.length; k++) bytes[start + k] = template[k]!;
  const over = upper && overloads(definition, upper.definition);
  if (over) {
    for (const { slot, value } of over) {
      slot.field.write(bytes, 8 * start + slot.at, slot.field.bits, value);
    }
  }
  for (const name in set) {
    const slot = byName.get(name)!;
    slot.field.write(bytes, 8 * start + slot.at, slot.field.bits, set[name]);
  }
}

/** Computes the lengths, or the checksums, that are not set. */
function computeInto(
  frame: Frame,
  i: number,
  { definition, set }: Recipe,
  kind: "length" | "checksum",
  known: Readonly<Record<string, unknown>> | undefined,
): void {
  for (const { name, field, at } of kind === "length" ? definition.lengths : definition.checksums) {
    if (set[name] !== undefined || (field.when && !(name in known!))) continue;
    const value = (field.auto as ComputedRule).compute(frame, i);
    if (value === undefined) continue;
    fitting(definition, name, field.bits, value as number);
    field.write(frame.bytes, 8 * frame.rows[i * rowLength + 1]! + at, field.bits, value);
  }
}

/** The value that a field of layer `i` would have if it were not set; undefined where no rule gives one. */
export function expected(frame: Frame, i: number, name: string): unknown {
  const definition = definitions[frame.rows[i * rowLength]!];
  const auto = definition?.byName.get(name)?.field.auto;
  if (auto && auto.kind !== "next") return auto.compute(frame, i);
  const upper = i + 1 < frame.count ? definitions[frame.rows[(i + 1) * rowLength]!] : undefined;
  return definition && upper && overloaded(overloads(definition, upper), name);
}
