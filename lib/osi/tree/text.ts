/** The tree of one packet as text, as detailed as `tshark -V`, in lines that align. */
import type { Origin, PacketNode, PlacedLayer, Verdict } from "../../packets";
import { counted, pad, textWidth } from "../../view";
import { originMarks, provenanceWords, verdictMarks, verdictText } from "../drawing/marks";
import type { SeenPacket } from "../input/packets";
import {
  bitPattern,
  type Fieldlike,
  isFlag,
  rangeText,
  readableText,
  sizeText,
  valueText,
  widthText,
} from "./wording";

/** An item that has a line: a node of a packet's tree, or a part of a field. */
interface LineNode extends Fieldlike {
  readonly label: string;
  readonly bit: number;
  readonly bits: number;
  readonly doc?: string | undefined;
  readonly origin?: Origin;
  readonly notes?: readonly Verdict[];
  readonly kids?: readonly LineNode[] | undefined;
}

/** Layers that are drawn: a packet may be thousands of tunnels in each other. */
export const mostLayers = 20;

/** A line for the layers that are not drawn; empty where all are. */
export function moreLayers(count: number): string {
  return count > mostLayers ? `\n… ${counted(count - mostLayers, "more layer")}, not told here` : "";
}

/** The tree. */
export function treeText({ packet, origin }: SeenPacket): string {
  const { layers, built } = packet;
  const nodes = packet.tree();
  const drawn = nodes.slice(0, mostLayers).map((node, i) => layerText(node, layers[i]!.definition, built));
  return [
    `${sizeText(packet)}, ${provenanceWords[origin]}${drawn.join("")}${moreLayers(nodes.length)}`,
    ...(built ? [legend] : []),
  ].join("\n");
}

const legend = (["given", "derived", "computed", "default"] as const)
  .map((origin) => `${originMarks[origin].sign} ${originMarks[origin].word}`)
  .join("   ");

/** Each line begins with the end of the line above it. */
function layerText(
  node: PacketNode,
  { layer, name, title, rfc, slots }: PlacedLayer["definition"],
  signed: boolean,
): string {
  const range = rangeText(node.bit >>> 3, node.bits >>> 3, "-");
  const notes = node.notes.map((note) => noteLine("", note)).join("");
  const width = labelWidth(slots.map((slot) => ({ label: slot.name })));
  const fields = node.kids.map((field) => fieldLines(field, width, signed)).join("");
  return `\n${layer} ${readableText(name)} · ${readableText(title)}, ${readableText(rfc)} · ${range}${notes}${fields}`;
}

const margin = "    ";

/** The lines of a field with all its parts; `signed`: with a sign that says who set it. */
function fieldLines(field: LineNode, width: number, signed: boolean): string {
  const { doc, origin, notes = [] } = field;
  const sign = signed && origin ? `${originMarks[origin].sign} ` : "";
  const isRight = notes.some(({ level }) => level === "ok");
  const remarks = notes.filter(({ level }) => level !== "ok").map((note) => noteLine(margin, note));
  return `${lineHead(margin, field, width)}${lineTail(sign + valueText(field), doc, isRight)}${remarks.join("")}${partLines(field, `${margin}  `)}`;
}

/** The number of further lines that are allowed. */
interface Room {
  lines: number;
}

const mostParts = 120;

/** The lines of the parts that a field is made of; a packet may hold tens of thousands, so they are bounded. */
export function partLines(around: LineNode, indent: string, room: Room = { lines: mostParts }): string {
  const { kids = [] } = around;
  if (kids.length === 0 || room.lines <= 0) return "";
  const parts = kids.slice(0, room.lines);
  const width = labelWidth(parts);
  let lines = "";
  for (const part of parts) {
    if (room.lines-- <= 0) break;
    lines += isFlag(part, around)
      ? `\n${indent}${bitPattern(part, around)}  ${readableText(part.label).padEnd(width)}  ${readableText(part.text)}`
      : lineHead(indent, part, width) +
        lineTail(valueText(part), part.doc, false) +
        partLines(part, `${indent}  `, room);
  }
  return room.lines > 0 ? lines : `${lines}\n${indent}… there are more parts, which are not told here`;
}

/** The most columns that a label takes. */
const longestLabel = 24;

/** Columns that the longest of these labels takes. */
export function labelWidth(labelled: ReadonlyArray<{ readonly label: string }>): number {
  return labelled.reduce(
    (width, { label }) => Math.max(width, Math.min(longestLabel, textWidth(readableText(label)))),
    0,
  );
}

/** `    ttl         8 bits  ` */
function lineHead(indent: string, { label, bits }: LineNode, width: number): string {
  return `\n${indent}${pad(readableText(label), width)} ${widthText(bits).padStart(9)}  `;
}

/** Columns for the value, where what the field is for follows. */
const valueColumns = 26;
const rightMark = ` [${verdictMarks.ok.word}]`;

/** `64                          routers it may still pass (time to live)` */
function lineTail(value: string, doc: string | undefined, isRight: boolean): string {
  const mark = isRight ? rightMark : "";
  return doc === undefined ? `${value}${mark}` : `${pad(value, valueColumns - mark.length)}${mark}  ${doc}`;
}

/** A verdict on a layer or a field, on a line of its own. */
function noteLine(indent: string, note: Verdict): string {
  return `\n${indent}  ${readableText(verdictText(note))}`;
}
