/** A header as boxes in a row of bits, from its field table: empty, or with the values of one packet. */

import type { Definition, PacketNode } from "../../packets";
import { bytesText, counted, visible } from "../../view";

/** One box: a field, a bit of one, an option. */
export interface Box {
  /** The label in it. */
  readonly label: string;
  /** The name of its field, as cells write it. */
  readonly name: string;
  /** Its value, where a packet is drawn. */
  readonly value: string | undefined;
  /** Its first bit in the drawing. */
  readonly bit: number;
  /** The number of bits that it takes in the drawing. */
  readonly span: number;
  /** Its width, in words. */
  readonly width: string;
  /** Its width differs from packet to packet, or is too large to be drawn: the borders say so. */
  readonly open: boolean;
  /** A verdict calls its value wrong. */
  readonly wrong: boolean;
}

/** The labels of the boxes: the standard's names, or those that cells write. */
export type BoxNames = "rfc" | "fields";

/** Bits in a row of the drawing. */
export const rowBits = 32;

/** A field up to the size of an IPv6 address is drawn as large as it is; a list of options up to its limit, 40 bytes. */
const drawnInFull = 4 * rowBits;
const listDrawnInFull = 10 * rowBits;
const mostBoxes = 160;
/** Of a value, more than any box has room for. */
const mostText = 120;

/** The settings that decide how the fields of a layer become boxes. */
export interface Drawn {
  readonly node: PacketNode;
  readonly definition: Definition;
  readonly names: BoxNames;
  /** The value to write for a field, if any. */
  valueOf(field: PacketNode): string | undefined;
  /** Draw fields of no size too, as the table has them: their size is not known. */
  readonly empty: boolean;
}

/** The boxes of a layer, and how many fields had no room. */
export function boxesOf(drawn: Drawn): { readonly boxes: readonly Box[]; readonly left: number } {
  const boxes: Box[] = [];
  let bit = 0;
  let left = 0;
  for (const field of drawn.node.kids) {
    if (boxes.length >= mostBoxes) {
      left++;
      continue;
    }
    for (const box of boxesOfField(drawn, field, bit)) {
      boxes.push(box);
      bit = box.bit + box.span;
    }
  }
  return { boxes, left };
}

function boxesOfField(drawn: Drawn, node: PacketNode, bit: number): Box[] {
  const { definition, names, empty } = drawn;
  const field = definition.byName.get(node.label)?.field;
  const varies = field === undefined || field.bits === 0;
  const label = visible((names === "rfc" && field?.title) || node.label);
  const value = drawn.valueOf(node);
  const wrong = value !== undefined && node.notes.some(({ level }) => level === "error");
  const whole = { label, name: node.label, value, bit, wrong };

  if (empty && varies && (node.bits === 0 || node.bits > drawnInFull)) {
    return [
      { ...whole, label: `${label} (length varies)`, span: toRowEnd(bit), width: "any length", open: true },
    ];
  }
  if (node.bits === 0) return [];
  if (field?.bitTitles && names === "rfc") return singleBits(node, field.bitTitles, whole);
  const parts = varies && !empty && node.bits <= listDrawnInFull ? tiling(node) : [];
  if (parts.length > 0) {
    return parts.map((part) => ({
      label: visible(part.label),
      name: node.label,
      value: visibleText(part.text),
      bit: bit + part.bit - node.bit,
      span: part.bits,
      width: widthOf(part.bits),
      open: false,
      wrong,
    }));
  }
  const width = widthOf(node.bits);
  if (node.bits <= drawnInFull) return [{ ...whole, span: node.bits, width, open: varies && empty }];
  // As many bits into its last row as it really has, so that what follows stands where it should.
  const span = toRowEnd(bit) + rowBits + ((bit + node.bits) % rowBits);
  return [{ ...whole, label: `${label} (${width})`, span, width, open: true }];
}

function singleBits(node: PacketNode, titles: readonly string[], whole: Pick<Box, "bit" | "value">): Box[] {
  return titles.map((label, i) => ({
    label,
    name: node.label,
    value: whole.value === undefined ? undefined : String(node.kids[i]?.value ?? ""),
    bit: whole.bit + i,
    span: 1,
    width: widthOf(1),
    open: false,
    wrong: false,
  }));
}

/** The parts of a field, if they lie in it one behind the other without a hole. */
function tiling(node: PacketNode): readonly PacketNode[] {
  let at = node.bit;
  for (const part of node.kids) {
    if (part.bit !== at || part.bits <= 0) return [];
    at += part.bits;
  }
  return at === node.bit + node.bits ? node.kids : [];
}

/** A field's value as a reader wants it: the number, and its name if it has one. */
export function valueText({ label, value, text }: PacketNode, { byName }: Definition): string {
  if (text === "" && byName.get(label)?.field.kids && value === "") return "none";
  if (typeof value !== "number" || /^(0x[0-9a-f]+|[0-9]+)$/.test(text)) return visibleText(text);
  const number = byName.get(label)?.field.hex ? `0x${value.toString(16).padStart(4, "0")}` : value;
  return visibleText(`${number} (${text})`);
}

function visibleText(text: string): string {
  return visible(text.length > mostText ? `${text.slice(0, mostText)}…` : text);
}

/** "16 bits", "6 bytes". */
function widthOf(bits: number): string {
  return bits > rowBits && bits % 8 === 0 ? bytesText(bits / 8) : counted(bits, "bit");
}

function toRowEnd(bit: number): number {
  return rowBits - (bit % rowBits);
}
