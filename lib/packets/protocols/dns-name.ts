/** Domain names in messages (RFC 1035 §3.1, §4.1.4): labels, and pointers to names that were written before. */

import { typedValue } from "../../errors";
import { scapyValue } from "../describe/code";
import { Refusal } from "../error";
import { decodeText, encodeText } from "../fields/text";
import type { Field, FieldOptions, Fields, Part } from "../model/field";

/**
 * A domain name as you write it: `"www.example.com"`, the dot at its end may be left out. In a label `\.` stands for a
 * dot, `\\` for a backslash, `\007` for the byte 7 (RFC 1035 §5.1). A list is written as it is: labels, and at its end
 * a number, which points to the byte of the message where the name goes on, or `""` for the root: `["www", 12]`.
 */
export type DNSName = string | readonly (string | number)[];

/** Names take at most 255 bytes (RFC 1035 §2.3.4), labels 63. */
const longest = 255;
const longestLabel = 63;
/** The first two bits of a pointer; 01 and 10 are not in use (RFC 6891 §5). */
const pointer = 0xc0;

/** The result of `nameSize` for bytes that are not a name. */
export const NO_NAME = -1;

/** Bytes that the name at `at` takes there; more than there are up to `limit` if it is cut, `NO_NAME` if it is not one. */
export function nameSize(b: Uint8Array, at: number, limit: number): number {
  for (let to = at; ; ) {
    if (to >= limit) return to + 1 - at;
    const head = b[to]!;
    if (head === 0) return to + 1 - at;
    if (head >= pointer) return to + 2 - at;
    if (head > longestLabel) return NO_NAME;
    to += 1 + head;
  }
}

/** A name, with its pointers followed, as far as they can be. */
export interface ReadName {
  /** `"www.example.com."` */
  readonly name: string;
  /** The fault in it. */
  readonly problem?: string;
}

/**
 * Reads the name at `at` in the message that begins at `origin`. Every pointer has to lead to before the piece that it
 * stands in, so following them ends; names too long are read no further.
 */
export function readName(b: Uint8Array, at: number, limit: number, origin: number): ReadName {
  let name = "";
  let length = 0;
  let piece = at;
  for (let to = at; to < limit; ) {
    const head = b[to]!;
    if (head === 0) return { name: name || "." };
    if (head >= pointer) {
      const target = origin + (((head & 0x3f) << 8) | b[to + 1]!);
      if (target >= piece) {
        const problem = `points to byte ${target - origin}, which does not lie before it: not followed`;
        return { name: name || ".", problem: `${problem} (RFC 1035 §4.1.4)` };
      }
      piece = target;
      to = target;
      continue;
    }
    if (head > longestLabel || to + head >= limit)
      return { name: name || ".", problem: "leads to bytes that are not a name" };
    length += 1 + head;
    if (length >= longest)
      return { name: name || ".", problem: "takes more than 255 bytes: read no further (RFC 1035 §2.3.4)" };
    name += `${labelText(b.subarray(to + 1, to + 1 + head))}.`;
    to += 1 + head;
  }
  return { name: name || ".", problem: "leads to bytes that are not a name" };
}

/** Characters that would reverse a line of text, break it, or be taken for the end of the label. */
const special = /[.\\\p{C}\p{Zl}\p{Zp}]/gu;

/** A label as it stands in a name. */
function labelText(label: Uint8Array): string {
  let plain = "";
  for (const byte of label) {
    // Nearly all labels are plain ASCII: for a few letters a decoder takes much longer than this.
    if (byte <= 0x20 || byte >= 0x7f || byte === dot || byte === backslash) return escapedText(label);
    plain += String.fromCharCode(byte);
  }
  return plain;
}

const [dot, backslash] = [0x2e, 0x5c];

/** A label in which any bytes may be. */
function escapedText(label: Uint8Array): string {
  return decodeText(label).replace(special, (letter) =>
    letter === "." || letter === "\\"
      ? `\\${letter}`
      : Array.from(encodeText(letter), (byte) => `\\${String(byte).padStart(3, "0")}`).join(""),
  );
}

/** The labels of a name, as they are typed; an unescaped dot stands behind each, but for the last one. */
function labelsOf(name: string): string[] {
  if (name === "." || name === "") return [];
  const labels = Array.from(name.matchAll(/((?:\\\d{3}|\\.|[^.\\])*)(?:\.|$)/gsu), ([, label]) => label!);
  return labels.at(-1) === "" ? labels.slice(0, -1) : labels;
}

/** The bytes of a label with its length before them. */
function labelBytes(label: string): number[] {
  const bytes = (label.match(/\\\d{3}|\\.|[^\\]+/gsu) ?? []).flatMap((piece) => {
    if (/^\\\d{3}$/.test(piece)) return [Number(piece.slice(1))];
    return Array.from(encodeText(piece.startsWith("\\") ? piece.slice(1) : piece));
  });
  if (bytes.length > 0 && bytes.length <= longestLabel && bytes.every((byte) => byte <= 255)) {
    return [bytes.length, ...bytes];
  }
  throw new Refusal(
    bytes.length > longestLabel
      ? `the label ${typedValue(label)} takes ${bytes.length} bytes`
      : `${typedValue(label)} is not a label`,
    "A label takes 1 to 63 bytes; one dot stands between labels.",
  );
}

/** The bytes of a name as they are written. */
function nameBytes(name: DNSName): Uint8Array {
  if (typeof name === "string") return Uint8Array.from([...labelsOf(name).flatMap(labelBytes), 0]);
  return Uint8Array.from(
    name.flatMap((piece) => {
      if (typeof piece === "number") return [pointer | (piece >> 8), piece & 255];
      return piece === "" ? [0] : labelBytes(piece);
    }),
  );
}

function parseName(value: unknown): DNSName {
  if (typeof value === "string") {
    const { length } = nameBytes(value);
    if (length <= longest) return `${labelsOf(value).join(".")}.`;
    throw new Refusal(`${typedValue(value)} takes ${length} bytes`, "A name takes at most 255.");
  }
  if (Array.isArray(value) && value.length > 0) {
    const last = value.at(-1);
    const ends = last === "" || (Number.isInteger(last) && last >= 0 && last < 0x4000);
    if (ends && value.slice(0, -1).every((label) => typeof label === "string")) {
      for (const label of value.slice(0, -1)) labelBytes(label);
      return value.slice();
    }
  }
  throw new Refusal(
    `${typedValue(value)} is not a domain name`,
    `Write "www.example.com", or ["www", 12] to point to the rest of it at byte 12.`,
  );
}

/** A domain name that may point to an earlier one. */
export function domainName(
  options: FieldOptions & { readonly default?: string } = {},
): Field<DNSName, string> {
  return {
    default: ".",
    ...options,
    bits: 0,
    extent(_known: Fields, left, bytes, at) {
      const size = nameSize(bytes, at, at + left);
      return size === NO_NAME ? left + 1 : size;
    },
    size: (value) => nameBytes(value).length,
    read: (bytes, bit, bits, origin) => readName(bytes, bit >>> 3, (bit + bits) >>> 3, origin).name,
    write: (bytes, bit, _bits, value) => bytes.set(nameBytes(value), bit >>> 3),
    // What is read is always a string; a list is only ever typed.
    parse: (value) => parseName(value) as string,
    text: (value) => (typeof value === "string" ? value : JSON.stringify(value)),
    keep: (bytes, bit, bits, origin) => writtenAs(bytes, bit >>> 3, (bit + bits) >>> 3, origin) as string,
    kids: (bytes, bit, bits, origin) => nameParts(bytes, bit >>> 3, (bit + bits) >>> 3, origin),
    // scapy takes bytes that end as names do for names that are built already.
    scapy: (value) =>
      /^[\w.-]+$/.test(String(value)) && typeof value === "string"
        ? `'${value}'`
        : scapyValue(nameBytes(value)),
  };
}

/** The labels and the end of the name in these bytes. */
function pieces(
  b: Uint8Array,
  from: number,
  to: number,
): { at: number; size: number; value: string | number }[] {
  const found = [];
  for (let at = from; at < to; ) {
    const head = b[at]!;
    const size = head >= pointer ? 2 : Math.min(1 + head, to - at);
    const value =
      head >= pointer ? ((head & 0x3f) << 8) | b[at + 1]! : labelText(b.subarray(at + 1, at + size));
    found.push({ at, size, value });
    at += size;
  }
  return found;
}

/** The name as it has to be typed to give these bytes. */
function writtenAs(b: Uint8Array, from: number, to: number, origin: number): DNSName {
  const values = pieces(b, from, to).map(({ value }) => value);
  return typeof values.at(-1) === "number" || to - from > longest
    ? values
    : readName(b, from, to, origin).name;
}

function nameParts(b: Uint8Array, from: number, to: number, origin: number): Part[] {
  return pieces(b, from, to).map(({ at, size, value }) => {
    const place = { bit: 8 * at, bits: 8 * size, value };
    if (typeof value === "string") {
      return value === ""
        ? { ...place, label: "root", text: "", doc: "the root: here the name ends" }
        : { ...place, label: "label", text: value, doc: "a label: its length in a byte, and its text" };
    }
    const { name, problem } = readName(b, at, to, origin);
    return {
      ...place,
      label: "pointer",
      text: `to byte ${value}`,
      meaning: problem ?? `goes on as ${name}`,
      doc: "the name goes on where it stood before (RFC 1035 §4.1.4)",
    };
  });
}
