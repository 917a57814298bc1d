/** DNS (RFC 1035) and mDNS (RFC 6762): questions about names, and records that answer them. */

import { u16 } from "../bits";
import { bytes } from "../fields/bytes";
import { structures } from "../fields/structures";
import { uint } from "../fields/uint";
import type { InitOf, Named, ValuesOf } from "../model/field";
import { untilLimit } from "../model/limits";
import { countOf, inNextSegment, lengthOfFields } from "../model/rules";
import { dnsOpcodes, dnsRcodes } from "../names/dns";
import type { Protocol } from "../packet";
import { guess, protocol } from "../protocol";
import { dnsDialog } from "./dns-dialog";
import { NO_NAME } from "./dns-name";
import {
  DNSQR,
  type DNSQRInit,
  type DNSQRValues,
  type DNSRRInit,
  questionSize,
  recordSize,
} from "./dns-records";
import { dnsRemarks } from "./dns-remarks";
import {
  type DNSRecord,
  findQuestion,
  findRecord,
  parseRecord,
  questionLine,
  recordLine,
} from "./dns-sections";
import { dnsSummary } from "./dns-summary";
import { TCP } from "./tcp";
import { UDP } from "./udp";

const rcodeMeanings: Readonly<Record<number, string>> = {
  0: "no error",
  1: "the server does not understand the question",
  2: "the server had a problem of its own",
  3: "there is no such name (NXDOMAIN)",
  4: "the server does not do this",
  5: "the server does not want to",
};

const records = (which: "an" | "ns" | "ar", doc: string, offset: number) =>
  structures<DNSRRInit, DNSRecord>({
    doc,
    offset,
    count: (known) => known[`${which}count`] as number,
    find: findRecord,
    parse: parseRecord,
    like: `{ rrname: "example.com", type: "A", rdata: "192.0.2.1" }, or DNSRR({ … })`,
    line: recordLine,
  });

/** The fields of a message whose names are counted from `offset` bytes behind the beginning of its header. */
const message = (offset: number) => ({
  id: uint(16, { title: "ID", doc: "which question this is: the same in the answer" }),
  qr: uint(1, {
    title: "QR",
    doc: "0: question, 1: answer",
    meaning: (value) => (value ? "answer" : "question"),
  }),
  opcode: uint(4, { title: "Opcode", names: dnsOpcodes, doc: "what is asked for" }),
  aa: uint(1, { title: "AA", doc: "1: from a server that is responsible for the name" }),
  tc: uint(1, { title: "TC", doc: "1: cut off, ask again over TCP" }),
  rd: uint(1, { title: "RD", default: 1, doc: "1: please ask others for me (recursion)" }),
  ra: uint(1, { title: "RA", doc: "1: I do ask others" }),
  z: uint(1, { title: "Z", doc: "0" }),
  ad: uint(1, { title: "AD", doc: "1: all is verified (DNSSEC)" }),
  cd: uint(1, { title: "CD", doc: "1: do not verify (DNSSEC)" }),
  rcode: uint(4, {
    title: "RCODE",
    names: dnsRcodes,
    doc: "how it went",
    meaning: (value) => rcodeMeanings[value],
  }),
  qdcount: uint(16, { title: "QDCOUNT", auto: countOf("qd"), doc: "how many questions" }),
  ancount: uint(16, { title: "ANCOUNT", auto: countOf("an"), doc: "how many records answer" }),
  nscount: uint(16, {
    title: "NSCOUNT",
    auto: countOf("ns"),
    doc: "how many records name servers that know more",
  }),
  arcount: uint(16, { title: "ARCOUNT", auto: countOf("ar"), doc: "how many additional records" }),
  qd: structures<DNSQRInit | string, DNSQRValues>({
    doc: "the questions",
    offset,
    default: [DNSQR()],
    count: (known) => known.qdcount as number,
    find: findQuestion,
    parse: (value) => DNSQR(typeof value === "string" ? { qname: value } : value),
    like: `"example.com", { qname: "example.com", qtype: "MX" }, or DNSQR({ … })`,
    line: questionLine,
  }),
  /** The records that answer. */
  an: records("an", "the records that answer", offset),
  /** Records that name servers that know more. */
  ns: records("ns", "records that name servers that know more", offset),
  /** Additional records, which may help. */
  ar: records("ar", "additional records, which may help", offset),
});

const fields = message(0);

/** The fields of a DNS message. */
export interface DNSValues extends ValuesOf<typeof fields> {}
/** The same to be written: each may be left out. */
export interface DNSInit extends InitOf<typeof fields>, Named {}

const headLength = 12;

/**
 * Whether there is a header, and as many questions and records as it counts fit in 64 KiB, each of them as short as can
 * be. Anything else on port 53 was sent with UDP's default ports.
 */
function isMessage(b: Uint8Array, o: number, e: number): boolean {
  if (e - o < headLength) return false;
  const counted = u16(b, o + 6) + u16(b, o + 8) + u16(b, o + 10);
  return headLength + 5 * u16(b, o + 4) + 11 * counted <= 0xffff;
}

/** Bytes of a message up to the end of its last record; if it stops being a message at some point, all there are. */
function messageSize(b: Uint8Array, o: number, e: number): number {
  let at = o + headLength;
  const questions = u16(b, o + 4);
  const all = questions + u16(b, o + 6) + u16(b, o + 8) + u16(b, o + 10);
  for (let i = 0; i < all; i++) {
    const size = i < questions ? questionSize(b, at, e) : recordSize(b, at, e);
    if (size === NO_NAME) return e - o;
    at += size;
    if (at > e) break;
  }
  return at - o;
}

/**
 * A DNS message: a question about a name, or its answer. On port 5353 it is mDNS: the same message, sent to all at
 * once. Names are written in full; in what was read and is built again, pointers to earlier names stay as they were.
 * Over TCP it has its length in front: `DNSTCP`.
 *
 * @example
 * ```ts
 * import { packet, IP, UDP, DNS } from "netcell";
 * packet(IP({ dst: "192.0.2.53" }), UDP({ sport: 40000 }), DNS({ id: 1, qd: ["example.com"] }))
 * ```
 */
export const DNS: Protocol<DNSValues, DNSInit> = protocol<DNSValues, DNSInit>({
  name: "DNS",
  title: "Domain Name System",
  rfc: "RFC 1035 §4.1.1",
  layer: 7,
  pdu: "message",
  fields,
  summary: dnsSummary,
  remarks: dnsRemarks,
  dialog: dnsDialog((init) => DNS(init)),
  limits: { min: 1, is: isMessage, size: messageSize, end: untilLimit, next: () => 0 },
});

guess(UDP, { port: 53 }, DNS);
guess(UDP, { port: 5353 }, DNS);

const { id, ...behindId } = message(2);
const tcpFields = {
  length: uint(16, {
    auto: lengthOfFields([], inNextSegment),
    doc: "length of the message behind it, in bytes",
  }),
  /** Which question this is: the same in the answer. */
  id,
  ...behindId,
  rest: bytes({ doc: "bytes behind the last record" }),
};

/** The fields of a DNS message over TCP. */
export interface DNSTCPValues extends ValuesOf<typeof tcpFields> {}
/** The same to be written: each may be left out. */
export interface DNSTCPInit extends InitOf<typeof tcpFields>, Named {}

/** Bytes of the message in this segment, of which the next one may have more. */
const segmentSize = (b: Uint8Array, o: number, e: number) => Math.min(2 + u16(b, o), e - o);

/**
 * A DNS message over TCP, where its length stands in front, as the stream has no limits of its own (RFC 1035 §4.2.2).
 *
 * @example
 * ```ts
 * import { packet, IP, TCP, DNSTCP } from "netcell";
 * packet(IP(), TCP({ flags: "PA" }), DNSTCP({ qd: [{ qname: "example.com", qtype: "AXFR" }] }))
 * ```
 */
export const DNSTCP: Protocol<DNSTCPValues, DNSTCPInit> = protocol<DNSTCPValues, DNSTCPInit>({
  name: "DNSTCP",
  title: "Domain Name System over TCP",
  rfc: "RFC 1035 §4.2.2",
  layer: 7,
  pdu: "message",
  fields: tcpFields,
  summary: dnsSummary,
  remarks: dnsRemarks,
  dialog: dnsDialog((init) => DNSTCP(init)),
  // scapy's class has no place for such bytes.
  unknownToScapy: (set) => set.rest !== undefined,
  limits: {
    min: 1,
    is: isInStream,
    size: segmentSize,
    end: untilLimit,
    next: nextMessage,
  },
});

function isInStream(b: Uint8Array, o: number, e: number): boolean {
  return isMessage(b, o + 2, e) && u16(b, o) >= headLength;
}

/** Behind a message another one, if it is one. */
function nextMessage(b: Uint8Array, o: number, h: number, e: number): number {
  return isInStream(b, o + h, e) ? DNSTCP.definition.id : 0;
}

guess(TCP, { port: 53 }, DNSTCP);
