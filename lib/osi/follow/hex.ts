/** Bytes in hexadecimal, sixteen a line, with their places and what of them is ASCII. */
const perLine = 16;
const mostLines = 300;

/** `0000  47 45 54 20 2f …  GET /…` */
export function hexLines(bytes: Uint8Array, { from }: { readonly from: number }): string[] {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length && lines.length <= mostLines; at += perLine) {
    const part = [...bytes.subarray(at, at + perLine)];
    const hex = part.map((byte) => byte.toString(16).padStart(2, "0"));
    const left = hex.slice(0, perLine / 2).join(" ");
    const digits = `${left}  ${hex.slice(perLine / 2).join(" ")}`.padEnd(3 * perLine);
    const ascii = part
      .map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : "."))
      .join("");
    lines.push(`${(from + at).toString(16).padStart(8, "0")}  ${digits}  ${ascii}`);
  }
  return lines;
}
