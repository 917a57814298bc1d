/** Lines of a hexdump: sixteen bytes with their place, in hexadecimal and as characters of ASCII. */

const perLine = 16;

/** How the lines are written. */
export interface HexLines {
  /** The place of the first byte (default: 0). */
  readonly from?: number;
  /** Digits of a place (default: 4). */
  readonly digits?: number;
  /** Whether a gap parts each line in two halves of eight bytes (default: false). */
  readonly halves?: boolean;
}

/** `0000  47 45 54 20 2f 20 48 54 54 50 2f 31 2e 30 0d 0a  GET / HTTP/1.0..` */
export function* hexLines(
  bytes: Uint8Array,
  { from = 0, digits = 4, halves = false }: HexLines = {},
): Generator<string> {
  for (let at = 0; at < bytes.length; at += perLine) {
    const line = [...bytes.subarray(at, at + perLine)];
    const hex = line.map((byte) => byte.toString(16).padStart(2, "0"));
    const columns = halves
      ? `${hex.slice(0, perLine / 2).join(" ")}  ${hex.slice(perLine / 2).join(" ")}`.padEnd(3 * perLine)
      : hex.join(" ").padEnd(3 * perLine - 1);
    const ascii = line
      .map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : "."))
      .join("");
    yield `${(from + at).toString(16).padStart(digits, "0")}  ${columns}  ${ascii}`;
  }
}
