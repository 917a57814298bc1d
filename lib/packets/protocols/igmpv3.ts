/** IGMP version 3, RFC 9776: groups, and the senders wanted for each. */

import { u16 } from "../bits";
import { ip4 } from "../fields/address";
import { ip4List } from "../fields/address-list";
import { bytes } from "../fields/bytes";
import { structures } from "../fields/structures";
import { uint } from "../fields/uint";
import type { ComputedRule, Fields, InitOf, Named, ValuesOf } from "../model/field";
import { layoutOf } from "../model/layout";
import { untilLimit } from "../model/limits";
import { checksumOf, countOf } from "../model/rules";
import { Layer } from "../packet";
import { protocol } from "../protocol";
import { igmp } from "./igmp";

/** From 128 on, a code is a number with an exponent of its own (RFC 9776 §4.1). */
const decoded = (code: number) => (code < 128 ? code : ((code & 15) | 16) << (((code >> 4) & 7) + 3));

const queryFields = {
  type: uint(8, { names: { 17: "Membership Query" }, default: 17, doc: "0x11: a query" }),
  mrcode: {
    ...uint(8, {
      default: 20,
      doc: "tenths of a second within which to answer; from 128 on in a code for larger numbers",
      meaning: (code) => `answer within ${decoded(code) / 10} s`,
    }),
    // scapy gets the number and makes the code of it.
    scapy: (code: number) => String(decoded(code)),
  },
  chksum: uint(16, { hex: true, auto: checksumOf("layer"), doc: "checksum over the message" }),
  gaddr: ip4({ doc: "the group; 0.0.0.0 asks for all" }),
  flags: uint(4, { names: { 8: "extended" }, doc: "8: extended (RFC 9279)" }),
  s: uint(1, { doc: "1: routers need not start their timers again" }),
  qrv: uint(3, { doc: "how often a message is sent in case one is lost" }),
  qqic: uint(8, {
    doc: "seconds between queries, in the same code",
    meaning: (code) => (code ? `every ${decoded(code)} s` : undefined),
  }),
  numsrc: uint(16, { auto: countOf("srcaddrs"), doc: "how many senders" }),
  srcaddrs: ip4List({ doc: "the senders it asks about" }),
};

/** The fields of a query of version 3. */
export interface IGMPv3QueryValues extends ValuesOf<typeof queryFields> {}
/** The same to be written: each may be left out. */
export interface IGMPv3QueryInit extends InitOf<typeof queryFields>, Named {}

/**
 * A router's question: who listens to which group, and to which senders? (Membership query of version 3.)
 *
 * @example
 * ```ts
 * import { packet, IP, IGMPv3_MQ } from "netcell";
 * packet(IP({ dst: "224.0.0.1" }), IGMPv3_MQ({ mrcode: 100, qrv: 2, qqic: 125 }))
 * ```
 */
export const IGMPv3_MQ = igmp<IGMPv3QueryValues, IGMPv3QueryInit>({
  name: "IGMPv3_MQ",
  title: "IGMPv3 membership query",
  rfc: "RFC 9776 §4.1",
  type: 0x11,
  fields: queryFields,
  summary: querySummary,
  limits: { min: 12, size: (b, o) => 12 + 4 * u16(b, o + 10) },
});

const words: ComputedRule = {
  kind: "length",
  rule: "length of the auxiliary data, in words of 4 bytes",
  compute: (frame, i) => inWords(layoutOf(frame, i).values),
  derive: inWords,
};

function inWords({ auxdata }: Fields): number {
  return Math.ceil(((auxdata as Uint8Array | undefined)?.length ?? 0) / 4);
}

const recordTypes = {
  1: "Mode Is Include",
  2: "Mode Is Exclude",
  3: "Change To Include Mode",
  4: "Change To Exclude Mode",
  5: "Allow New Sources",
  6: "Block Old Sources",
} as const;

const meanings: Readonly<Record<number, string>> = {
  1: "I listen to these senders only",
  2: "I listen to all but these senders",
  3: "from now on I listen to these senders only (to none: I leave)",
  4: "from now on I listen to all but these senders (but none: I join)",
  5: "I listen to these senders too",
  6: "I listen to these senders no more",
};

const recordFields = {
  rtype: uint(8, {
    names: recordTypes,
    default: 4,
    doc: "what is said about the group",
    meaning: (type) => meanings[type],
  }),
  auxdlen: uint(8, { auto: words, doc: "length of the auxiliary data, in words of 4 bytes" }),
  numsrc: uint(16, { auto: countOf("srcaddrs"), doc: "how many senders" }),
  maddr: ip4({ doc: "the group" }),
  srcaddrs: ip4List({ count: ({ numsrc }) => numsrc as number, doc: "the senders" }),
  auxdata: bytes({
    when: ({ auxdlen }) => auxdlen !== 0,
    width: ({ auxdlen, ...known }) => 4 * ((auxdlen as number | undefined) ?? inWords(known)),
    doc: "auxiliary data: none is defined",
  }),
};

/** The fields of a record of a report. */
export interface IGMPv3RecordValues extends ValuesOf<typeof recordFields> {}
/** The same to be written: each may be left out. */
export interface IGMPv3RecordInit extends InitOf<typeof recordFields>, Named {}

const recordSize = (b: Uint8Array, o: number) => 8 + 4 * (b[o + 1]! + u16(b, o + 2));

/** One record of a report: a group, and the senders one wants to hear, or not. */
export const IGMPv3_MR_Group = protocol<IGMPv3RecordValues, IGMPv3RecordInit>({
  name: "IGMPv3_MR_Group",
  title: "IGMPv3 group record",
  rfc: "RFC 9776 §4.2",
  layer: 3,
  pdu: "record",
  fields: recordFields,
  limits: { min: 8, size: recordSize, end: untilLimit, next: () => 0 },
});

const reportFields = {
  type: uint(8, { names: { 34: "Version 3 - Membership Report" }, default: 34, doc: "0x22: a report" }),
  reserved: uint(8, { doc: "0" }),
  chksum: uint(16, { hex: true, auto: checksumOf("layer"), doc: "checksum over the message" }),
  flags: uint(16, { names: { 32768: "extended" }, hex: true, doc: "0x8000: extended (RFC 9279)" }),
  numgrp: uint(16, { auto: countOf("records"), doc: "how many records" }),
  records: structures<IGMPv3RecordInit, IGMPv3RecordValues>({
    doc: "a record for each group",
    count: ({ numgrp }) => numgrp as number,
    find(b, at, limit) {
      const size = at + 8 <= limit ? recordSize(b, at) : Number.POSITIVE_INFINITY;
      return at + size <= limit ? { definition: IGMPv3_MR_Group.definition, size } : undefined;
    },
    parse: IGMPv3_MR_Group,
    like: '{ rtype: "Change To Exclude Mode", maddr: "239.1.2.3" }',
    line: ({ rtype, maddr, srcaddrs }) =>
      `${(recordTypes as Readonly<Record<number, string>>)[rtype as number] ?? rtype} ${maddr} (${(srcaddrs as readonly string[]).join(", ")})`,
  }),
};

/** The fields of a report of version 3. */
export interface IGMPv3ReportValues extends ValuesOf<typeof reportFields> {}
/** The same to be written: each may be left out. */
export interface IGMPv3ReportInit extends InitOf<typeof reportFields>, Named {}

/**
 * A host's answer: these groups I listen to, from these senders. (Membership report of version 3.)
 *
 * @example
 * ```ts
 * import { packet, IP, IGMPv3_MR } from "netcell";
 * const join = { rtype: "Change To Exclude Mode", maddr: "239.1.2.3" } as const;
 * packet(IP({ dst: "224.0.0.22" }), IGMPv3_MR({ records: [join] }))
 * ```
 */
export const IGMPv3_MR = igmp<IGMPv3ReportValues, IGMPv3ReportInit>({
  name: "IGMPv3_MR",
  title: "IGMPv3 membership report",
  rfc: "RFC 9776 §4.2",
  type: 0x22,
  fields: reportFields,
  summary: ({ numgrp }) => `igmp v3 report, ${numgrp} group record(s)`,
  // scapy's records end before the auxiliary data.
  unknownToScapy: ({ records = [] }) =>
    (records as readonly unknown[]).some((record) => !(record instanceof Layer) || "auxdata" in record.set),
  limits: { min: 8, size: reportSize },
});

/** As many records as it counts; when they do not all fit, at least as much as those would need. */
function reportSize(b: Uint8Array, o: number, e: number): number {
  let at = o + 8;
  for (let left = u16(b, o + 6); left > 0; left--) {
    if (at + 8 > e) return at + 8 * left - o;
    at += recordSize(b, at);
  }
  return at - o;
}

function querySummary({ mrcode, gaddr, numsrc }: Fields): string {
  const tenths = decoded(mrcode as number);
  const within = tenths === 100 ? "" : ` [max resp time ${duration(tenths)}]`;
  const senders = numsrc ? `, ${numsrc} source(s)` : "";
  return `igmp query v3${within}${gaddr === "0.0.0.0" ? "" : ` [gaddr ${gaddr}${senders}]`}`;
}

function duration(tenths: number): string {
  if (tenths < 600) return `${(tenths / 10).toFixed(1)}s`;
  const [minutes, seconds] = [Math.floor(tenths / 600), Math.floor(tenths / 10) % 60];
  return `${minutes}m${seconds ? `${seconds}s` : ""}`;
}
