/** Trivial File Transfer Protocol, RFC 1350: a file in numbered blocks, each acknowledged before the next. */
import { nextProtocol } from "../auto";
import { u16 } from "../bits";
import { type Inside, untilLimit } from "../definition";
import type { FieldTable, InitOf, Known, ValuesOf } from "../field";
import { structures } from "../fields/structures";
import { sizeToZero, zeroTerminated } from "../fields/text";
import { uint } from "../fields/uint";
import type { Protocol } from "../packet";
import { bind, guess, protocol } from "../protocol";
import { UDP } from "./udp";

const operations = { 1: "RRQ", 2: "WRQ", 3: "DATA", 4: "ACK", 5: "ERROR", 6: "OACK" } as const;
const byOperation = new Uint16Array(65536);

const fields = {
  /** What it is: a request, a block, … */
  op: uint(16, {
    names: operations,
    default: 1,
    auto: nextProtocol(byOperation),
    doc: "what it is: a request, a block, …",
  }),
};

/** What every TFTP message begins with. */
export interface TFTPValues extends ValuesOf<typeof fields> {}
/** What may be written there. */
export interface TFTPInit extends InitOf<typeof fields> {}

/**
 * The first two bytes of every TFTP message. Only the request goes to port 69: the server answers from a port of its
 * own, so later messages have to be asked for with `decodeAs(TFTP)`.
 *
 * @example
 * ```ts
 * import { packet, IP, UDP, TFTP, TFTP_DATA } from "netcell";
 * packet(IP(), UDP({ sport: 50000, dport: 40000 }), TFTP(), TFTP_DATA({ block: 1 }), "hello").decodeAs(TFTP)
 * ```
 */
export const TFTP = protocol<TFTPValues, TFTPInit>({
  name: "TFTP",
  title: "Trivial File Transfer Protocol",
  rfc: "RFC 1350",
  layer: 7,
  pdu: "message",
  fields,
  summary: ({ op }, _carried, inside) => `TFTP, length ${inside.length}, ${said(op as number, inside)}`,
  hot: {
    min: 2,
    size: () => 2,
    end: untilLimit,
    next: (b, o) => byOperation[u16(b, o)]!,
    is: (b, o) => b[o] === 0 && b[o + 1]! > 0 && b[o + 1]! < 7,
  },
});
guess(UDP, { port: 69 }, TFTP);

/** What tells one TFTP message from another. */
interface Message {
  readonly name: string;
  readonly title: string;
  readonly op: number;
  readonly fields: FieldTable;
  readonly min: number;
  /** Bytes of its header; without it, as many as it has at least. */
  readonly size?: (b: Uint8Array, o: number, e: number) => number;
  readonly next?: (b: Uint8Array, o: number, h: number, e: number) => number;
}

function message<V extends object, I>({ op, min, size, next, ...said }: Message): Protocol<V, I> {
  const made = protocol<V, I>({
    ...said,
    rfc: "RFC 1350 §5",
    layer: 7,
    pdu: "message",
    hot: { min, size: size ?? (() => min), end: untilLimit, next: next ?? (() => 0) },
  });
  bind(TFTP, { op }, made);
  return made;
}

const options = (_b: Uint8Array, o: number, h: number, e: number) =>
  o + h < e ? TFTP_Options.definition.id : 0;

const requestFields = {
  /** Name of the file. */
  filename: zeroTerminated({ doc: "name of the file" }),
  /** "octet" for bytes as they are, "netascii" for text. */
  mode: zeroTerminated({ default: "octet", doc: '"octet" for bytes as they are, "netascii" for text' }),
};

/** What a request holds. */
export interface TFTPRequestValues extends ValuesOf<typeof requestFields> {}
/** What may be written into one. */
export interface TFTPRequestInit extends InitOf<typeof requestFields> {}

const request = {
  fields: requestFields,
  min: 2,
  size(b: Uint8Array, o: number, e: number) {
    const filename = sizeToZero(b, o, e);
    return filename + (o + filename < e ? sizeToZero(b, o + filename, e) : 1);
  },
  next: options,
};

/**
 * Asks to read a file.
 *
 * @example
 * ```ts
 * import { packet, IP, UDP, TFTP, TFTP_RRQ, TFTP_Options } from "netcell";
 * packet(IP(), UDP(), TFTP(), TFTP_RRQ({ filename: "notes.txt" }), TFTP_Options({ options: [{ oname: "blksize", value: "1400" }] }))
 * ```
 */
export const TFTP_RRQ = message<TFTPRequestValues, TFTPRequestInit>({
  name: "TFTP_RRQ",
  title: "TFTP read request",
  op: 1,
  ...request,
});

/** Asks to write a file. */
export const TFTP_WRQ = message<TFTPRequestValues, TFTPRequestInit>({
  name: "TFTP_WRQ",
  title: "TFTP write request",
  op: 2,
  ...request,
});

const blockFields = {
  /** Number of the block, from 1; an acknowledgment of 0 answers a request to write. */
  block: uint(16, {
    doc: "number of the block, from 1; an acknowledgment of 0 answers a request to write",
  }),
};

/** What a block, or an acknowledgment, holds. */
export interface TFTPBlockValues extends ValuesOf<typeof blockFields> {}
/** What may be written into one. */
export interface TFTPBlockInit extends InitOf<typeof blockFields> {}

/** A block of the file. One that is shorter than the others (512 bytes, if nothing else was agreed on) is the last. */
export const TFTP_DATA = message<TFTPBlockValues, TFTPBlockInit>({
  name: "TFTP_DATA",
  title: "TFTP data",
  op: 3,
  fields: blockFields,
  min: 2,
});

/** Acknowledges a block: send the next. */
export const TFTP_ACK = message<TFTPBlockValues, TFTPBlockInit>({
  name: "TFTP_ACK",
  title: "TFTP acknowledgment",
  op: 4,
  fields: blockFields,
  min: 2,
});

const errors = {
  0: "Not defined",
  1: "File not found",
  2: "Access violation",
  3: "Disk full or allocation exceeded",
  4: "Illegal TFTP operation",
  5: "Unknown transfer ID",
  6: "File already exists",
  7: "No such user",
  8: "Terminate transfer due to option negotiation",
} as const;

const errorFields = {
  /** What went wrong. */
  errorcode: uint(16, { names: errors, doc: "what went wrong" }),
  /** The same in words. */
  errormsg: zeroTerminated({ doc: "the same in words" }),
};

/** What an error holds. */
export interface TFTPErrorValues extends ValuesOf<typeof errorFields> {}
/** What may be written into one. */
export interface TFTPErrorInit extends InitOf<typeof errorFields> {}

/** Says what went wrong, and ends the transfer. */
export const TFTP_ERROR = message<TFTPErrorValues, TFTPErrorInit>({
  name: "TFTP_ERROR",
  title: "TFTP error",
  op: 5,
  fields: errorFields,
  min: 3,
  size: (b, o, e) => 2 + sizeToZero(b, o + 2, e),
});

/** Says which options of a request the server agrees to (RFC 2347); they follow as `TFTP_Options`. */
export const TFTP_OACK = message<object, Record<string, never>>({
  name: "TFTP_OACK",
  title: "TFTP option acknowledgment",
  op: 6,
  fields: {},
  min: 0,
  next: options,
});

const optionFields = {
  /** Name of the option. */
  oname: zeroTerminated({
    doc: "name of the option",
    meaning: (name) => knownOptions[name.toLowerCase()],
  }),
  /** Its value, a number in digits as a rule. */
  value: zeroTerminated({ doc: "its value, a number in digits as a rule" }),
};

const knownOptions: Readonly<Record<string, string>> = {
  blksize: "bytes of a block (RFC 2348)",
  timeout: "seconds until a block is sent again (RFC 2349)",
  tsize: "bytes of the whole file; 0 asks for them (RFC 2349)",
  windowsize: "blocks that may be on their way at once (RFC 7440)",
};

/** What an option holds. */
export interface TFTPOptionValues extends ValuesOf<typeof optionFields> {}
/** What may be written into one. */
export interface TFTPOptionInit extends InitOf<typeof optionFields> {}

/** One option of a request: a name and a value (RFC 2347). */
export const TFTP_Option = protocol<TFTPOptionValues, TFTPOptionInit>({
  name: "TFTP_Option",
  title: "TFTP option",
  rfc: "RFC 2347",
  layer: 7,
  pdu: "option",
  fields: optionFields,
  hot: { min: 2, size: request.size, end: untilLimit, next: () => 0 },
});

const listFields = {
  /** The options. */
  options: structures<TFTPOptionInit, TFTPOptionValues>({
    doc: "the options",
    find(b, at, limit) {
      const size = request.size(b, at, limit);
      return at + size <= limit ? { definition: TFTP_Option.definition, size } : undefined;
    },
    parse: TFTP_Option,
    like: '{ oname: "blksize", value: "1400" }',
    line: ({ oname, value }) => `${oname} ${value}`,
  }),
};

/** What a list of options holds. */
export interface TFTPOptionsValues extends ValuesOf<typeof listFields> {}
/** What may be written into one. */
export interface TFTPOptionsInit extends InitOf<typeof listFields> {}

/** Options behind a request, or behind the server's agreement to them (RFC 2347). */
export const TFTP_Options = protocol<TFTPOptionsValues, TFTPOptionsInit>({
  name: "TFTP_Options",
  title: "TFTP options",
  rfc: "RFC 2347",
  layer: 7,
  pdu: "options",
  fields: listFields,
  hot: { min: 2, size: allPairs, end: untilLimit, next: () => 0 },
});

/** Up to the end of the last option: one that is cut off needs more than there is. */
function allPairs(b: Uint8Array, o: number, e: number): number {
  let at = o;
  while (at < e) at += request.size(b, at, e);
  return at - o;
}

/** The errors as tcpdump calls them. */
const errorNames = ["UNDEF", "NOTFOUND", "ACCESS", "NOSPACE", "BADOP", "BADID", "EXISTS", "NOUSER"];

function said(op: number, { layers: [first, second] }: Inside): string {
  const { filename, mode, block, errorcode, errormsg } = first?.fields ?? {};
  const name = (operations as Readonly<Record<number, string>>)[op] ?? `tftp-#${op}`;
  const listed = second?.name === "TFTP_Options" ? (second.fields.options as readonly Known[]) : [];
  const agreed = listed.map(({ oname, value }) => ` ${oname} ${value}`).join("");
  if (block !== undefined) return `${name} block ${block}`;
  if (filename !== undefined) return `${name} "${filename}" ${mode}${agreed}`;
  if (errorcode === undefined) return `${name}${agreed}`;
  const error = errorNames[errorcode as number];
  return `${name} ${error ? `E${error}` : `tftp-err-#${errorcode}`} "${errormsg}"`;
}
