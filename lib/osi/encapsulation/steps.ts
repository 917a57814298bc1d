/** The steps by which a packet is wrapped: the header that each layer adds, and the size after it. */
import type { Packet, PlacedLayer } from "../../packets";
import type { LayerNumber } from "../../view";
import { bytesText } from "../../view";
import { readableText, valueText } from "../tree/wording";

/** One layer's part. */
export interface Step {
  readonly layer: LayerNumber;
  /** The protocol. */
  readonly name: string;
  /** The name of its unit: segment, packet, frame. */
  readonly pdu: string;
  /** Bytes of its header. */
  readonly header: number;
  /** Bytes that it carries. */
  readonly carried: number;
  /** Bytes behind what it carries: padding. */
  readonly trailer: number;
  /** The field in its header that names the receiver of the rest: `proto = 6 (TCP)`. */
  readonly nextField: string | undefined;
}

/** A packet as its wrapping tells it. */
export interface Wrapping {
  /** From the outermost to the innermost. */
  readonly steps: readonly Step[];
  /** Layers inside these that are not shown. */
  readonly omitted: number;
  readonly size: number;
  /** Bytes of layers 5 to 7: what all the rest is for. */
  readonly data: number;
  /** The first bytes as bits. */
  readonly bits: string;
  readonly title: string;
}

/** More layers than these no drawing holds. */
const mostSteps = 10;

/** The wrapping of a packet. */
export function wrappingOf(packet: Packet, bitsShown: number): Wrapping {
  const { bytes } = packet;
  const layers = packet.layers.filter(({ name, end, start }) => name !== "Padding" && end > start);
  const size = bytes.length;
  const outermostOfData = layers.find(({ definition }) => definition.layer >= 5);
  const data = outermostOfData ? outermostOfData.end - outermostOfData.start : 0;
  const nodes = packet.tree();
  const steps = layers.slice(0, mostSteps).map((layer, i): Step => {
    const inner = layers[i + 1];
    const carried = inner ? inner.end - inner.start : layer.end - layer.start - layer.header;
    // What an outermost layer does not count, as the padding of a frame, is in it all the same.
    const end = i === 0 ? size : layer.end;
    return {
      layer: layer.definition.layer as LayerNumber,
      name: readableText(layer.name),
      pdu: readableText(layer.definition.pdu),
      header: layer.header,
      carried,
      trailer: Math.max(0, end - layer.start - layer.header - carried),
      nextField: nextFieldText(layer, nodes[layer.at]!.kids),
    };
  });
  const overhead = size - data;
  const percent = size === 0 ? 0 : Math.round((100 * overhead) / size);
  return {
    steps,
    omitted: layers.length - steps.length,
    size,
    data,
    bits: bitsOf(bytes, bitsShown),
    title: `${bytesText(size)}: ${bytesText(data)} of data, ${bytesText(overhead)} around it (overhead ${percent} %)`,
  };
}

/** All that one layer hands to the next: its header, what it carries, what lies behind. */
export const sizeOf = ({ header, carried, trailer }: Step): number => header + carried + trailer;

/** The field by which the receiver knows whose the rest is; of a transport, the port. */
function nextFieldText(
  { definition }: PlacedLayer,
  fields: readonly { readonly label: string; readonly value: unknown; readonly text: string }[],
): string | undefined {
  const { selector, details } = definition;
  const name = selector?.name ?? (details.ports ? "dport" : undefined);
  const field = fields.find(({ label }) => label === name);
  return field && `${field.label} = ${valueText(field)}`;
}

/** `01000101 00000000 …` */
function bitsOf(bytes: Uint8Array, most: number): string {
  const octets = Array.from(bytes.subarray(0, most), (byte) => byte.toString(2).padStart(8, "0"));
  return bytes.length > most ? `${octets.join(" ")} …` : octets.join(" ");
}

/** The steps, in the order of the sender (down) or of the receiver (up). */
export function stepTexts({ steps, size }: Wrapping, direction: "down" | "up"): string[] {
  const physical = `layer 1: ${size === 0 ? "no bits" : `these bytes as ${8 * size} bits`}`;
  const texts = steps.map((step) => (direction === "down" ? wraps(step) : unwraps(step)));
  return direction === "down" ? [...texts.reverse(), physical] : [physical, ...texts];
}

function wraps(step: Step): string {
  const { layer, name, pdu, header, carried, trailer } = step;
  const who = `layer ${layer}, ${name}`;
  if (carried === 0 && trailer === 0)
    return `${who}: ${bytesText(header)}${pdu === "data" ? " of data" : `, a ${pdu}`}`;
  const behind = trailer > 0 ? ` and ${bytesText(trailer)} of padding behind` : "";
  return `${who}: ${bytesText(header)} of header before ${bytesText(carried)}${behind}: a ${pdu} of ${bytesText(sizeOf(step))}`;
}

function unwraps(step: Step): string {
  const { layer, name, pdu, header, carried, trailer, nextField } = step;
  const who = `layer ${layer}, ${name}`;
  if (carried === 0 && trailer === 0) {
    return `${who}: ${bytesText(header)}${pdu === "data" ? " of data" : `, a ${pdu} with nothing inside`}`;
  }
  const next = nextField === undefined ? "" : `; ${nextField} tells whom to give them to`;
  const behind = trailer > 0 ? ` and ${bytesText(trailer)} of padding` : "";
  return `${who}: takes ${bytesText(header)} of header${behind} off a ${pdu} of ${bytesText(sizeOf(step))}, ${bytesText(carried)} ${carried === 1 ? "is" : "are"} left${next}`;
}
