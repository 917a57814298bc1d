/** Trivial File Transfer Protocol, RFC 1350: a file in numbered blocks, each acknowledged before the next. */

import { u16 } from "../bits";
import { PacketError } from "../error";
import { sizeToZero, zeroTerminated } from "../fields/text";
import { uint } from "../fields/uint";
import type { Inside } from "../model/definition";
import type { DialogLayer, Judgement, ReplyPart } from "../model/dialog";
import type { Fields, FieldTable, InitOf, Named, ValuesOf } from "../model/field";
import { untilLimit } from "../model/limits";
import { nextProtocol } from "../model/rules";
import type { Protocol } from "../packet";
import { bind, guess, protocol } from "../protocol";
import { TFTP_Options, twoTexts } from "./tftp-options";
import { UDP } from "./udp";

const operations = { 1: "RRQ", 2: "WRQ", 3: "DATA", 4: "ACK", 5: "ERROR", 6: "OACK" } as const;
const byOperation = new Uint16Array(65536);

const fields = {
  /** Its kind: a request, a block, … */
  op: uint(16, {
    names: operations,
    default: 1,
    auto: nextProtocol(byOperation),
    doc: "what it is: a request, a block, …",
  }),
};

/** The beginning of every TFTP message. */
export interface TFTPValues extends ValuesOf<typeof fields> {}
/** The same to be written: each may be left out. */
export interface TFTPInit extends InitOf<typeof fields>, Named {}

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
export const TFTP: Protocol<TFTPValues, TFTPInit> = protocol<TFTPValues, TFTPInit>({
  name: "TFTP",
  title: "Trivial File Transfer Protocol",
  rfc: "RFC 1350",
  layer: 7,
  pdu: "message",
  fields,
  summary: ({ op }, _carried, inside) => `TFTP, length ${inside.length}, ${said(op as number, inside)}`,
  dialog: { answers, reply: (question) => answerTo(question) },
  limits: {
    min: 2,
    size: 2,
    end: untilLimit,
    next: (b, o) => byOperation[u16(b, o)]!,
    is: (b, o) => b[o] === 0 && b[o + 1]! > 0 && b[o + 1]! < 7,
  },
});
guess(UDP, { port: 69 }, TFTP);

/** The details in which TFTP messages differ. */
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
    limits: { min, size: size ?? min, end: untilLimit, next: next ?? (() => 0) },
  });
  bind(TFTP, { op }, made);
  return made;
}

const options = (_b: Uint8Array, o: number, h: number, e: number) =>
  o + h < e ? TFTP_Options.definition.id : 0;

const requestFields = {
  filename: zeroTerminated({ doc: "name of the file" }),
  /** "octet" for bytes as they are, "netascii" for text. */
  mode: zeroTerminated({ default: "octet", doc: '"octet" for bytes as they are, "netascii" for text' }),
};

/** The fields of a request. */
export interface TFTPRequestValues extends ValuesOf<typeof requestFields> {}
/** The same to be written: each may be left out. */
export interface TFTPRequestInit extends InitOf<typeof requestFields>, Named {}

const request = {
  fields: requestFields,
  min: 2,
  size: twoTexts,
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
  block: uint(16, {
    doc: "number of the block, from 1; an acknowledgment of 0 answers a request to write",
  }),
};

/** The fields of a block, or an acknowledgment. */
export interface TFTPBlockValues extends ValuesOf<typeof blockFields> {}
/** The same to be written: each may be left out. */
export interface TFTPBlockInit extends InitOf<typeof blockFields>, Named {}

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
  errorcode: uint(16, { names: errors, doc: "what went wrong" }),
  errormsg: zeroTerminated({ doc: "the same in words" }),
};

/** The fields of an error. */
export interface TFTPErrorValues extends ValuesOf<typeof errorFields> {}
/** The same to be written: each may be left out. */
export interface TFTPErrorInit extends InitOf<typeof errorFields>, Named {}

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

/** The errors as tcpdump calls them. */
const errorNames = ["UNDEF", "NOTFOUND", "ACCESS", "NOSPACE", "BADOP", "BADID", "EXISTS", "NOUSER"];

function said(op: number, { layers: [first, second] }: Inside): string {
  const { filename, mode, block, errorcode, errormsg } = first?.fields ?? {};
  const name = (operations as Readonly<Record<number, string>>)[op] ?? `tftp-#${op}`;
  const listed = second?.name === "TFTP_Options" ? (second.fields.options as readonly Fields[]) : [];
  const agreed = listed.map(({ oname, value }) => ` ${oname} ${value}`).join("");
  if (block !== undefined) return `${name} block ${block}`;
  if (filename !== undefined) return `${name} "${filename}" ${mode}${agreed}`;
  if (errorcode === undefined) return `${name}${agreed}`;
  const error = errorNames[errorcode as number];
  return `${name} ${error ? `E${error}` : `tftp-err-#${errorcode}`} "${errormsg}"`;
}

const [RRQ, WRQ, DATA, ACK, ERROR, OACK] = [1, 2, 3, 4, 5, 6];

/** The operation of a message and the number of its block; where it has none, that which it stands for. */
function stepOf({ fields: { op }, payload }: DialogLayer): { readonly op: number; readonly block: number } {
  const hasBlock = (op === DATA || op === ACK) && payload.length >= 2;
  return { op: op as number, block: hasBlock ? u16(payload, 0) : 0 };
}

/** Requests, blocks and acknowledgments in turn (RFC 1350 §2, RFC 2347). */
function answers(answer: DialogLayer, question: DialogLayer): Judgement {
  const [{ op, block }, asked] = [stepOf(answer), stepOf(question)];
  const names = operations as Readonly<Record<number, string>>;
  const name = (step: typeof asked) =>
    names[step.op] + (step.op === DATA || step.op === ACK ? ` ${step.block}` : "");
  const reads = asked.op === RRQ || asked.op === ACK || asked.op === OACK;
  const writes = asked.op === WRQ || asked.op === DATA || asked.op === OACK;
  const ok =
    (op === DATA && reads && block === ((asked.block + 1) & 0xffff)) ||
    (op === ACK && writes && block === asked.block) ||
    (op === OACK && (asked.op === RRQ || asked.op === WRQ)) ||
    (op === ERROR && asked.op !== ERROR);
  return { ok, why: `${name({ op, block })} ${ok ? "answers" : "does not answer"} ${name(asked)}` };
}

/** The next step; a block of data is to be filled in. */
function answerTo(question: DialogLayer): readonly ReplyPart[] {
  const { op, block } = stepOf(question);
  if (op === WRQ || op === DATA || op === OACK) return [TFTP({ op: ACK }), TFTP_ACK({ block })];
  if (op === RRQ || op === ACK) return [TFTP({ op: DATA }), TFTP_DATA({ block: (block + 1) & 0xffff })];
  throw new PacketError(
    "An error ends a transfer: it is not answered (RFC 1350 §7)",
    "Answer the message before it.",
  );
}
