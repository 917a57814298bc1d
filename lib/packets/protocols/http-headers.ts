/** The header fields of an HTTP message (RFC 9112 §5): a line each, a name, a colon and a value. */

import { typedValue } from "../../errors";
import { quotedBytes } from "../bytes-as-text";
import { Refusal } from "../error";
import { decodeText, encodeText } from "../fields/text";
import type { Field, Part } from "../model/field";
import { beforeBlanks, behindBlanks, find, lineEnd, part, same, textEnd } from "./http-line";

/**
 * One line of the header as you write it: a name and a value; `"Content-Length"` alone, whose value is worked out; or
 * bytes, which are written as they are, with their line end.
 */
export type HTTPHeaderInit = readonly [name: string, value: string | number] | "Content-Length" | Uint8Array;

/** One line of the header, as it is read. */
export type HTTPHeader = readonly [name: string, value: string];

/** The header as you write it: a list, or an object with the values by their names. */
export type HTTPHeadersInit = readonly HTTPHeaderInit[] | { readonly [name: string]: string | number };

const COLON = 58;
const counted = "Content-Length";

/** A header line where it lies: its name up to the colon, its value, its end; a folded one has several lines. */
interface Line {
  readonly from: number;
  readonly to: number;
  readonly nameEnd: number;
  readonly name: string;
  readonly value: string;
  /** The text of the value where it is one piece. */
  readonly at: readonly [from: number, to: number];
  readonly folded: boolean;
}

/** The lines from `from` up to `to`. */
export function* headerLines(b: Uint8Array, from: number, to: number): Iterable<Line> {
  for (let at = from; at < to; ) {
    const first = lineEnd(b, at, to);
    let end = first;
    // A line that begins with a blank goes on with the one before (RFC 9112 §5.2).
    while (end < to && behindBlanks(b, end, end + 1) > end) end = lineEnd(b, end, to);
    const text = textEnd(b, at, first);
    const colon = find(b, COLON, at, text);
    const nameEnd = colon < text ? colon : at;
    const start = behindBlanks(b, nameEnd === at ? at : nameEnd + 1, text);
    const stop = beforeBlanks(b, text, start);
    const pieces = [decodeText(b.subarray(start, stop))];
    for (let next = first; next < end; ) {
      const nextEnd = lineEnd(b, next, end);
      const piece = behindBlanks(b, next, nextEnd);
      pieces.push(decodeText(b.subarray(piece, beforeBlanks(b, textEnd(b, piece, nextEnd), piece))));
      next = nextEnd;
    }
    yield {
      from: at,
      to: end,
      nameEnd,
      name: decodeText(b.subarray(at, nameEnd)),
      value: pieces.join(" "),
      at: [start, stop],
      folded: end > first,
    };
    at = end;
  }
}

/** Bytes up to the line that ends the header, which is empty; up to `limit` if it is not there. */
function headersSize(b: Uint8Array, at: number, limit: number): number {
  let to = at;
  while (to < limit) {
    const end = lineEnd(b, to, limit);
    if (b[end - 1] === 10 && textEnd(b, to, end) === to) break;
    to = end;
  }
  return to - at;
}

/** The bytes of one line. */
function lineBytes(header: HTTPHeaderInit): Uint8Array {
  if (header instanceof Uint8Array) return header;
  return typeof header === "string"
    ? encodeText(`${header}: 0\r\n`)
    : encodeText(`${header[0]}: ${header[1]}\r\n`);
}

function parseHeaders(value: unknown): HTTPHeaderInit[] {
  const list: unknown[] | undefined = Array.isArray(value)
    ? value
    : typeof value === "object" && value !== null
      ? Object.entries(value)
      : undefined;
  if (!list) throw new Refusal(`${typedValue(value)} is not a header`, `Write { Host: "example.com" }.`);
  return list.map((header) => {
    if (header instanceof Uint8Array) return header.slice();
    if (header === counted) return counted;
    const [name, text] = Array.isArray(header) ? header : [];
    if (typeof name === "string" && (typeof text === "string" || typeof text === "number")) {
      return [name, String(text)] as const;
    }
    throw new Refusal(
      `${typedValue(header)} is not a line of a header`,
      `Write ["Host", "example.com"]; only "Content-Length" can stand alone, to be worked out.`,
    );
  });
}

/** The field: all lines up to the empty one. */
export function httpHeaders(doc: string): Field<HTTPHeadersInit, readonly HTTPHeader[]> {
  const field: Field<unknown, readonly HTTPHeaderInit[]> = {
    doc,
    bits: 0,
    default: [],
    extent: (_known, left, b, at) => headersSize(b, at, at + left),
    size: (value) => value.reduce((size, header) => size + lineBytes(header).length, 0),
    read: (b, bit, bits) =>
      Array.from(headerLines(b, bit >>> 3, (bit + bits) >>> 3), ({ name, value }) => [name, value] as const),
    write(b, bit, _bits, value) {
      let at = bit >>> 3;
      for (const header of value) {
        b.set(lineBytes(header), at);
        at += lineBytes(header).length;
      }
    },
    parse: parseHeaders,
    complete: (value, carried) =>
      value.includes(counted)
        ? value.map((header) => (header === counted ? ([counted, String(carried())] as const) : header))
        : value,
    text: (value) => `[${value.map(headerText).join(", ")}]`,
    keep: (b, bit, bits, _origin, carried) =>
      Array.from(
        headerLines(b, bit >>> 3, (bit + bits) >>> 3),
        ({ name, value, from, to }): HTTPHeaderInit => {
          const wire = b.slice(from, to);
          if (!same(lineBytes([name, value]), wire)) return wire;
          return name === counted && value === String(carried) ? counted : [name, value];
        },
      ),
    kids: (b, bit, bits) =>
      Array.from(headerLines(b, bit >>> 3, (bit + bits) >>> 3), (line) => linePart(b, line)),
  };
  return field as Field<HTTPHeadersInit, readonly HTTPHeader[]>;
}

function headerText(header: HTTPHeaderInit): string {
  if (header instanceof Uint8Array) return quotedBytes(header);
  const [name, value] = typeof header === "string" ? [header, undefined] : header;
  return `${quotedBytes(encodeText(name)).slice(1, -1)}: ${value === undefined ? "(worked out)" : quotedBytes(encodeText(String(value))).slice(1, -1)}`;
}

function linePart(b: Uint8Array, { from, to, nameEnd, name, value, at, folded }: Line): Part {
  const pieces = [
    ...(nameEnd > from ? [part("name", b, from, nameEnd), part("colon", b, nameEnd, at[0])] : []),
    ...(folded
      ? [part("value", b, at[0], to)]
      : [part("value", b, at[0], at[1]), part("line end", b, at[1], to)]),
  ];
  return {
    label: name || "(no name)",
    bit: 8 * from,
    bits: 8 * (to - from),
    value,
    text: quotedBytes(encodeText(value)).slice(1, -1),
    kids: pieces.filter(({ bits }) => bits > 0),
  };
}
