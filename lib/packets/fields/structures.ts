/** A list of structures inside a header: the records of a DNS message, the handshake messages of a TLS record. */

import { typedValue } from "../../errors";
import { build } from "../build/build";
import { same } from "../build/recipes-of-frame";
import { quotedBytes } from "../bytes-as-text";
import { cellValue, scapyValue } from "../describe/code";
import { Refusal } from "../error";
import type { Definition } from "../model/definition";
import type { Field, Fields, Part } from "../model/field";
import { layFields, type PlacedField } from "../model/layout";
import { Layer } from "../packet";

/** A structure that was found in bytes. */
export interface Found {
  /** Its protocol. */
  readonly definition: Definition;
  /** Bytes it takes. */
  readonly size: number;
}

/** A structure as it is written; bytes stand for one that is not whole. */
export type Structure = Layer<object, never> | Uint8Array;

/** Options of a list of structures. */
export interface StructuresOptions<In> {
  /** Its purpose, in a few words. */
  readonly doc: string;
  /** The list when none is given. */
  readonly default?: readonly Layer<object, never>[];
  /** Bytes between the beginning of the header and that from which pointers count. */
  readonly offset?: number;
  /** Their number, given the fields before; without it, as many as there is room for. */
  readonly count?: (known: Fields) => number;
  /** The structure at `at`, in a header that begins at `origin`; undefined if there is no whole one. */
  readonly find: (bytes: Uint8Array, at: number, limit: number, origin: number) => Found | undefined;
  /** Parses one that was typed and is not a layer yet. */
  readonly parse: (value: In) => Layer<object, never>;
  /** An example of one, for the sentence that refuses one. */
  readonly like: string;
  /** The meaning of bytes that are not a whole structure. */
  readonly rest?: string;
  /** One of them in half a line. */
  readonly line: (values: Fields) => string;
}

/** A field of structures: one, or a list. They are read as their values; bytes that are not a whole structure, as bytes. */
export function structures<In, Out>(
  options: StructuresOptions<In>,
): Field<readonly (In | Structure)[] | In | Structure, readonly (Out | Uint8Array)[]> {
  const { offset = 0, rest: meaning = "not all here, or not in the form that it should have" } = options;

  /** Those in some bytes, with where each lies; without a definition, the rest that is none. */
  function* found(
    bytes: Uint8Array,
    from: number,
    to: number,
    origin: number,
    count = Number.POSITIVE_INFINITY,
  ): Iterable<{ at: number; size: number; definition?: Definition }> {
    for (let at = from, left = count; at < to && left > 0; left--) {
      const one = options.find(bytes, at, to, origin) ?? { size: to - at };
      yield { ...one, at };
      at += one.size;
    }
  }

  const each = <T>(
    [bytes, bit, bits, origin]: readonly [Uint8Array, number, number, number],
    whole: (
      definition: Definition,
      fields: readonly PlacedField[],
      values: Fields,
      at: number,
      size: number,
    ) => T,
    rest: (at: number, size: number) => T,
  ): T[] =>
    Array.from(found(bytes, bit >>> 3, (bit + bits) >>> 3, origin), ({ definition, at, size }) => {
      if (!definition) return rest(at, size);
      const { fields, values } = layFields(definition, bytes, at, at + size, origin + offset);
      return whole(definition, fields, values, at, size);
    });

  const lineOf = (item: unknown): string => {
    if (item instanceof Uint8Array) return quotedBytes(item);
    if (!(item instanceof Layer)) return options.line(item as Fields);
    const defaults = item.definition.slots.map(({ name, field }) => [name, field.default]);
    return options.line({ ...Object.fromEntries(defaults), ...item.set });
  };

  const field: Field<readonly unknown[], readonly unknown[]> = {
    doc: options.doc,
    bits: 0,
    default: options.default ?? [],
    extent(known, left, bytes, at, origin) {
      let size = 0;
      for (const one of found(bytes, at, at + left, origin, options.count?.(known))) size += one.size;
      return size;
    },
    size: (value) => (value as readonly Structure[]).reduce((size, item) => size + encode(item).length, 0),
    read: (bytes, bit, bits, origin) =>
      each<unknown>(
        [bytes, bit, bits, origin],
        (_definition, _fields, values) => values,
        (at, size) => bytes.slice(at, at + size),
      ),
    write(bytes, bit, _bits, value) {
      let at = bit >>> 3;
      for (const item of value as readonly Structure[]) {
        const encoded = encode(item);
        bytes.set(encoded, at);
        at += encoded.length;
      }
    },
    parse(value: unknown) {
      return (Array.isArray(value) ? value : [value]).map((item: unknown) => {
        if (item instanceof Layer) return item;
        if (item instanceof Uint8Array) return item.slice();
        if (typeof item === "string" || (typeof item === "object" && item !== null))
          return options.parse(item as In);
        throw new Refusal(`${typedValue(item)} is nothing that belongs here`, `Write ${options.like}.`);
      });
    },
    text: (value) => `[${value.map(lineOf).join(", ")}]`,
    keep: (bytes, bit, bits, origin) =>
      each<Structure>(
        [bytes, bit, bits, origin],
        (definition, fields, _values, at, size) => {
          const layer = new Layer<object, never>(
            definition,
            kept(definition, fields, bytes, origin + offset),
          );
          const wire = bytes.slice(at, at + size);
          const again = encode(layer);
          // What was cut off, or is in no form of its own, has no other way to be written.
          return again.length === size && again.every((byte, i) => byte === wire[i]) ? layer : wire;
        },
        (at, size) => bytes.slice(at, at + size),
      ),
    kids: (bytes, bit, bits, origin) =>
      each<Part>(
        [bytes, bit, bits, origin],
        (definition, fields, values, at, size) => ({
          label: definition.name,
          bit: 8 * at,
          bits: 8 * size,
          value: values,
          text: options.line(values),
          doc: `${definition.title}, ${definition.rfc}`,
          kids: [
            ...fields.map((one) => partOf(one, values, bytes, origin + offset)),
            ...restOf(
              bytes,
              fields.reduce((end, one) => Math.max(end, (one.bit + one.bits) >>> 3), at),
              at + size,
              meaning,
            ),
          ],
        }),
        (at, size) => restOf(bytes, at, at + size, meaning)[0]!,
      ),
    cell: (value) => `[${value.map(cellValue).join(", ")}]`,
    scapy: (value) => `[${value.map(scapyValue).join(", ")}]`,
  };
  return field as Field<readonly (In | Structure)[] | In | Structure, readonly (Out | Uint8Array)[]>;
}

/** Bytes that are part of no field, if there are any. */
function restOf(bytes: Uint8Array, from: number, to: number, meaning: string): Part[] {
  const value = bytes.slice(from, to);
  const part = {
    label: "(rest)",
    bit: 8 * from,
    bits: 8 * (to - from),
    value,
    text: quotedBytes(value),
    meaning,
  };
  return from < to ? [part] : [];
}

const encode = (item: Structure): Uint8Array => (item instanceof Uint8Array ? item : build([item]).bytes);

/** The fields to set for the same bytes: all but those that hold their default, or follow from the others. */
function kept(
  definition: Definition,
  fields: readonly PlacedField[],
  bytes: Uint8Array,
  origin: number,
): Record<string, unknown> {
  const written: Record<string, unknown> = {};
  for (const { slot, bit, bits, value } of fields) {
    written[slot.name] = slot.field.keep?.(bytes, bit, bits, origin, 0) ?? value;
  }
  const set: Record<string, unknown> = {};
  for (const { slot } of fields) {
    const { name, field } = slot;
    const derive = field.auto?.kind === "length" ? field.auto.derive : undefined;
    const unset = derive ? derive(written, definition.fields) : field.default;
    if (!same(written[name], unset)) set[name] = written[name];
  }
  return set;
}

function partOf(
  { slot, bit, bits, value }: PlacedField,
  values: Fields,
  bytes: Uint8Array,
  origin: number,
): Part {
  const { name, field } = slot;
  return {
    label: name,
    bit,
    bits,
    value,
    text: field.text(value),
    digits: field.digits?.(value),
    meaning: field.meaning?.(value, values),
    doc: field.doc,
    kids: field.kids?.(bytes, bit, bits, origin),
  };
}
