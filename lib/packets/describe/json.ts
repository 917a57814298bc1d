/** Layers as JSON has them: names, plain values, bytes in hexadecimal; and the headers that such values stand for. */

import { parseFields } from "../build/parse-fields";
import { hex } from "../bytes-as-text";
import { PacketError } from "../error";
import { brokenAt, endAt, type Frame, headerAt, idAt, startAt } from "../frame";
import { type Definition, definitions } from "../model/definition";
import { layoutOf } from "../model/layout";

/**
 * A layer as JSON has it: `["IP", { "ttl": 64, … }]`, fields under scapy's names. Numbers are numbers; addresses, names
 * and flags are text. A field of bytes is their hexadecimal digits; bytes inside a list are `{ "hex": "…" }`, for text
 * may stand there too. Where the values do not tell the whole header (it breaks off, or has been written in a way of
 * its own, as with a compressed name), `"(bytes)"` has it, and counts.
 */
export type LayerJson = readonly [name: string, fields: Readonly<Record<string, unknown>>];

/** The key that has a header's bytes. */
export const bytesKey = "(bytes)";

/** Layer `i` for JSON; whatever the bytes are, {@link headerBytes} makes the same of it. */
export function layerJson(frame: Frame, i: number): LayerJson {
  const definition = definitions[idAt(frame, i)]!;
  const start = startAt(frame, i);
  const size = brokenAt(frame, i) ? endAt(frame, i) - start : headerAt(frame, i);
  const wire = frame.bytes.subarray(start, start + size);
  const { values } = layoutOf(frame, i);
  const fields = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      value instanceof Uint8Array ? hex(value) : plain(value),
    ]),
  );
  return [
    definition.name,
    tellsAll(definition, fields, wire) ? fields : { ...fields, [bytesKey]: hex(wire) },
  ];
}

/** The value as JSON has it inside a list or structure. */
function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return { hex: hex(value) };
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, plain(each)]));
}

function tellsAll(definition: Definition, fields: LayerJson[1], wire: Uint8Array): boolean {
  try {
    const again = headerBytes(definition, fields);
    return again.length === wire.length && again.every((byte, i) => byte === wire[i]);
  } catch {
    // A value that cannot be written: the bytes have it.
    return false;
  }
}

/** The header that a layer's JSON stands for. */
export function headerBytes(definition: Definition, json: LayerJson[1]): Uint8Array {
  if (bytesKey in json) return fromHex(json[bytesKey], `${definition.name}.${bytesKey}`);
  const given = parseFields(definition, revived(definition, json));
  const values: Record<string, unknown> = {};
  const placed: { slot: Definition["slots"][number]; bit: number; bits: number }[] = [];
  let bit = 0;
  for (const slot of definition.slots) {
    const { field, name } = slot;
    if (field.when && !field.when(values)) continue;
    if (!(name in given)) {
      throw new PacketError(`${definition.name}.${name} is missing`, "Give all fields, as toJSON() does.");
    }
    values[name] = given[name];
    const bits = field.bits || 8 * (field.size?.(given[name], values) ?? 0);
    placed.push({ slot, bit, bits });
    bit += bits;
  }
  const header = new Uint8Array(bit >>> 3);
  for (const { slot, bit: at, bits } of placed) slot.field.write(header, at, bits, values[slot.name]);
  return header;
}

/** The values as they were before they became JSON. */
function revived({ name: layer, byName }: Definition, json: LayerJson[1]): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(json).map(([name, value]) => {
      const isBytes = byName.get(name)?.field.default instanceof Uint8Array;
      return [name, isBytes ? fromHex(value, `${layer}.${name}`) : revive(value, `${layer}.${name}`)];
    }),
  );
}

function revive(value: unknown, of: string): unknown {
  if (Array.isArray(value)) return value.map((each) => revive(each, of));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  if (entries.length === 1 && entries[0]![0] === "hex") return fromHex(entries[0]![1], of);
  return Object.fromEntries(entries.map(([name, each]) => [name, revive(each, of)]));
}

function fromHex(text: unknown, of: string): Uint8Array {
  if (typeof text === "string" && /^([0-9a-fA-F]{2})*$/.test(text)) {
    return Uint8Array.from({ length: text.length / 2 }, (_, i) =>
      Number.parseInt(text.slice(2 * i, 2 * i + 2), 16),
    );
  }
  throw new PacketError(`${of} is not in hexadecimal`, 'Write two digits for each byte: "474554".');
}
