/** Extension headers of IPv6 (RFC 8200 §4, RFC 4302): options, routes, fragments, authentication. */

import { u16 } from "../bits";
import { hex } from "../bytes-as-text";
import { scapyValue } from "../describe/code";
import { ip6List } from "../fields/address-list";
import { bytes } from "../fields/bytes";
import { bytesOption, numberOption, options } from "../fields/options";
import { uint } from "../fields/uint";
import { headerAt } from "../frame";
import type { ComputedRule, InitOf, Named, ValuesOf } from "../model/field";
import { untilLimit } from "../model/limits";
import { lengthOf, nextProtocol } from "../model/rules";
import { ipProtocols } from "../names/ip-protocols";
import { bind, protocol } from "../protocol";
import { byNextHeader, IPv6 } from "./ipv6";

/** An option of a hop-by-hop or destination header as you write it. */
export type IPv6OptionInit =
  | "Pad1"
  | readonly ["Pad1", null?]
  | readonly ["RouterAlert" | "Jumbo" | "TunnelLimit", number]
  | readonly ["PadN" | "HomeAddress" | "Malformed", Uint8Array]
  | readonly [kind: number, data: Uint8Array];

/** An option as it is read. */
export type IPv6Option = Exclude<IPv6OptionInit, string>;

const nextHeader = () =>
  uint(8, {
    names: ipProtocols,
    default: 59,
    auto: nextProtocol(byNextHeader),
    doc: "what is inside (next header)",
  });

const optionFields = {
  /** The protocol of what follows (next header). */
  nh: nextHeader(),
  len: uint(8, {
    auto: lengthOf("header", { unit: 8, minus: 1 }),
    doc: "length of this header in units of 8 bytes, not counting the first 8",
  }),
  options: options<IPv6OptionInit, IPv6Option>({
    doc: "options",
    kinds: {
      Pad1: { kind: 0, single: true },
      PadN: bytesOption(1),
      TunnelLimit: numberOption(4, 1, "how many tunnels more"),
      RouterAlert: numberOption(5, 2, "0 for Multicast Listener Discovery"),
      Jumbo: numberOption(194, 4, "length of the jumbogram"),
      HomeAddress: bytesOption(201, "the 16 bytes of the address"),
    },
    counts: "data",
    fill: (count) =>
      count < 2 ? new Uint8Array(count) : Uint8Array.of(1, count - 2, ...new Uint8Array(count - 2)),
    word: 8,
    after: 2,
    extent: (known) => 6 + 8 * (known.len as number),
    scapy: (list, encode) =>
      `[${list.map((option) => `HBHOptUnknown(${scapyValue(encode(option))})`).join(", ")}]`,
  }),
};

/** The fields of a header of options. */
export interface IPv6OptionsValues extends ValuesOf<typeof optionFields> {}
/** The same to be written: each may be left out. */
export interface IPv6OptionsInit extends InitOf<typeof optionFields>, Named {}

const inUnitsOf8 = { min: 8, size: "len", end: untilLimit, next: "nh" } as const;

/**
 * Options that every router on the way has to read.
 *
 * @example
 * ```ts
 * import { packet, IPv6, IPv6ExtHdrHopByHop, UDP } from "netcell";
 * packet(IPv6(), IPv6ExtHdrHopByHop({ options: [["RouterAlert", 0]] }), UDP())
 * ```
 */
export const IPv6ExtHdrHopByHop = protocol<IPv6OptionsValues, IPv6OptionsInit>({
  name: "IPv6ExtHdrHopByHop",
  title: "IPv6 hop-by-hop options",
  summary: () => "HBH",
  rfc: "RFC 8200 §4.3",
  layer: 3,
  pdu: "packet",
  fields: optionFields,
  like: IPv6,
  limits: inUnitsOf8,
});

/**
 * Options for the receiver alone.
 *
 * @example
 * ```ts
 * import { packet, IPv6, IPv6ExtHdrDestOpt, UDP } from "netcell";
 * packet(IPv6(), IPv6ExtHdrDestOpt(), UDP())
 * ```
 */
export const IPv6ExtHdrDestOpt = protocol<IPv6OptionsValues, IPv6OptionsInit>({
  name: "IPv6ExtHdrDestOpt",
  title: "IPv6 destination options",
  summary: () => "DSTOPT",
  rfc: "RFC 8200 §4.6",
  layer: 3,
  pdu: "packet",
  fields: optionFields,
  like: IPv6,
  limits: inUnitsOf8,
});

const stopsLeft: ComputedRule = {
  kind: "length",
  rule: "number of addresses",
  advisory: true,
  compute: (frame, i) => (headerAt(frame, i) - 8) >> 4,
};

const routingFields = {
  /** The protocol of what follows (next header). */
  nh: nextHeader(),
  len: uint(8, {
    auto: lengthOf("header", { unit: 8, minus: 1 }),
    doc: "length of this header in units of 8 bytes, not counting the first 8",
  }),
  type: uint(8, { names: { 2: "MobileIPv6", 3: "RPL", 4: "SegmentRouting" }, doc: "kind of route" }),
  segleft: uint(8, { auto: stopsLeft, doc: "stops still to make" }),
  reserved: uint(32, { hex: true, doc: "0, or what the kind of route puts here" }),
  addresses: ip6List({ doc: "the stops" }),
  rest: bytes({ doc: "what the kind of route puts behind" }),
};

/** The fields of a routing header. */
export interface IPv6RoutingValues extends ValuesOf<typeof routingFields> {}
/** The same to be written: each may be left out. */
export interface IPv6RoutingInit extends InitOf<typeof routingFields>, Named {}

/**
 * Stops that a packet has to make on its way. Checksums count the last one as its destination.
 *
 * @example
 * ```ts
 * import { packet, IPv6, IPv6ExtHdrRouting, UDP } from "netcell";
 * packet(IPv6({ dst: "2001:db8::1" }), IPv6ExtHdrRouting({ addresses: ["2001:db8::2"] }), UDP())
 * ```
 */
export const IPv6ExtHdrRouting = protocol<IPv6RoutingValues, IPv6RoutingInit>({
  name: "IPv6ExtHdrRouting",
  title: "IPv6 routing header",
  summary: ({ len, type, segleft, addresses }) => {
    const stops = (addresses as readonly string[]).map((address, i) => `, [${i}]${address}`);
    return `RT6 (len=${len}, type=${type}, segleft=${segleft}${stops.join("")})`;
  },
  rfc: "RFC 8200 §4.4",
  layer: 3,
  pdu: "packet",
  fields: routingFields,
  like: IPv6,
  limits: inUnitsOf8,
});

const fragmentFields = {
  /** The protocol of what follows (next header). */
  nh: nextHeader(),
  res1: uint(8, { doc: "0" }),
  offset: uint(13, { doc: "where this fragment belongs, in units of 8 bytes" }),
  res2: uint(2, { doc: "0" }),
  m: uint(1, { doc: "1: more fragments follow" }),
  id: uint(32, { doc: "the same in all fragments of one packet" }),
};

/** The fields of a fragment header. */
export interface IPv6FragmentValues extends ValuesOf<typeof fragmentFields> {}
/** The same to be written: each may be left out. */
export interface IPv6FragmentInit extends InitOf<typeof fragmentFields>, Named {}

/**
 * Says which part of a larger packet this is. Only the sender makes fragments, no router does.
 *
 * @example
 * ```ts
 * import { packet, IPv6, IPv6ExtHdrFragment } from "netcell";
 * packet(IPv6(), IPv6ExtHdrFragment({ nh: "UDP", offset: 180, id: 7 }), "the rest")
 * ```
 */
export const IPv6ExtHdrFragment = protocol<IPv6FragmentValues, IPv6FragmentInit>({
  name: "IPv6ExtHdrFragment",
  title: "IPv6 fragment header",
  summary: ({ offset }, carried) => `frag (${8 * (offset as number)}|${carried})`,
  rfc: "RFC 8200 §4.5",
  layer: 3,
  pdu: "packet",
  fields: fragmentFields,
  like: IPv6,
  limits: {
    min: 8,
    size: 8,
    end: untilLimit,
    next: { by: "nh", unless: "offset" },
  },
  whole: (b, o) => (u16(b, o + 2) & 0xfff9) === 0,
});

const authenticationFields = {
  /** The protocol of what follows (next header). */
  nh: nextHeader(),
  payloadlen: uint(8, {
    auto: lengthOf("header", { unit: 4, minus: 2 }),
    doc: "length of this header in words of 4 bytes, less 2",
  }),
  reserved: uint(16, { doc: "0" }),
  spi: uint(32, { hex: true, default: 1, doc: "which security association" }),
  seq: uint(32, { doc: "counts packets, against replay" }),
  icv: bytes({ doc: "the signature (integrity check value)" }),
};

/** The fields of an authentication header. */
export interface AHValues extends ValuesOf<typeof authenticationFields> {}
/** The same to be written: each may be left out. */
export interface AHInit extends InitOf<typeof authenticationFields>, Named {}

/**
 * A signature over the packet (IPsec); what it carries stays readable.
 *
 * @example
 * ```ts
 * import { packet, IPv6, AH, UDP } from "netcell";
 * packet(IPv6(), AH({ icv: new Uint8Array(12) }), UDP())
 * ```
 */
export const AH = protocol<AHValues, AHInit>({
  name: "AH",
  title: "Authentication Header",
  summary: ({ spi, seq, icv }) =>
    `AH(spi=0x${(spi as number).toString(16).padStart(8, "0")},seq=0x${(seq as number).toString(16)},icv=0x${hex(icv as Uint8Array)})`,
  rfc: "RFC 4302",
  layer: 3,
  pdu: "packet",
  fields: authenticationFields,
  like: IPv6,
  limits: { min: 12, size: "payloadlen", end: untilLimit, next: "nh" },
});

bind(IPv6, { nh: 0 }, IPv6ExtHdrHopByHop);
bind(IPv6, { nh: 43 }, IPv6ExtHdrRouting);
bind(IPv6, { nh: 44 }, IPv6ExtHdrFragment);
bind(IPv6, { nh: 51 }, AH);
bind(IPv6, { nh: 60 }, IPv6ExtHdrDestOpt);
