/** Questions and resource records of DNS (RFC 1035 §4.1.2, §4.1.3), each a structure of its own, as in scapy. */

import { u16 } from "../bits";
import { ip4, ip6 } from "../fields/address";
import { bytes } from "../fields/bytes";
import { uint } from "../fields/uint";
import type { Field, FieldTable, InitOf, Named, ValuesOf } from "../model/field";
import { type Limits, untilLimit } from "../model/limits";
import { lengthOfFields } from "../model/rules";
import { dnsClasses, dnsQuestionTypes, dnsTypes } from "../names/dns";
import type { Layer, Protocol } from "../packet";
import { protocol } from "../protocol";
import { type DNSName, domainName, NO_NAME, nameSize } from "./dns-name";
import { type CAA, caa, texts } from "./dns-rdata";

const questionFields = {
  qname: domainName({ default: "www.example.com.", doc: "name that is asked for" }),
  qtype: uint(16, { default: 1, names: dnsQuestionTypes, doc: "type of record that is asked for" }),
  unicastresponse: uint(1, { doc: "in mDNS 1: answer to me alone (QU, RFC 6762 §5.4)" }),
  qclass: uint(15, { default: 1, names: dnsClasses, doc: "class, in practice IN, the Internet" }),
};

/** The fields of a question. */
export interface DNSQRValues extends ValuesOf<typeof questionFields> {}
/** The same to be written: each may be left out. */
export interface DNSQRInit extends InitOf<typeof questionFields>, Named {}

/** Bytes of a question; more than there are if it is cut, `NO_NAME` if it is not one. */
export function questionSize(b: Uint8Array, at: number, limit: number): number {
  const name = nameSize(b, at, limit);
  return name === NO_NAME ? NO_NAME : name + 4;
}

/** Bytes of a resource record; more than there are if it is cut, `NO_NAME` if it is not one. */
export function recordSize(b: Uint8Array, at: number, limit: number): number {
  const name = nameSize(b, at, limit);
  if (name === NO_NAME) return NO_NAME;
  return at + name + 10 > limit ? name + 10 : name + 10 + u16(b, at + name + 8);
}

const sized = (size: (b: Uint8Array, at: number, limit: number) => number, min: number): Limits => ({
  min,
  is: (b, o, e) => size(b, o, e) !== NO_NAME,
  size,
  end: untilLimit,
  next: () => 0,
});

/**
 * A question of a DNS message.
 *
 * @example
 * ```ts
 * import { packet, IP, UDP, DNS, DNSQR } from "netcell";
 * packet(IP(), UDP(), DNS({ qd: [DNSQR({ qname: "example.com", qtype: "MX" })] }))
 * ```
 */
export const DNSQR = protocol<DNSQRValues, DNSQRInit>({
  name: "DNSQR",
  title: "DNS question",
  rfc: "RFC 1035 §4.1.2",
  layer: 7,
  pdu: "question",
  fields: questionFields,
  limits: sized(questionSize, 5),
});

/** Seconds in days, hours and minutes. */
export const seconds = (value: number) =>
  value < 120
    ? undefined
    : value < 7200
      ? `${Math.round(value / 60)} minutes`
      : value < 172_800
        ? `${Math.round(value / 3600)} hours`
        : `${Math.round(value / 86_400)} days`;

export const owner = () => ({
  rrname: domainName({ doc: "name that the record belongs to" }),
});
export const type = (number: number) =>
  uint(16, { default: number, names: dnsTypes, doc: "type of the record" });
export const length = () => ({
  rdlen: uint(16, { auto: lengthOfFields(), doc: "length of the data, in bytes" }),
});
export const lifetime = () => ({
  ttl: uint(32, { doc: "how long it may be kept, in seconds", meaning: seconds }),
});

/** The beginning of all records. */
export const head = (number: number) => ({
  ...owner(),
  type: type(number),
  cacheflush: uint(1, { doc: "in mDNS 1: forget what you know of this name (RFC 6762 §10.2)" }),
  rclass: uint(15, { default: 1, names: dnsClasses, doc: "class, in practice IN, the Internet" }),
  ...lifetime(),
  ...length(),
});

/** A kind of record. */
export function record<V extends object, I>(
  name: string,
  title: string,
  rfc: string,
  fields: FieldTable,
): Protocol<V, I> {
  return protocol<V, I>({ name, title, rfc, layer: 7, pdu: "record", fields, limits: sized(recordSize, 11) });
}

/** The fields of most records. */
export interface DNSRRValues extends ValuesOf<ReturnType<typeof head>> {
  /** An address (A, AAAA), a name (NS, CNAME, PTR, DNAME), texts (TXT), a CAA; of other types bytes. */
  readonly rdata: string | readonly string[] | CAA | Uint8Array;
}

/** The same to be written: each may be left out. */
export interface DNSRRInit extends InitOf<ReturnType<typeof head>> {
  /** An address (A, AAAA), a name (NS, CNAME, PTR, DNAME), texts (TXT), a CAA; of other types bytes. */
  readonly rdata?: DNSName | readonly string[] | Partial<CAA> | Uint8Array | undefined;
}

const rdata = "an address, a name, texts or bytes";
const title = "DNS resource record";
const withData = <In, Out>(about: string, rfc: string, data: Field<In, Out>) =>
  record<DNSRRValues, DNSRRInit>("DNSRR", `${title}: ${about}`, rfc, {
    ...head(1),
    rdata: data as Field<unknown, unknown>,
  });
const toName = (about: string) => withData(about, "RFC 1035 §3.3", domainName({ doc: rdata }));

/** Where only the type tells what the data are: one structure each, all of the same name, as in scapy. */
export const byType: Readonly<Record<number, Protocol<DNSRRValues, DNSRRInit>>> = {
  1: withData("IPv4 address", "RFC 1035 §3.4.1", ip4({ doc: rdata })),
  2: toName("name server"),
  5: toName("alias"),
  12: toName("pointer"),
  16: withData("texts", "RFC 1035 §3.3.14", texts({ doc: rdata })),
  28: withData("IPv6 address", "RFC 3596 §2.2", ip6({ doc: rdata })),
  39: withData("alias for all below", "RFC 6672 §2.1", domainName({ doc: rdata })),
  257: withData("who may issue certificates", "RFC 8659 §4.1", caa({ doc: rdata })),
};

/** Of any type, with data as bytes (RFC 3597): in a cell they are never taken for text. */
export const unknown = withData("of any type", "RFC 1035 §4.1.3", {
  ...bytes({ doc: rdata }),
  cell: (value: Uint8Array) => `Uint8Array.of(${Array.from(value).join(", ")})`,
});

/**
 * A resource record of a DNS message: A, NS, CNAME, PTR, TXT, AAAA, CAA, or any other with its data as bytes. MX, SOA,
 * SRV and some more have data of several fields, and structures of their own, as in scapy: `DNSRRMX`, `DNSRRSOA`, …
 *
 * @example
 * ```ts
 * import { packet, IP, UDP, DNS, DNSRR } from "netcell";
 * packet(IP(), UDP(), DNS({ qr: 1, an: [DNSRR({ rrname: "example.com", ttl: 300, rdata: "192.0.2.1" })] }))
 * ```
 */
export const DNSRR: Protocol<DNSRRValues, DNSRRInit> = Object.assign(
  (init: DNSRRInit = {}): Layer<DNSRRValues, DNSRRInit> => {
    const { type: number = 1 } = unknown({ type: init.type }).set;
    return (init.rdata instanceof Uint8Array ? unknown : (byType[number] ?? unknown))(init);
  },
  { definition: unknown.definition },
);
