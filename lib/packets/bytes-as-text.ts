/** Bytes and the text that stands for them: UTF-8, hexadecimal digits, quotes as scapy has them. */
import { bytesFromSlab } from "./slab";

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

/** Bytes as scapy quotes them: `'GET / HTTP/1.0\r\n\r\n'`, what cannot be printed as `\x00`. */
export function quotedBytes(value: Uint8Array): string {
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
