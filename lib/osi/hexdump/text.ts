/** A dump as text: bytes and characters, a bar where a layer begins and its name at the end of the line. */

import { bytesText } from "../../view";
import type { Piece } from "./dump";

/** Bytes on a line. */
export const perLine = 16;

/** The lines of a piece, the first one its title. */
export function dumpLines(piece: Piece): string[] {
  const lines = [piece.title];
  for (let from = 0; from < piece.shown; from += perLine) {
    lines.push(bytesLine(piece, from));
    const marks = markLine(piece, from);
    if (marks !== undefined) lines.push(marks);
  }
  const left = piece.total - piece.shown;
  return left > 0 ? [...lines, `… ${bytesText(left)} more, not shown here`] : lines;
}

/** `0010   7f 00 00 01│00 14 00 50  00 00 00 00 50 02 20 00  .......P....P. .  4 TCP` */
function bytesLine({ bytes, shown, heads }: Piece, from: number): string {
  let hex = "";
  let characters = "";
  const names: string[] = [];
  for (let at = from; at < from + perLine; at++) {
    const head = at < shown ? heads.find((each) => each.from === at) : undefined;
    if (head) names.push(`${head.layer} ${head.name}`);
    const gap = at === from ? " " : at === from + perLine / 2 ? "  " : " ";
    hex += head ? `${gap.slice(1)}│` : gap;
    hex += at < shown ? hexadecimal(bytes[at]!) : "  ";
    if (at < shown) characters += character(bytes[at]!);
  }
  return `${offsetText(from)} ${hex}  ${characters.padEnd(perLine)}  ${names.join(", ")}`.trimEnd();
}

export const offsetText = (at: number): string => at.toString(16).padStart(4, "0");
export const hexadecimal = (byte: number): string => byte.toString(16).padStart(2, "0");
export const character = (byte: number): string =>
  byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : ".";

/** Carets under the digits that are marked, each four bits, and what they are where they begin. */
function markLine({ marked, shown }: Piece, from: number): string | undefined {
  const carets = new Array<string>(3 * perLine + 1).fill(" ");
  const words: string[] = [];
  for (const { bit, bits, words: said } of marked) {
    const first = Math.max(bit, 8 * from);
    const last = Math.min(bit + bits, 8 * Math.min(shown, from + perLine)) - 1;
    if (first > last) continue;
    for (let digit = first >> 2; digit <= last >> 2; digit++)
      carets[columnOf((digit >> 1) - from, digit & 1)] = "^";
    if (first === bit) words.push(said);
  }
  if (!carets.includes("^")) return undefined;
  return `${" ".repeat(5)}${carets.join("")}  ${words.join(", ")}`.trimEnd();
}

/** The column of a digit behind the offset. */
function columnOf(place: number, digit: number): number {
  return 1 + 3 * place + (place >= perLine / 2 ? 1 : 0) + digit;
}
