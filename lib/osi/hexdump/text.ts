/** A dump as text: bytes and characters, a bar where a layer begins and its name at the end of the line. */

import { bytesPerLine, bytesText, type HexLine, hexColumn, hexLines } from "../../view";
import type { Piece } from "./dump";

/** The lines of a piece, the first one its title. */
export function dumpLines(piece: Piece): string[] {
  const lines = hexLines(piece.bytes.subarray(0, piece.shownBytes)).flatMap((line) => [
    bytesLine(piece, line),
    ...markLine(piece, line),
  ]);
  const left = piece.total - piece.shownBytes;
  return [piece.title, ...lines, ...(left > 0 ? [`… ${bytesText(left)} more, not shown here`] : [])];
}

/** `0010   7f 00 00 01│00 14 00 50  00 00 00 00 50 02 20 00  .......P....P. .  4 TCP` */
function bytesLine({ heads }: Piece, { from, to, offset, hex, ascii }: HexLine): string {
  const digits = [...` ${hex}`];
  const here = heads.filter((head) => head.from >= from && head.from < to);
  for (const head of here) digits[hexColumn(head.from - from)] = "│";
  const names = here.map(({ layer, name }) => `${layer} ${name}`).join(", ");
  return `${offset} ${digits.join("")}  ${ascii.padEnd(bytesPerLine)}  ${names}`.trimEnd();
}

/** Carets under the digits that are marked, each four bits, and what they are where they begin. */
function markLine({ marked }: Piece, { from, to, hex }: HexLine): string[] {
  const carets = [...hex].fill(" ");
  const words: string[] = [];
  for (const { bit, bits, words: what } of marked) {
    const first = Math.max(bit, 8 * from);
    const last = Math.min(bit + bits, 8 * to) - 1;
    if (first > last) continue;
    for (let digit = first >> 2; digit <= last >> 2; digit++)
      carets[hexColumn((digit >> 1) - from) + (digit & 1)] = "^";
    if (first === bit) words.push(what);
  }
  if (!carets.includes("^")) return [];
  return [`${" ".repeat(6)}${carets.join("")}  ${words.join(", ")}`.trimEnd()];
}
