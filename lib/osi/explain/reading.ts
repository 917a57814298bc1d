/** The reading of a turn's bytes: a protocol that is known here, lines of text, or data of the program's own. */
import { bytesText, clip, plural, printable } from "../../view";
import type { Turn } from "../input/exchange";

/** The meaning of a turn. */
export interface Reading {
  readonly kind: "http" | "tls" | "text" | "bytes";
  /** `an HTTP/1.1 request, GET /todos/1` */
  readonly says: string;
  /** Headers that say how the body is written down, layer 6's work. */
  readonly encodings: readonly string[];
  /** Names of headers by which a later connection can go on with this dialogue, layer 5's work. */
  readonly sessions: readonly string[];
}

/** Bytes of a turn that are looked at: enough for any usual message head. */
const readAtMost = 16 * 1024;
const quotedColumns = 40;

/** Reads the beginning of a turn. */
export function readTurn(turn: Turn): Reading {
  const bytes = beginning(turn);
  return readHttp(bytes) ?? readTls(bytes, turn.length) ?? readText(bytes, turn) ?? readOther(bytes, turn);
}

/** The bytes from the start, up to the first that the transcript did not keep. */
function beginning(turn: Turn): Uint8Array {
  const parts: Uint8Array[] = [];
  let taken = 0;
  for (const { bytes, length } of turn.rows) {
    const kept = bytes ?? new Uint8Array(0);
    parts.push(kept);
    taken += kept.length;
    if (kept.length < length || taken >= readAtMost) break;
  }
  return Buffer.concat(parts).subarray(0, readAtMost);
}

// RFC 9112, section 3 (request-line) and section 4 (status-line).
const requestLine = /^([A-Z]{3,16}) ([!-~]+) (HTTP\/\d\.\d)\r?\n/;
const statusLine = /^(HTTP\/\d\.\d) (\d{3})(?: ([ -~]*))?\r?\n/;

function readHttp(bytes: Uint8Array): Reading | undefined {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
  const request = requestLine.exec(text);
  const status = statusLine.exec(text);
  if (!request && !status) return undefined;
  const says = request
    ? `an ${request[3]} request, ${clip(`${request[1]} ${request[2]}`, quotedColumns)}`
    : `an ${status![1]} response, ${clip(`${status![2]} ${status![3] ?? ""}`.trim(), quotedColumns)}`;
  const [head = ""] = text.split(/\r?\n\r?\n/, 1);
  const encodings = [...head.matchAll(/^content-(?:type|encoding): *([ -~]+)/gim)].map(([line]) =>
    clip(line, quotedColumns),
  );
  // RFC 6265: what a cookie says may be secret, so only its header's name is shown.
  const sessions = [...head.matchAll(/^((?:set-)?cookie):/gim)].map(([, name]) => name!);
  return { kind: "http", says, encodings, sessions };
}

/** A TLS record that carries a handshake begins with 22, 3, and a minor version (RFC 8446, section 5.1). */
function readTls(bytes: Uint8Array, length: number): Reading | undefined {
  const [type, major, minor] = bytes;
  if (type !== 0x16 || major !== 3 || minor === undefined || minor > 4) return undefined;
  return {
    kind: "tls",
    says: `the start of a TLS handshake, ${bytesText(length)}`,
    encodings: [],
    sessions: [],
  };
}

function readText(bytes: Uint8Array, turn: Turn): Reading | undefined {
  const text = new TextDecoder("utf-8", { fatal: false }).decode(bytes, { stream: true });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what tells bytes from text
  if (bytes.length === 0 || /[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]/.test(text)) return undefined;
  const lines = text.split("\n").length - 1;
  const whole = text.endsWith("\n");
  const what =
    lines === 0
      ? "text"
      : whole && lines === 1
        ? "a line of text"
        : `${lines} ${plural(lines, "line")} of text`;
  const rest = whole || lines === 0 ? "" : " and a part of one";
  return { kind: "text", says: `${what}${rest}, ${quoted(bytes, turn)}`, encodings: [], sessions: [] };
}

function readOther(bytes: Uint8Array, turn: Turn): Reading {
  return {
    kind: "bytes",
    says: `${bytesText(turn.length)} of the programs' own protocol, ${quoted(bytes, turn)}`,
    encodings: [],
    sessions: [],
  };
}

function quoted(bytes: Uint8Array, turn: Turn): string {
  const quote = `"${clip(printable(bytes.subarray(0, quotedColumns * 4)), quotedColumns)}"`;
  const left = turn.length > bytes.length ? ` (${turn.length} bytes in all)` : "";
  return quote + left;
}
