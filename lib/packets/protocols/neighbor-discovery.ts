/** Neighbour discovery, RFC 4861: who is on this link, which router, and the options that say so. */

import { ip6, mac } from "../fields/address";
import { bytes } from "../fields/bytes";
import { uint } from "../fields/uint";
import type { FieldTable, InitOf, Named, ValuesOf } from "../model/field";
import { type Limits, untilLimit } from "../model/limits";
import { lengthOf } from "../model/rules";
import type { Protocol } from "../packet";
import { protocol } from "../protocol";
import { icmpv6, icmpv6Header } from "./icmpv6";

/** The protocol for each option type, by id. */
const byOption = new Uint16Array(256);
const option = (b: Uint8Array, o: number, h: number, e: number) =>
  o + h < e ? byOption[b[o + h]!] || ICMPv6NDOptUnknown.definition.id : 0;
const message = (bytes: number): Limits => ({ min: bytes, size: bytes, end: untilLimit, next: option });

const rsFields = {
  ...icmpv6Header(133),
  res: uint(32, { doc: "0" }),
};

/** The fields of a router solicitation. */
export interface NDRSValues extends ValuesOf<typeof rsFields> {}
/** The same to be written: each may be left out. */
export interface NDRSInit extends InitOf<typeof rsFields>, Named {}

/** Router solicitation: is there a router here? */
export const ICMPv6ND_RS = icmpv6<NDRSValues, NDRSInit>({
  name: "ICMPv6ND_RS",
  title: "Router solicitation",
  rfc: "RFC 4861 §4.1",
  type: 133,
  fields: rsFields,
  words: () => "router solicitation",
  below: { dst: "ff02::2", hlim: 255 },
  limits: message(8),
});

const raFields = {
  ...icmpv6Header(134),
  chlim: uint(8, { doc: "hop limit to use; 0: not said" }),
  M: uint(1, { doc: "1: get your address by DHCPv6" }),
  O: uint(1, { doc: "1: get the rest by DHCPv6" }),
  H: uint(1, { doc: "1: home agent (RFC 6275)" }),
  prf: uint(2, { names: { 0: "Medium", 1: "High", 3: "Low" }, default: 1, doc: "preference (RFC 4191)" }),
  P: uint(1, { doc: "1: proxy (RFC 4389)" }),
  res: uint(2, { doc: "0" }),
  routerlifetime: uint(16, { default: 1800, doc: "seconds it serves as a default router" }),
  reachabletime: uint(32, { doc: "milliseconds a neighbour counts as reachable; 0: not said" }),
  retranstimer: uint(32, { doc: "milliseconds between repeated questions; 0: not said" }),
};

/** The fields of a router advertisement. */
export interface NDRAValues extends ValuesOf<typeof raFields> {}
/** The same to be written: each may be left out. */
export interface NDRAInit extends InitOf<typeof raFields>, Named {}

/** Router advertisement: I am a router, and this is what you need to know. */
export const ICMPv6ND_RA = icmpv6<NDRAValues, NDRAInit>({
  name: "ICMPv6ND_RA",
  title: "Router advertisement",
  rfc: "RFC 4861 §4.2",
  type: 134,
  fields: raFields,
  dialog: {
    question: "ICMPv6ND_RS",
    answers: () => ({ ok: true, why: "a router answers the solicitation" }),
  },
  words: () => "router advertisement",
  below: { dst: "ff02::1", hlim: 255 },
  limits: message(16),
});

const nsFields = {
  ...icmpv6Header(135),
  res: uint(32, { doc: "0" }),
  tgt: ip6({ doc: "the address that is looked for" }),
};

/** The fields of a neighbour solicitation. */
export interface NDNSValues extends ValuesOf<typeof nsFields> {}
/** The same to be written: each may be left out. */
export interface NDNSInit extends InitOf<typeof nsFields>, Named {}

/**
 * Neighbour solicitation: who has this address? IPv6's ARP request.
 *
 * @example
 * ```ts
 * import { packet, Ether, IPv6, ICMPv6ND_NS, ICMPv6NDOptSrcLLAddr } from "netcell";
 * packet(Ether(), IPv6(), ICMPv6ND_NS({ tgt: "fe80::1" }), ICMPv6NDOptSrcLLAddr({ lladdr: "02:00:00:00:00:01" }))
 * ```
 */
export const ICMPv6ND_NS = icmpv6<NDNSValues, NDNSInit>({
  name: "ICMPv6ND_NS",
  title: "Neighbour solicitation",
  rfc: "RFC 4861 §4.3",
  type: 135,
  fields: nsFields,
  dialog: {
    reply: ({ fields: { tgt } }) => [ICMPv6ND_NA({ R: 0, S: 1, O: 1, tgt: tgt as string })],
  },
  words: ({ tgt }) => `neighbor solicitation, who has ${tgt}`,
  below: { dst: "ff02::1", hlim: 255 },
  limits: message(24),
});

const naFields = {
  ...icmpv6Header(136),
  R: uint(1, { default: 1, doc: "1: I am a router" }),
  S: uint(1, { doc: "1: you asked (solicited)" }),
  O: uint(1, { default: 1, doc: "1: forget what you knew (override)" }),
  res: uint(29, { hex: true, doc: "0" }),
  /** The address that is looked for. */
  tgt: nsFields.tgt,
};

/** The fields of a neighbour advertisement. */
export interface NDNAValues extends ValuesOf<typeof naFields> {}
/** The same to be written: each may be left out. */
export interface NDNAInit extends InitOf<typeof naFields>, Named {}

/** Neighbour advertisement: I have that address. IPv6's ARP reply. */
export const ICMPv6ND_NA = icmpv6<NDNAValues, NDNAInit>({
  name: "ICMPv6ND_NA",
  title: "Neighbour advertisement",
  rfc: "RFC 4861 §4.4",
  type: 136,
  fields: naFields,
  dialog: {
    question: "ICMPv6ND_NS",
    answers: ({ fields: answer }, { fields: { tgt } }) =>
      answer.tgt === tgt
        ? { ok: true, why: `it tells of ${tgt}` }
        : { ok: false, why: `it tells of ${answer.tgt}; the other asks for ${tgt}` },
  },
  words: ({ tgt }) => `neighbor advertisement, tgt is ${tgt}`,
  below: { dst: "ff02::1", hlim: 255 },
  limits: message(24),
});

const redirectFields = {
  ...icmpv6Header(137),
  res: uint(32, { hex: true, doc: "0" }),
  tgt: ip6({ doc: "the better first hop" }),
  dst: ip6({ doc: "for packets to this address" }),
};

/** The fields of a redirect. */
export interface NDRedirectValues extends ValuesOf<typeof redirectFields> {}
/** The same to be written: each may be left out. */
export interface NDRedirectInit extends InitOf<typeof redirectFields>, Named {}

/** Redirect: there is a better first hop. */
export const ICMPv6ND_Redirect = icmpv6<NDRedirectValues, NDRedirectInit>({
  name: "ICMPv6ND_Redirect",
  title: "Redirect",
  rfc: "RFC 4861 §4.5",
  type: 137,
  fields: redirectFields,
  words: ({ dst, tgt }) => `redirect, ${dst} to ${tgt}`,
  below: { dst: "ff02::1", hlim: 255 },
  limits: message(40),
});

const optionHeader = (type: number) => ({
  type: uint(8, { default: type, doc: "kind of option" }),
  len: uint(8, { auto: lengthOf("header", { unit: 8 }), doc: "length in units of 8 bytes" }),
});

/** Defines the option of one type; behind it another may follow. */
function ndOption<V extends object, I>(
  name: string,
  title: string,
  type: number,
  fields: FieldTable,
): Protocol<V, I> {
  const made = protocol<V, I>({
    name,
    title,
    rfc: "RFC 4861 §4.6",
    layer: 3,
    pdu: "option",
    fields,
    limits: { min: minimum(fields), size: (b, o) => 8 * b[o + 1]!, end: untilLimit, next: option },
  });
  if (type > 0) byOption[type] = made.definition.id;
  return made;
}

/** An option takes 8 bytes at least (RFC 4861 §4.6), or what its fixed fields need. */
const minimum = (fields: FieldTable) =>
  Math.max(8, Object.values(fields).reduce((bits, field) => bits + field.bits, 0) / 8);

const toEnd = (known: Readonly<Record<string, unknown>>, used: number) => 8 * (known.len as number) - used;
const rest = (used: number) =>
  bytes({ extent: (known) => toEnd(known, used), doc: "the rest, up to whole units of 8 bytes" });

const unknownFields = {
  ...optionHeader(0),
  /** The rest, up to whole units of 8 bytes. */
  data: rest(2),
};

/** The fields of any other option. */
export interface NDOptUnknownValues extends ValuesOf<typeof unknownFields> {}
/** The same to be written: each may be left out. */
export interface NDOptUnknownInit extends InitOf<typeof unknownFields>, Named {}

/** An option of a type that has no protocol of its own here. */
export const ICMPv6NDOptUnknown = ndOption<NDOptUnknownValues, NDOptUnknownInit>(
  "ICMPv6NDOptUnknown",
  "Neighbour discovery option",
  0,
  unknownFields,
);

const addressFields = (type: number) => ({
  ...optionHeader(type),
  lladdr: mac({ scapyUsesHost: true, doc: "MAC address" }),
  /** The rest, up to whole units of 8 bytes. */
  rest: rest(8),
});
const sourceFields = addressFields(1);
const targetFields = addressFields(2);

/** The fields of an option with a MAC address. */
export interface NDOptLLAddrValues extends ValuesOf<typeof sourceFields> {}
/** The same to be written: each may be left out. */
export interface NDOptLLAddrInit extends InitOf<typeof sourceFields>, Named {}

/** The MAC address of the sender. */
export const ICMPv6NDOptSrcLLAddr = ndOption<NDOptLLAddrValues, NDOptLLAddrInit>(
  "ICMPv6NDOptSrcLLAddr",
  "Source link-layer address",
  1,
  sourceFields,
);

/** The MAC address that was looked for. */
export const ICMPv6NDOptDstLLAddr = ndOption<NDOptLLAddrValues, NDOptLLAddrInit>(
  "ICMPv6NDOptDstLLAddr",
  "Target link-layer address",
  2,
  targetFields,
);

const prefixFields = {
  ...optionHeader(3),
  prefixlen: uint(8, { default: 64, doc: "bits of the prefix" }),
  L: uint(1, { default: 1, doc: "1: these addresses are on this link" }),
  A: uint(1, { default: 1, doc: "1: make yourself an address from it" }),
  R: uint(1, { doc: "1: holds the router's whole address (RFC 6275)" }),
  res1: uint(5, { doc: "0" }),
  validlifetime: uint(32, {
    default: 0xffffffff,
    hex: true,
    doc: "seconds it is valid; 0xffffffff: for ever",
  }),
  preferredlifetime: uint(32, { default: 0xffffffff, hex: true, doc: "seconds its addresses are preferred" }),
  res2: uint(32, { hex: true, doc: "0" }),
  prefix: ip6({ doc: "the prefix" }),
  /** The rest, up to whole units of 8 bytes. */
  rest: rest(32),
};

/** The fields of a prefix option. */
export interface NDOptPrefixInfoValues extends ValuesOf<typeof prefixFields> {}
/** The same to be written: each may be left out. */
export interface NDOptPrefixInfoInit extends InitOf<typeof prefixFields>, Named {}

/** The prefix from which hosts on this link make their addresses. */
export const ICMPv6NDOptPrefixInfo = ndOption<NDOptPrefixInfoValues, NDOptPrefixInfoInit>(
  "ICMPv6NDOptPrefixInfo",
  "Prefix information",
  3,
  prefixFields,
);

const mtuFields = {
  ...optionHeader(5),
  res: uint(16, { hex: true, doc: "0" }),
  mtu: uint(32, { default: 1280, doc: "the largest packet on this link, in bytes" }),
  /** The rest, up to whole units of 8 bytes. */
  rest: rest(8),
};

/** The fields of an MTU option. */
export interface NDOptMTUValues extends ValuesOf<typeof mtuFields> {}
/** The same to be written: each may be left out. */
export interface NDOptMTUInit extends InitOf<typeof mtuFields>, Named {}

/** The largest packet on this link. */
export const ICMPv6NDOptMTU = ndOption<NDOptMTUValues, NDOptMTUInit>("ICMPv6NDOptMTU", "MTU", 5, mtuFields);
