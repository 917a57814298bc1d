/** osi.header(): the box diagram of a header as the RFCs draw it, from the field table; empty, or with a packet's values. */

import { checkedOptions, type NamesOf } from "../../errors";
import type { AnyProtocol, Definition, Packet, PacketNode } from "../../packets";
import { PacketLayer, packet } from "../../packets";
import type { LayerNumber } from "../../view";
import { bytesText, clip, drawingAndText, type View, view, visible, wrap } from "../../view";
import { verdictText } from "../drawing/marks";
import { type PacketLike, packetOf, type ReadOptions, readNames } from "../input/packets";
import { refusal } from "../input/refusal";
import { boxSvg } from "./box-svg";
import { type BoxLines, boxText } from "./box-text";
import { type Box, type BoxNames, boxesOf, valueText } from "./boxes";
import { rowsOf } from "./rows";

/** Options of a header. */
export interface HeaderOptions extends ReadOptions {
  /** `"rfc"` (default) writes the standard's names into the boxes, `"fields"` those that cells write. */
  readonly names?: BoxNames;
  /** The characters of the text: `"ascii"` (default), as in the RFCs, or `"unicode"`. */
  readonly lines?: BoxLines;
  /** Which layer, where a packet has several of this protocol: 0 for the outermost. */
  readonly nth?: number;
}

const headerNames: NamesOf<HeaderOptions> = { ...readNames, names: true, lines: true, nth: true };

/** A header that is ready to be drawn. */
export interface HeaderDrawing {
  readonly title: string;
  readonly layer: LayerNumber;
  readonly boxes: readonly Box[];
  readonly notes: readonly string[];
}

/**
 * The header of a protocol as the RFCs draw it, 32 bits a row: empty, or of a layer that you wrote with what you set.
 * Dotted borders are around what has no fixed size.
 *
 * @param of a protocol (`TCP`), or a layer (`TCP({ dport: 80 })`)
 * @throws NetcellError `EINVAL` when it is something else
 * @example
 * ```ts
 * import { osi, TCP } from "netcell";
 * osi.header(TCP)
 * ```
 */
export function header(of: AnyProtocol | PacketLayer<object, never>, options?: HeaderOptions): View;
/**
 * The header of a layer in a packet, with the values that it holds there, its options one by one, and what is wrong
 * with it.
 *
 * @throws NetcellError `EINVAL` when the packet has no such layer
 * @example
 * ```ts
 * import { osi, packet, IP, TCP } from "netcell";
 * osi.header(packet(IP(), TCP({ dport: "https", options: [["MSS", 1460]] })), TCP)
 * ```
 */
export function header(packet: PacketLike, protocol: AnyProtocol, options?: HeaderOptions): View;
export function header(
  of: AnyProtocol | PacketLike,
  second?: AnyProtocol | HeaderOptions,
  third?: HeaderOptions,
): View {
  const options = headerOptions(isProtocol(second) ? third : second);
  const drawing = drawingOf(of, isProtocol(second) ? second : undefined, options);
  const text = (lines: BoxLines) =>
    [drawing.title, "", ...boxText(rowsOf(drawing.boxes), lines), ...notesText(drawing)].join("\n");
  const svg = () => boxSvg(drawing);
  return view({
    text: () => text(options.lines ?? "ascii"),
    svg,
    html: () => drawingAndText(`Header of ${drawing.title}`, svg(), text(options.lines ?? "ascii")),
  });
}

const isProtocol = (value: unknown): value is AnyProtocol =>
  typeof value === "function" && typeof (value as Partial<AnyProtocol>).definition === "object";

function drawingOf(
  of: AnyProtocol | PacketLike,
  protocol: AnyProtocol | undefined,
  options: HeaderOptions,
): HeaderDrawing {
  if (protocol) return ofPacket(packetOf(of, "header", options).packet, protocol, options);
  if (isProtocol(of)) return ofProtocol(of, options);
  if (of instanceof PacketLayer) return ofLayer(of, options);
  const { layers } = packetOf(of, "header", options).packet;
  throw refusal(
    "header",
    of,
    " and not told which of its headers to draw",
    `Write osi.header(packet, ${layers.at(-1)?.name ?? "IP"}). ${named(layers)}`,
  );
}

function named(layers: Packet["layers"]): string {
  return `Its layers are ${clip(layers.map(({ name }) => name).join(", "), 200) || "none"}.`;
}

function notesText({ notes }: HeaderDrawing): string[] {
  return notes.length === 0 ? [] : ["", ...notes.flatMap((note) => wrap(note, 65))];
}

function ofProtocol(protocol: AnyProtocol, options: HeaderOptions): HeaderDrawing {
  const made = packet(protocol());
  const { definition } = protocol;
  return drawn(made.tree()[0]!, definition, options, { empty: true, valueOf: () => undefined });
}

/** Only what was set is written: the rest depends on the packet. */
function ofLayer(layer: PacketLayer<object, never>, options: HeaderOptions): HeaderDrawing {
  const { definition, set } = layer;
  return drawn(packet(layer).tree()[0]!, definition, options, {
    empty: true,
    valueOf: (node) => (node.label in set ? valueText(node, definition) : undefined),
  });
}

function ofPacket(of: Packet, protocol: AnyProtocol, options: HeaderOptions): HeaderDrawing {
  const { definition } = protocol;
  const alike = of.layers.filter((layer) => layer.definition === definition);
  const layer = alike[options.nth ?? 0];
  if (!layer) {
    const many = options.nth === undefined ? "" : ` number ${options.nth}`;
    throw refusal("header", of, `, in which there is no ${definition.name} layer${many}`, named(of.layers));
  }
  return drawn(of.tree()[layer.at]!, definition, options, {
    empty: false,
    valueOf: (node) => valueText(node, definition),
  });
}

function drawn(
  node: PacketNode,
  definition: Definition,
  { names = "rfc" }: HeaderOptions,
  how: { readonly empty: boolean; valueOf(field: PacketNode): string | undefined },
): HeaderDrawing {
  const { boxes, left } = boxesOf({ node, definition, names, ...how });
  const { name, title, rfc } = definition;
  return {
    title: `${name}: ${title} (${rfc})`,
    layer: definition.layer as LayerNumber,
    boxes,
    notes: [
      ...(how.empty ? sometimes(node, definition) : [sizeNote(node), ...findings(node)]),
      ...(left > 0 ? [`${left} more fields are not drawn.`] : []),
    ],
  };
}

/** The fields that are in other headers of this protocol. */
function sometimes({ kids }: PacketNode, { slots }: Definition): string[] {
  const here = new Set(kids.map(({ label }) => label));
  const absent = slots.filter(({ name }) => !here.has(name)).map(({ name }) => name);
  return absent.length > 0 ? [`In other headers, as the fields before them say: ${absent.join(", ")}.`] : [];
}

function sizeNote({ bit, bits }: PacketNode): string {
  const at = bit / 8;
  return bits === 0 ? "Nothing of it is here." : `${bytesText(bits / 8)} of the packet, from byte ${at} on.`;
}

const mostFindings = 8;

function findings({ kids, notes }: PacketNode): string[] {
  const all = [...notes, ...kids.flatMap((field) => field.notes)].filter(({ level }) => level !== "ok");
  const texts = all.slice(0, mostFindings).map((verdict) => clip(visible(verdictText(verdict)), 300));
  return all.length > mostFindings ? [...texts, `and ${all.length - mostFindings} more.`] : texts;
}

const choices = { names: ["rfc", "fields"], lines: ["ascii", "unicode"] } as const;

function headerOptions(options: HeaderOptions = {}): HeaderOptions {
  checkedOptions(options, headerNames);
  for (const [name, allowed] of Object.entries(choices)) {
    const value = (options as Readonly<Record<string, unknown>>)[name];
    if (value === undefined || (allowed as readonly unknown[]).includes(value)) continue;
    throw refusal(
      "header",
      value,
      ` as its option ${name}`,
      `Take ${allowed.map((each) => JSON.stringify(each)).join(" or ")}.`,
    );
  }
  return options;
}
