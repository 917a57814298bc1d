/** ICMP, RFC 792: the messages of IPv4 about itself: echoes, and errors with a quote of what caused them. */

import { PacketError } from "../error";
import { ip4 } from "../fields/address";
import { uint } from "../fields/uint";
import type { DialogLayer, Judgement } from "../model/dialog";
import type { Fields, InitOf, Named, ValuesOf } from "../model/field";
import { untilLimit } from "../model/limits";
import { checksumOf } from "../model/rules";
import type { Protocol } from "../packet";
import { bind, protocol } from "../protocol";
import { icmpSummary } from "./icmp-summary";
import { IP } from "./ip";

const types = {
  0: "echo-reply",
  3: "dest-unreach",
  4: "source-quench",
  5: "redirect",
  8: "echo-request",
  9: "router-advertisement",
  10: "router-solicitation",
  11: "time-exceeded",
  12: "parameter-problem",
  13: "timestamp-request",
  14: "timestamp-reply",
  15: "information-request",
  16: "information-response",
  17: "address-mask-request",
  18: "address-mask-reply",
  42: "extended-echo-request",
  43: "extended-echo-reply",
} as const;

const codes: Readonly<Record<number, readonly string[]>> = {
  3: [
    "network unreachable",
    "host unreachable",
    "protocol unreachable",
    "port unreachable",
    "fragmentation needed, but DF is set",
    "source route failed",
    "network unknown",
    "host unknown",
    "source host isolated",
    "network prohibited",
    "host prohibited",
    "network unreachable for this class of service",
    "host unreachable for this class of service",
    "communication prohibited by a filter",
    "host precedence violation",
    "precedence cutoff",
  ],
  5: [
    "for the network",
    "for the host",
    "for the class of service and network",
    "for the class of service and host",
  ],
  11: ["time to live exceeded in transit", "fragment reassembly time exceeded"],
  12: ["the pointer says where", "a required option is missing", "bad length"],
};

const type = (known: Fields) => known.type as number;
const oneOf =
  (...which: readonly number[]) =>
  (known: Fields) =>
    which.includes(type(known));
const numbered = oneOf(0, 8, 13, 14, 15, 16, 17, 18);
const timed = oneOf(13, 14);
const masked = oneOf(17, 18);

const fields = {
  type: uint(8, { title: "Type", names: types, default: 8, doc: "what it is about" }),
  code: uint(8, { title: "Code", doc: "more exactly", meaning: (code, known) => codes[type(known)]?.[code] }),
  chksum: uint(16, {
    title: "Checksum",
    hex: true,
    auto: checksumOf("layer"),
    doc: "checksum over header and data",
  }),
  id: uint(16, {
    title: "Identifier",
    hex: true,
    when: numbered,
    doc: "whose echo it is: the same in the answer",
  }),
  seq: uint(16, {
    title: "Sequence Number",
    hex: true,
    when: numbered,
    doc: "which echo it is: the same in the answer",
  }),
  ts_ori: uint(32, {
    title: "Originate Timestamp",
    scapyUsesHost: true,
    when: timed,
    doc: "when it was sent, in milliseconds since midnight UT",
  }),
  ts_rx: uint(32, {
    title: "Receive Timestamp",
    scapyUsesHost: true,
    when: timed,
    doc: "when it was received",
  }),
  ts_tx: uint(32, {
    title: "Transmit Timestamp",
    scapyUsesHost: true,
    when: timed,
    doc: "when the answer was sent",
  }),
  addr_mask: ip4({ title: "Address Mask", when: masked, doc: "the subnet mask" }),
  gw: ip4({ title: "Gateway Internet Address", when: oneOf(5), doc: "the better router" }),
  ptr: uint(8, { title: "Pointer", when: oneOf(12), doc: "the byte that is wrong" }),
  reserved: uint(8, { when: oneOf(3, 11), doc: "0" }),
  length: uint(8, {
    when: oneOf(3, 11, 12),
    doc: "length of the quote in words of 4 bytes (RFC 4884); 0: to the end",
  }),
  nexthopmtu: uint(16, {
    when: (known) => type(known) === 3 && known.code === 4,
    doc: "the largest packet that fits through (RFC 1191)",
  }),
  unused: uint(16, {
    hex: true,
    when: (known) => oneOf(3, 11, 12)(known) && known.nexthopmtu === undefined,
    doc: "0",
  }),
  rest: uint(32, {
    hex: true,
    when: (known) => !numbered(known) && !oneOf(3, 5, 11, 12)(known),
    doc: "the second word of the header",
  }),
};

/** The fields of an ICMP header; which fields there are depends on its type. */
export interface ICMPValues extends ValuesOf<typeof fields> {}
/** The same to be written: each may be left out. */
export interface ICMPInit extends InitOf<typeof fields>, Named {}

const isError = (t: number) => t === 3 || t === 4 || t === 5 || t === 11 || t === 12;

/**
 * An ICMP message: 8 bytes, then data that comes back with an echo, or a quote of the packet that caused an error.
 *
 * @example
 * ```ts
 * import { packet, IP, ICMP } from "netcell";
 * packet(IP({ dst: "10.0.0.1" }), ICMP({ type: "echo-request", id: 1, seq: 1 }), "ping")
 * ```
 */
export const ICMP: Protocol<ICMPValues, ICMPInit> = protocol<ICMPValues, ICMPInit>({
  name: "ICMP",
  title: "Internet Control Message Protocol",
  rfc: "RFC 792",
  layer: 3,
  pdu: "message",
  fields,
  summary: icmpSummary,
  quotes: (b, o) => isError(b[o]!),
  dialog: { answers, reply: (question) => [ICMP(echo(question)), question.payload] },
  limits: {
    min: 8,
    size: (b, o) => {
      const t = b[o]!;
      return t === 13 || t === 14 ? 20 : t === 17 || t === 18 ? 12 : 8;
    },
    end: untilLimit,
    next: (b, o, h, e) => (o + h < e && isError(b[o]!) ? IP.definition.id : 0),
  },
});

/** The type that answers each type (RFC 792, RFC 950, RFC 1256, RFC 8335). */
const answerTo: Readonly<Record<number, number>> = { 8: 0, 10: 9, 13: 14, 15: 16, 17: 18, 42: 43 };

function answers({ fields: answer }: DialogLayer, { fields: question }: DialogLayer): Judgement {
  const name = (fields: Fields) => (types as Record<number, string>)[type(fields)] ?? `type ${type(fields)}`;
  if (answerTo[type(question)] !== answer.type) {
    return { ok: false, why: `${name(answer)} does not answer ${name(question)}` };
  }
  for (const field of ["id", "seq"]) {
    if (answer[field] === question[field]) continue;
    return { ok: false, why: `its ${field} is ${answer[field]}, that of the question ${question[field]}` };
  }
  return { ok: true, why: `${name(answer)} with the id and seq of the ${name(question)}` };
}

function echo({ fields }: DialogLayer): ICMPInit {
  if (type(fields) !== 8) {
    throw new PacketError(
      "Of ICMP only an echo request has an answer that follows from it",
      "Build the answer yourself.",
    );
  }
  return { type: 0, id: fields.id as number, seq: fields.seq as number };
}

bind(IP, { frag: 0, proto: 1 }, ICMP);
