/** ICMPv6, RFC 4443: echoes, and errors with a quote. Each type is a protocol of its own, as in scapy. */

import { bytes } from "../fields/bytes";
import { uint } from "../fields/uint";
import type { Inside, Summary } from "../model/definition";
import type { Dialog } from "../model/dialog";
import type { Fields, FieldTable, InitOf, Named, ValuesOf } from "../model/field";
import { type Limits, untilLimit } from "../model/limits";
import { checksumOf } from "../model/rules";
import type { Protocol } from "../packet";
import { bind, protocol } from "../protocol";
import { quotedPacket } from "./half-lines";
import { IPv6, type IPv6Init } from "./ipv6";

/** The protocol for each ICMPv6 type, by id. */
const byType = new Uint16Array(256);

const types = {
  1: "Destination unreachable",
  2: "Packet too big",
  3: "Time exceeded",
  4: "Parameter problem",
  128: "Echo Request",
  129: "Echo Reply",
  130: "MLD Query",
  131: "MLD Report",
  132: "MLD Done",
  133: "Router Solicitation",
  134: "Router Advertisement",
  135: "Neighbor Solicitation",
  136: "Neighbor Advertisement",
  137: "Redirect Message",
  143: "MLD Report Version 2",
} as const;

/** The first four bytes of every ICMPv6 message. */
export const icmpv6Header = (type: number, meanings: readonly string[] = []) => ({
  type: uint(8, { names: types, default: type, doc: "what it is about" }),
  code: uint(8, { doc: "more exactly", meaning: (code) => meanings[code] }),
  cksum: uint(16, {
    hex: true,
    auto: checksumOf("layer", { pseudo: 58 }),
    doc: "checksum over addresses, header and data",
  }),
});

/** The fields that distinguish one ICMPv6 message from another. */
interface Message<F> {
  readonly name: string;
  readonly title: string;
  readonly rfc: string;
  readonly type: number;
  readonly fields: F;
  readonly limits: Limits;
  readonly quotes?: boolean;
  readonly dialog?: Dialog;
  /** It in tcpdump's words: "echo request, id 1, seq 2". */
  readonly words: (fields: Fields, inside: Inside) => string;
  /** The values that it writes into the IPv6 header below, next to the next header. */
  readonly below?: Omit<IPv6Init, "nh">;
}

/** Defines the ICMPv6 message of one type. */
export function icmpv6<V extends object, I>(message: Message<FieldTable>): Protocol<V, I> {
  const { name, title, rfc, type, fields, limits, quotes, words, dialog } = message;
  const made = protocol<V, I>({
    name,
    title,
    rfc,
    layer: 3,
    pdu: "message",
    fields,
    limits,
    summary: summary(words),
    ...(quotes && { quotes: () => true }),
    ...(dialog && { dialog }),
  });
  if (type >= 0) byType[type] = made.definition.id;
  bind(IPv6, { nh: 58, ...message.below }, made);
  return made;
}

/** "ICMP6, echo request, id 1, seq 2, length 16". */
const summary =
  (words: Message<FieldTable>["words"]): Summary =>
  (fields, _carried, inside) =>
    `ICMP6, ${words(fields, inside)}, length ${inside.length}`;

const unknownFields = {
  ...icmpv6Header(0),
  msgbody: bytes({ doc: "what it says" }),
};

/** The fields of an ICMPv6 message of another type. */
export interface ICMPv6UnknownValues extends ValuesOf<typeof unknownFields> {}
/** The same to be written: each may be left out. */
export interface ICMPv6UnknownInit extends InitOf<typeof unknownFields>, Named {}

const wholeMessage = {
  size: (_b: Uint8Array, o: number, e: number) => e - o,
  end: untilLimit,
  next: () => 0,
};

/** An ICMPv6 message of a type that has no protocol of its own here. */
export const ICMPv6Unknown: Protocol<ICMPv6UnknownValues, ICMPv6UnknownInit> = protocol<
  ICMPv6UnknownValues,
  ICMPv6UnknownInit
>({
  name: "ICMPv6Unknown",
  title: "ICMPv6",
  rfc: "RFC 4443",
  layer: 3,
  pdu: "message",
  fields: unknownFields,
  summary: summary(({ type }) => (types as Record<number, string>)[type as number] ?? `type-#${type}`),
  limits: { min: 4, ...wholeMessage, as: (b, o): number => byType[b[o]!] || ICMPv6Unknown.definition.id },
});
bind(IPv6, { nh: 58 }, ICMPv6Unknown);

const echoFields = (type: number) => ({
  ...icmpv6Header(type),
  id: uint(16, { hex: true, doc: "whose echo it is: the same in the answer" }),
  seq: uint(16, { hex: true, doc: "which echo it is: the same in the answer" }),
  data: bytes({ doc: "what comes back" }),
});
const echoRequestFields = echoFields(128);
const echoReplyFields = echoFields(129);

/** The fields of an ICMPv6 echo. */
export interface ICMPv6EchoValues extends ValuesOf<typeof echoRequestFields> {}
/** The same to be written: each may be left out. */
export interface ICMPv6EchoInit extends InitOf<typeof echoRequestFields>, Named {}

const echoHot = { min: 8, ...wholeMessage };

/**
 * Asks for an echo: `ping`.
 *
 * @example
 * ```ts
 * import { packet, IPv6, ICMPv6EchoRequest } from "netcell";
 * packet(IPv6(), ICMPv6EchoRequest({ id: 1, seq: 1, data: "ping" }))
 * ```
 */
export const ICMPv6EchoRequest = icmpv6<ICMPv6EchoValues, ICMPv6EchoInit>({
  name: "ICMPv6EchoRequest",
  title: "ICMPv6 echo request",
  rfc: "RFC 4443 §4.1",
  type: 128,
  fields: echoRequestFields,
  words: ({ id, seq }) => `echo request, id ${id}, seq ${seq}`,
  limits: echoHot,
  dialog: {
    reply: ({ fields: { id, seq, data } }) => [
      ICMPv6EchoReply({ id: id as number, seq: seq as number, data: data as Uint8Array }),
    ],
  },
});

/**
 * The echo.
 *
 * @example
 * ```ts
 * import { packet, IPv6, ICMPv6EchoReply } from "netcell";
 * packet(IPv6(), ICMPv6EchoReply({ id: 1, seq: 1, data: "ping" }))
 * ```
 */
export const ICMPv6EchoReply = icmpv6<ICMPv6EchoValues, ICMPv6EchoInit>({
  name: "ICMPv6EchoReply",
  title: "ICMPv6 echo reply",
  rfc: "RFC 4443 §4.2",
  type: 129,
  fields: echoReplyFields,
  words: ({ id, seq }) => `echo reply, id ${id}, seq ${seq}`,
  limits: echoHot,
  dialog: {
    question: "ICMPv6EchoRequest",
    answers: ({ fields: answer }, { fields: { id, seq } }) =>
      answer.id === id && answer.seq === seq
        ? { ok: true, why: `the echo with id ${id} and seq ${seq}` }
        : { ok: false, why: `its id and seq are ${answer.id} and ${answer.seq}, not ${id} and ${seq}` },
  },
});

const errorHot: Limits = {
  min: 8,
  size: 8,
  end: untilLimit,
  next: (_b, o, h, e) => (o + h < e ? IPv6.definition.id : 0),
};

const unreachableFields = {
  ...icmpv6Header(1, [
    "no route to destination",
    "communication administratively prohibited",
    "beyond scope of source address",
    "address unreachable",
    "port unreachable",
    "source address failed a policy",
    "route to destination rejected",
  ]),
  length: uint(8, { doc: "length of the quote in units of 8 bytes (RFC 4884); 0: to the end" }),
  unused: uint(24, { hex: true, doc: "0" }),
};

function unreachable({ code }: Fields, inside: Inside): string {
  const { to, port } = quotedPacket(inside);
  const what = ["route", "prohibited", "beyond scope", "address", "port"][code as number] ?? `code ${code}`;
  const why = code === 2 ? what : `unreachable ${what}${code === 4 ? "," : ""}`;
  return `destination unreachable, ${why} ${to}${code === 4 ? ` ${port}` : ""}`;
}

const exceededFields = {
  ...icmpv6Header(3, ["hop limit exceeded in transit", "fragment reassembly time exceeded"]),
  /** Length of the quote in units of 8 bytes (RFC 4884); 0: to the end. */
  length: unreachableFields.length,
  /** 0. */
  unused: unreachableFields.unused,
};

/** The fields of an ICMPv6 error that only quotes. */
export interface ICMPv6ErrorValues extends ValuesOf<typeof unreachableFields> {}
/** The same to be written: each may be left out. */
export interface ICMPv6ErrorInit extends InitOf<typeof unreachableFields>, Named {}

/** Tells the sender that its packet cannot be delivered, and quotes it. */
export const ICMPv6DestUnreach = icmpv6<ICMPv6ErrorValues, ICMPv6ErrorInit>({
  name: "ICMPv6DestUnreach",
  title: "ICMPv6 destination unreachable",
  rfc: "RFC 4443 §3.1",
  type: 1,
  fields: unreachableFields,
  words: unreachable,
  limits: errorHot,
  quotes: true,
});

/** Tells the sender that its packet passed too many routers, and quotes it. */
export const ICMPv6TimeExceeded = icmpv6<ICMPv6ErrorValues, ICMPv6ErrorInit>({
  name: "ICMPv6TimeExceeded",
  title: "ICMPv6 time exceeded",
  rfc: "RFC 4443 §3.3",
  type: 3,
  fields: exceededFields,
  words: ({ code }, inside) =>
    code === 0
      ? `time exceeded in-transit for ${quotedPacket(inside).to}`
      : "time exceeded in-transit (reassembly)",
  limits: errorHot,
  quotes: true,
});

const tooBigFields = {
  ...icmpv6Header(2),
  mtu: uint(32, { default: 1280, doc: "the largest packet that fits through, in bytes" }),
};

/** The fields of "packet too big". */
export interface ICMPv6PacketTooBigValues extends ValuesOf<typeof tooBigFields> {}
/** The same to be written: each may be left out. */
export interface ICMPv6PacketTooBigInit extends InitOf<typeof tooBigFields>, Named {}

/** Tells the sender how large a packet fits through, and quotes the one that did not. */
export const ICMPv6PacketTooBig = icmpv6<ICMPv6PacketTooBigValues, ICMPv6PacketTooBigInit>({
  name: "ICMPv6PacketTooBig",
  title: "ICMPv6 packet too big",
  rfc: "RFC 4443 §3.2",
  type: 2,
  fields: tooBigFields,
  words: ({ mtu }) => `packet too big, mtu ${mtu}`,
  limits: errorHot,
  quotes: true,
});

const problemFields = {
  ...icmpv6Header(4, ["erroneous header field", "unrecognized next header", "unrecognized option"]),
  ptr: uint(32, { default: 6, doc: "the byte of the quote that is wrong" }),
};

/** The fields of "parameter problem". */
export interface ICMPv6ParamProblemValues extends ValuesOf<typeof problemFields> {}
/** The same to be written: each may be left out. */
export interface ICMPv6ParamProblemInit extends InitOf<typeof problemFields>, Named {}

/** Tells the sender which byte of its packet makes no sense, and quotes it. */
export const ICMPv6ParamProblem = icmpv6<ICMPv6ParamProblemValues, ICMPv6ParamProblemInit>({
  name: "ICMPv6ParamProblem",
  title: "ICMPv6 parameter problem",
  rfc: "RFC 4443 §3.4",
  type: 4,
  fields: problemFields,
  words: ({ code, ptr }) =>
    `parameter problem, ${["erroneous", "next header", "option"][code as number] ?? `code ${code}`} - octet ${ptr}`,
  limits: errorHot,
  quotes: true,
});
