/** The tree of a packet: layers, their fields, the parts of fields, each with the bits it occupies. */

import { quotedBytes } from "../bytes-as-text";
import { brokenAt, endAt, type Frame, idAt, startAt } from "../frame";
import { definitions } from "../model/definition";
import type { Part } from "../model/field";
import { layoutOf, type PlacedField } from "../model/layout";
import type { Origin, Verdict } from "./verdict";

/**
 * A layer, a field, or a part of a field, with the bits of the packet that it occupies.
 *
 * @example
 * ```ts
 * import { packet, IP, TCP } from "netcell";
 * packet(IP(), TCP()).tree()[1].kids.map((field) => `${field.label} ${field.text}`)
 * ```
 */
export interface Node {
  /** Its name: `"TCP"`, `"dport"`, `"S"`. */
  readonly label: string;
  /** Its name with those around it: `"TCP.dport"`. */
  readonly path: string;
  /** The first bit, counted from the start of the packet. */
  readonly bit: number;
  /** Number of bits. */
  readonly bits: number;
  /** The value, as `packet.get()` has it. */
  readonly value: unknown;
  /** The value as scapy prints it. */
  readonly text: string;
  /** Of a number: its digits, where `text` may be a name: `"80"` of `"http"`. */
  readonly digits: string | undefined;
  /** The meaning of the value, where there is more to say than the value itself. */
  readonly meaning: string | undefined;
  /** The purpose of the field. */
  readonly doc: string | undefined;
  /** The origin of the value: you, the layer above (`"derived"`), a computation, a default, or bytes that were read. */
  readonly origin: Origin;
  /** Findings about it. */
  readonly notes: readonly Verdict[];
  /** The parts it is made of. */
  readonly kids: readonly Node[];
}

/** The nodes of all layers. */
export function treeOf(
  frame: Frame,
  verdicts: readonly Verdict[],
  originOf: (i: number, name: string) => Origin,
): Node[] {
  return Array.from({ length: frame.count }, (_, i) => {
    const { name, title, rfc } = definitions[idAt(frame, i)]!;
    const { fields, values } = layoutOf(frame, i);
    const own = verdicts.filter((verdict) => verdict.at === i);
    const first = 8 * startAt(frame, i);
    const read = fields.reduce((bit, field) => Math.max(bit, field.bit + field.bits), first);
    const last = brokenAt(frame, i) ? 8 * endAt(frame, i) : read;
    const kids = fields.map((field) =>
      fieldNode(frame, i, field, values, { origin: originOf(i, field.slot.name), notes: own }),
    );
    if (last > read) kids.push(cutOff(frame, name, read, last));
    return {
      label: name,
      path: name,
      bit: first,
      bits: last - first,
      value: values,
      text: "",
      digits: undefined,
      meaning: undefined,
      doc: `${title}, ${rfc}`,
      origin: frame.built ? "given" : "wire",
      notes: own.filter((verdict) => verdict.field === undefined),
      kids,
    };
  });
}

function fieldNode(
  frame: Frame,
  i: number,
  { slot: { name, field }, bit, bits, value }: PlacedField,
  values: Readonly<Record<string, unknown>>,
  { origin, notes }: { origin: Origin; notes: readonly Verdict[] },
): Node {
  const start = startAt(frame, i);
  const path = `${definitions[idAt(frame, i)]!.name}.${name}`;
  return {
    label: name,
    path,
    bit,
    bits,
    value,
    text: field.text(value),
    digits: field.digits?.(value),
    meaning: field.meaning?.(value, values),
    doc: field.doc,
    origin,
    notes: notes.filter((verdict) => verdict.field === name),
    kids: (field.kids?.(frame.bytes, bit, bits, start) ?? []).map((part) => partNode(part, path, origin)),
  };
}

function partNode(part: Part, around: string, origin: Origin): Node {
  const path = `${around}.${part.label}`;
  return {
    ...part,
    path,
    digits: part.digits,
    meaning: part.meaning,
    doc: part.doc,
    origin,
    notes: [],
    kids: part.kids?.map((each) => partNode(each, path, origin)) ?? [],
  };
}

/** The part that is here of a field, or an option list, that was cut off. */
function cutOff(frame: Frame, layer: string, from: number, to: number): Node {
  const value = frame.bytes.slice(from >>> 3, to >>> 3);
  return {
    label: "(cut)",
    path: `${layer}.(cut)`,
    bit: from,
    bits: to - from,
    value,
    text: quotedBytes(value),
    digits: undefined,
    meaning: "the beginning of a field that is not all here",
    doc: undefined,
    origin: "wire",
    notes: [],
    kids: [],
  };
}

/** The nodes around a bit, from the layer inwards. */
export function pathTo(nodes: readonly Node[], bit: number): Node[] {
  const node = nodes.find((each) => each.bit <= bit && bit < each.bit + each.bits);
  return node ? [node, ...pathTo(node.kids, bit)] : [];
}
