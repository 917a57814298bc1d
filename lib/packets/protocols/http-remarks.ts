/** Findings about the form of an HTTP message: line ends, folding, lengths, missing parts. */

import { endAt, type Frame, headerAt, idAt, startAt } from "../frame";
import { definitions, type Remark } from "../model/definition";
import { layoutOf } from "../model/layout";
import { type HTTPHeader, headerLines } from "./http-headers";
import { find } from "./http-line";

const CR = 13;
const LF = 10;

/** The remarks on layer `i`. */
export function* httpRemarks(frame: Frame, i: number): Iterable<Remark> {
  const { name } = definitions[idAt(frame, i)]!;
  const { fields, values } = layoutOf(frame, i);
  const start = startAt(frame, i);
  const header = start + headerAt(frame, i);
  const isWhole = (values.end as Uint8Array).length > 0;
  if (!isWhole) {
    const text = `the header of this ${name} goes on in the next segment`;
    yield { level: "note", about: "truncated", field: "end", text };
  }
  yield* firstLine(values, isWhole);
  if (bareLineFeed(frame.bytes, start, header)) {
    const text = "a line ends with LF alone, without CR before it: taken nevertheless (RFC 9112 §2.2)";
    yield { level: "warn", about: "protocol", text };
  }
  const lines = fields.find(({ slot }) => slot.name === "headers")!;
  yield* lineForms(frame.bytes, lines.bit >>> 3, (lines.bit + lines.bits) >>> 3);
  if (isWhole) yield* lengths(values.headers as readonly HTTPHeader[], endAt(frame, i) - header);
}

function* firstLine(
  { Method, Path, Http_Version, headers }: Readonly<Record<string, unknown>>,
  isWhole: boolean,
): Iterable<Remark> {
  if (Method === undefined) return;
  const wrong = (field: string, text: string): Remark => ({ level: "warn", about: "protocol", field, text });
  if (Http_Version === "" && isWhole)
    yield wrong("Http_Version", "no version: the form of HTTP/0.9, long out of use");
  if (/[ \t]/.test(Path as string)) yield wrong("Path", "a path has no blanks: write %20 (RFC 9112 §3.2)");
  const host = (headers as readonly HTTPHeader[]).some(([name]) => name.toLowerCase() === "host");
  if (Http_Version === "HTTP/1.1" && isWhole && !host) {
    yield wrong("headers", "no Host: HTTP/1.1 demands it (RFC 9112 §3.2)");
  }
}

function bareLineFeed(b: Uint8Array, from: number, to: number): boolean {
  for (let at = find(b, LF, from, to); at < to; at = find(b, LF, at + 1, to)) {
    if (at === from || b[at - 1] !== CR) return true;
  }
  return false;
}

function* lineForms(b: Uint8Array, from: number, to: number): Iterable<Remark> {
  const field = "headers";
  for (const { name, folded, nameEnd, from: at } of headerLines(b, from, to)) {
    const cutOff = to > 0 && b[to - 1] !== LF && !b.subarray(at, to).includes(LF);
    if (folded) {
      const text = `${name || "a line"} goes on in a second line, an obsolete form (RFC 9112 §5.2)`;
      yield { level: "warn", about: "protocol", field, text };
    }
    if (nameEnd === at && !cutOff) {
      yield {
        level: "error",
        about: "protocol",
        field,
        text: "a line without a name before a colon (RFC 9112 §5)",
      };
    } else if (/[ \t]$/.test(name)) {
      const text = `a blank between "${name.trimEnd()}" and the colon, which servers must refuse (RFC 9112 §5.1)`;
      yield { level: "error", about: "protocol", field, text };
    }
  }
}

function* lengths(headers: readonly HTTPHeader[], carried: number): Iterable<Remark> {
  const called = (wanted: string) =>
    headers.filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value);
  const [stated] = called("content-length");
  if (stated === undefined) return;
  const field = "headers";
  if (called("transfer-encoding").length > 0) {
    const text =
      "both Content-Length and Transfer-Encoding: two that read it may see two different ends (RFC 9112 §6.3)";
    yield { level: "error", about: "protocol", field, text };
  } else if (!/^\d+$/.test(stated)) {
    yield {
      level: "error",
      about: "protocol",
      field,
      text: `Content-Length ${JSON.stringify(stated)} is not a number (RFC 9110 §8.6)`,
    };
  } else if (Number(stated) < carried) {
    const text = `the body ends after ${stated} bytes, as Content-Length says: with the ${carried - Number(stated)} behind them another message begins (RFC 9112 §9.3.2)`;
    yield { level: "note", about: "protocol", field, text };
  } else if (Number(stated) > carried) {
    yield {
      level: "note",
      about: "truncated",
      field,
      text: `Content-Length says ${stated}; ${carried} of the body are in this segment`,
    };
  }
}
