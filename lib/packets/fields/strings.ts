/** Texts one behind the other, each with its length in a byte before it: in DNS, and in ALPN. */
import { decodeText, encodeText } from "./text";

/** The texts in some bytes (RFC 1035 §3.3, RFC 7301 §3.1); undefined if they do not fill them exactly. */
export function stringsIn(bytes: Uint8Array, from = 0, to = bytes.length): string[] | undefined {
  const strings = [];
  let at = from;
  while (at < to) {
    const next = at + 1 + bytes[at]!;
    if (next > to) return undefined;
    strings.push(decodeText(bytes.subarray(at + 1, next)));
    at = next;
  }
  return strings;
}

/** Texts with their lengths before them. */
export function stringBytes(strings: readonly string[]): Uint8Array {
  return Uint8Array.from(
    strings.flatMap((text) => {
      const encoded = encodeText(text);
      return [encoded.length, ...encoded];
    }),
  );
}
