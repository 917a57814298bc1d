/** The words for a node of a packet's tree: its value, its width, the bits it takes among its neighbours. */
import type { Packet } from "../../packets";
import { bytesText, clip, plural, visible } from "../../view";
import { payloadText } from "../drawing/payload";

/** A node, or a part of a field, as far as its value is concerned. */
export interface Fieldlike {
  readonly value: unknown;
  readonly text: string;
  readonly digits?: string | undefined;
  readonly meaning?: string | undefined;
  readonly kids?: readonly unknown[] | undefined;
}

/** Columns that a value takes at most. */
const longest = 96;

/** `80 (http)`, `0x7cbb`, `"GET / HTTP/1.0\r\n"`; of a list of parts nothing, since they follow. */
export function valueText({ value, text, digits = text, meaning, kids = [] }: Fieldlike): string {
  if (value instanceof Uint8Array) return payloadText(value, longest);
  if (Array.isArray(value) && kids.length > 0) return "";
  const plain = digits === text ? text : `${digits} (${text})`;
  // What a set of flags means, each of them says.
  const more = meaning === undefined || meaning === text || kids.length > 0 ? "" : ` (${meaning})`;
  return readableText(plain + more);
}

/** Text that may come from the wire: everything in it shows, and it ends somewhere. */
export function readableText(text: string): string {
  return clip(visible(text.slice(0, 4 * longest)), longest);
}

/** `60 bytes`, `60 of 1514 bytes kept` */
export function sizeText({ bytes, missing }: Packet): string {
  return missing > 0
    ? `${bytes.length} of ${bytesText(bytes.length + missing)} kept`
    : bytesText(bytes.length);
}

/** `4 bits`, `16 bits`; of more than 64, `16 bytes`. */
export function widthText(bits: number): string {
  return bits > 64 || bits === 0
    ? `${bits >>> 3} ${plural(bits >>> 3, "byte")}`
    : `${bits} ${plural(bits, "bit")}`;
}

/** Is it a flag: one bit of a set of them? */
export function isFlag(part: { readonly bits: number }, around: { readonly bits: number }): boolean {
  return part.bits === 1 && around.bits > 1 && around.bits <= 16;
}

/** `.......1.`: the bit among those around it. */
export function bitPattern(
  { bit, value }: { readonly bit: number; readonly value: unknown },
  around: { readonly bit: number; readonly bits: number },
): string {
  const before = bit - around.bit;
  return `${".".repeat(before)}${value ? 1 : 0}${".".repeat(around.bits - before - 1)}`;
}

/** `bytes 14–33`, `byte 14`, `no bytes` */
export function rangeText(start: number, length: number, to = "–"): string {
  if (length === 0) return "no bytes";
  return length === 1 ? `byte ${start}` : `bytes ${start}${to}${start + length - 1}`;
}
