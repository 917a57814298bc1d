/** Bytes in hexadecimal and in ASCII, sixteen on a line: the one layout of every dump. */

/** Bytes on a line. */
export const bytesPerLine = 16;

/** The layout of bytes in lines. */
export interface HexOptions {
  /** The offset of the first byte, as it is printed (default: 0). */
  readonly first?: number;
  /** Digits of an offset (default: 4). */
  readonly digits?: number;
  /** Whether there is a gap after eight bytes (default: true). */
  readonly halves?: boolean;
  /** At most so many lines. */
  readonly most?: number;
}

/** A line of a dump. */
export interface HexLine {
  /** Its bytes: the first, and the first behind the last, counted in what is dumped. */
  readonly from: number;
  readonly to: number;
  /** `0010` */
  readonly offset: string;
  /** The digits with the spaces between them, padded to the width of a full line; {@link hexColumn} says where each byte is. */
  readonly hex: string;
  /** A character for each byte, `.` for those that are not printable ASCII. */
  readonly ascii: string;
}

/** The lines of these bytes. */
export function hexLines(
  bytes: Uint8Array,
  { first = 0, digits = 4, halves = true, most = Number.POSITIVE_INFINITY }: HexOptions = {},
): HexLine[] {
  const lines: HexLine[] = [];
  for (let from = 0; from < bytes.length && lines.length < most; from += bytesPerLine) {
    const to = Math.min(bytes.length, from + bytesPerLine);
    let hex = "";
    let ascii = "";
    for (let at = from; at < to; at++) {
      const byte = bytes[at]!;
      hex = hex.padEnd(hexColumn(at - from, halves)) + byte.toString(16).padStart(2, "0");
      ascii += byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : ".";
    }
    const offset = (first + from).toString(16).padStart(digits, "0");
    lines.push({ from, to, offset, hex: hex.padEnd(hexColumn(bytesPerLine, halves)), ascii });
  }
  return lines;
}

/** The column of a byte's digits in {@link HexLine.hex}, by its place on the line; of 16, the end of a full line. */
export function hexColumn(place: number, halves = true): number {
  const gap = halves && place >= bytesPerLine / 2 ? 1 : 0;
  return 3 * place + gap - (place >= bytesPerLine ? 1 : 0);
}

/** `0000  47 45 54 20 2f 20 48 54  54 50 2f 31 2e 30 0d 0a  GET / HTTP/1.0..` */
export function hexText(bytes: Uint8Array, options: HexOptions = {}): string[] {
  return hexLines(bytes, options).map(({ offset, hex, ascii }) => `${offset}  ${hex}  ${ascii}`);
}
