/** Bytes as they are: payloads, padding, what nobody has named. */
import { type Field, type Known, Refusal, type Said, typed } from "../field";
import { bytesFromSlab } from "../slab";

/** What a field of bytes may say about itself. */
export interface BytesSaid extends Said {
  /** Bytes it takes when read; without it, all that the header has left. */
  readonly extent?: (known: Known, left: number) => number;
  /** Fills up with zeros, or cuts, to this many bytes when written. */
  readonly width?: (known: Known) => number;
}

const none = new Uint8Array(0);
const encoder = new TextEncoder();

/** A text's UTF-8. Short plain text is copied: an encoder's call costs more than that. */
export function utf8(text: string): Uint8Array {
  if (text.length > 64) return encoder.encode(text);
  const encoded = bytesFromSlab(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0x7f) return encoder.encode(text);
    encoded[i] = code;
  }
  return encoded;
}

/** So many bytes; a string stands for its UTF-8. */
export function bytes(said: BytesSaid = {}): Field<string | Uint8Array, Uint8Array> {
  const { width, ...rest } = said;
  return {
    ...rest,
    bits: 0,
    default: none,
    size: (value, known) => width?.(known) ?? value.length,
    read: (from, bit, bits) => from.slice(bit >>> 3, (bit + bits) >>> 3),
    write: (to, bit, bits, value) => to.set(value.subarray(0, bits >>> 3), bit >>> 3),
    parse(value) {
      if (typeof value === "string") return utf8(value);
      if (value instanceof Uint8Array) return value.slice();
      throw new Refusal(`${typed(value)} is neither text nor bytes`, "Take a string or a Uint8Array.");
    },
    text: quoted,
  };
}

/** Bytes as scapy quotes them: `'GET / HTTP/1.0\r\n\r\n'`, what cannot be printed as `\x00`. */
export function quoted(value: Uint8Array): string {
  let text = "";
  for (const byte of value) {
    text += named[byte] ?? (byte < 0x20 || byte > 0x7e ? `\\x${hex(byte)}` : String.fromCharCode(byte));
  }
  return `'${text}'`;
}

const named: Readonly<Record<number, string>> = { 9: "\\t", 10: "\\n", 13: "\\r", 39: "\\'", 92: "\\\\" };

/** Two digits for each byte, as in every hexdump. */
export function hex(value: number | Uint8Array): string {
  return typeof value === "number"
    ? value.toString(16).padStart(2, "0")
    : Array.from(value, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
