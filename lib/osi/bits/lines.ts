/** The lines of a drawing of bits: two bytes each, with their levels in some codes. */
import { printable } from "../../view";
import { type BitOrder, bitsOf, type Level, type LineCodeName, lineCodes } from "./line-codes";

/** Bytes in a line of the drawing. */
export const lineBytes = 2;
/** Lines that are drawn; of more bytes the rest is only counted. */
const mostLines = 8;
export const mostBytes = mostLines * lineBytes;

/** The levels of a line in one code. */
export interface Wave {
  readonly code: LineCodeName;
  readonly levels: readonly Level[];
  /** The level before the first of them. */
  readonly before: Level;
}

/** A line of the drawing. */
export interface BitLine {
  /** The label above each byte: `byte 0: 0x48 "H"`. */
  readonly heads: readonly string[];
  readonly bits: readonly number[];
  readonly waves: readonly Wave[];
}

/** The lines of these bytes from `start` on. */
export function linesOf(
  bytes: Uint8Array,
  start: number,
  order: BitOrder,
  codes: readonly LineCodeName[],
): BitLine[] {
  const lines: BitLine[] = [];
  // Levels go on from byte to byte: NRZI depends on all that was sent before.
  const end = Math.min(bytes.length, start + mostBytes);
  const sent = new Map(
    codes.map((code) => [code, lineCodes[code].encode(bitsOf(bytes.subarray(0, end), order), order)]),
  );
  for (let at = start; at < end; at += lineBytes) {
    const piece = bytes.subarray(at, Math.min(at + lineBytes, end));
    const waves = codes.map((code): Wave => {
      const { bits, levels } = lineCodes[code];
      const perByte = (8 / bits) * levels;
      const all = sent.get(code)!;
      const from = at * perByte;
      return { code, levels: all.slice(from, from + piece.length * perByte), before: all[from - 1] ?? "-" };
    });
    lines.push({
      heads: Array.from(piece, (byte, i) => `byte ${at + i}: ${headOf(byte)}`),
      bits: bitsOf(piece, order),
      waves,
    });
  }
  return lines;
}

function headOf(byte: number): string {
  const hex = `0x${byte.toString(16).padStart(2, "0")}`;
  return byte > 0x20 && byte < 0x7f ? `${hex} ${printable(Uint8Array.of(byte))}` : hex;
}
