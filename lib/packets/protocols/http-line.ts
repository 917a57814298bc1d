/** The first line of an HTTP message: three words, a space behind each of the first two, CR and LF behind the last. */

import { typedValue } from "../../errors";
import { quotedBytes } from "../bytes-as-text";
import { Refusal } from "../error";
import { decodeText, encodeText } from "../fields/text";
import type { Field, Part } from "../model/field";

const LF = 10;
const CR = 13;
const SP = 32;
const HTAB = 9;

/** Where a byte is first found between `at` and `limit`; `limit` if it is not. The array may go on far behind. */
export function find(b: Uint8Array, byte: number, at: number, limit: number): number {
  let to = at;
  while (to < limit && b[to] !== byte) to++;
  return to;
}

/** The first byte behind the line that holds `at`; `limit` if it does not end before. */
export function lineEnd(b: Uint8Array, at: number, limit: number): number {
  return Math.min(find(b, LF, at, limit) + 1, limit);
}

/** Where the text of a line ends: before CR and LF, or LF alone. */
export function textEnd(b: Uint8Array, from: number, to: number): number {
  let end = to;
  if (end > from && b[end - 1] === LF) end--;
  if (end < to && end > from && b[end - 1] === CR) end--;
  return end;
}

const isBlank = (byte: number | undefined) => byte === SP || byte === HTAB;

/** The first byte behind the blanks that begin at `at`. */
export function behindBlanks(b: Uint8Array, at: number, limit: number): number {
  let to = at;
  while (to < limit && isBlank(b[to])) to++;
  return to;
}

/** The first byte of the blanks that end at `at`. */
export function beforeBlanks(b: Uint8Array, at: number, least: number): number {
  let from = at;
  while (from > least && isBlank(b[from - 1])) from--;
  return from;
}

/** Where a word of the line that ends at `end` ends, with the blanks behind it. */
export type WordEnd = (b: Uint8Array, at: number, end: number) => number;

/** At the first blank. */
export const firstWord: WordEnd = (b, at, end) => {
  for (let to = at; to < end; to++) if (isBlank(b[to])) return behindBlanks(b, to, end);
  return end;
};

/** "HTTP/", with which a version begins. */
const http = Uint8Array.of(72, 84, 84, 80, 47);

/** Whether a version of HTTP begins at `at`. */
export const isVersion = (b: Uint8Array, at: number, end: number): boolean =>
  at + http.length < end && http.every((byte, i) => b[at + i] === byte);

/** At the last blank, if a version follows: a path should have none in it, but then this one has (RFC 9112 §3.2). */
export const beforeVersion: WordEnd = (b, at, end) => {
  const text = textEnd(b, at, end);
  let last = text;
  while (last > at && !isBlank(b[last - 1])) last--;
  return last > at && isVersion(b, last, text) ? last : end;
};

/** To the end of the line. */
export const wholeRest: WordEnd = (_b, _at, end) => end;

/** Options of a word in the first line. */
export interface WordOptions {
  readonly default: string;
  readonly doc: string;
  readonly meaning?: (value: string) => string | undefined;
}

/**
 * A word of the first line. Bytes are written as they are, with what stands behind them: so a line is written as it was
 * read, whatever its blanks and ends.
 */
export function word(
  to: WordEnd,
  separator: " " | "\r\n",
  options: WordOptions,
): Field<string | number | Uint8Array, string> {
  const written = (value: string | Uint8Array) =>
    value instanceof Uint8Array ? value : encodeText(value + separator);
  const textOf = (b: Uint8Array, from: number, end: number) => {
    const text = textEnd(b, from, end);
    return beforeBlanks(b, text, from);
  };
  return {
    ...options,
    bits: 0,
    extent(_known, left, b, at, origin) {
      const end = lineEnd(b, origin, at + left);
      return at < end ? to(b, at, end) - at : 0;
    },
    size: (value) => written(value).length,
    read: (b, bit, bits) => decodeText(b.subarray(bit >>> 3, textOf(b, bit >>> 3, (bit + bits) >>> 3))),
    write: (b, bit, _bits, value) => b.set(written(value), bit >>> 3),
    parse(value) {
      if (typeof value === "string" || typeof value === "number") return String(value);
      // What is read is always a string; bytes are only ever typed.
      if (value instanceof Uint8Array) return value.slice() as unknown as string;
      throw new Refusal(`${typedValue(value)} is neither text nor bytes`, "Take a string.");
    },
    text: (value: string | Uint8Array) => quotedBytes(typeof value === "string" ? encodeText(value) : value),
    keep(b, bit, bits) {
      const wire = b.slice(bit >>> 3, (bit + bits) >>> 3);
      const value = decodeText(wire.subarray(0, textOf(wire, 0, wire.length)));
      return same(written(value), wire) ? value : (wire as unknown as string);
    },
    kids(b, bit, bits) {
      const from = bit >>> 3;
      const end = (bit + bits) >>> 3;
      const text = textOf(b, from, end);
      return [part("text", b, from, text), part(separator === " " ? "space" : "line end", b, text, end)];
    },
    cell: (value: string | Uint8Array) =>
      value instanceof Uint8Array ? `Uint8Array.of(${Array.from(value).join(", ")})` : JSON.stringify(value),
  };
}

/** Whether two pieces of bytes are the same. */
export function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

/** A piece of text as a part. */
export function part(label: string, b: Uint8Array, from: number, to: number): Part {
  const bytes = b.subarray(from, to);
  return { label, bit: 8 * from, bits: 8 * (to - from), value: decodeText(bytes), text: quotedBytes(bytes) };
}
