/** Generic Routing Encapsulation, RFC 2784: any packet inside of any other, between two ends of a tunnel. */

import { u16 } from "../bits";
import { uint } from "../fields/uint";
import type { Fields, InitOf, Named, ValuesOf } from "../model/field";
import { untilLimit } from "../model/limits";
import { checksumOf, nextProtocol } from "../model/rules";
import { ethertypes } from "../names/ethertypes";
import { bind, protocol } from "../protocol";
import { byEtherType, Ether } from "./ether";
import { IP } from "./ip";
import { IPv6 } from "./ipv6";

const hasChecksum = (known: Fields) => known.chksum_present === 1 || known.routing_present === 1;

const fields = {
  chksum_present: uint(1, { doc: "1: there is a checksum" }),
  routing_present: uint(1, { doc: "1: there is a route (historic, RFC 1701)" }),
  key_present: uint(1, { doc: "1: there is a key" }),
  seqnum_present: uint(1, { doc: "1: there is a sequence number" }),
  strict_route_source: uint(1, { doc: "1: the route is strict (historic, RFC 1701)" }),
  recursion_control: uint(3, { doc: "tunnels that may still be gone through (historic, RFC 1701)" }),
  flags: uint(5, { doc: "0" }),
  version: uint(3, { doc: "0; another version looks otherwise (1 is PPTP's, RFC 2637)" }),
  proto: uint(16, {
    names: ethertypes,
    hex: true,
    default: 0,
    auto: nextProtocol(byEtherType),
    doc: "what is inside (EtherType)",
  }),
  chksum: uint(16, {
    hex: true,
    when: hasChecksum,
    auto: checksumOf("layer", { present: (b, o) => b[o]! >= 0x80 }),
    doc: "checksum over header and data",
  }),
  offset: uint(16, {
    hex: true,
    when: hasChecksum,
    doc: "0, or where in the route it is (historic, RFC 1701)",
  }),
  key: uint(32, {
    hex: true,
    when: (known) => known.key_present === 1,
    doc: "which flow or customer it belongs to (RFC 2890)",
  }),
  sequence_number: uint(32, {
    hex: true,
    when: (known) => known.seqnum_present === 1,
    doc: "counts the packets of the tunnel (RFC 2890)",
  }),
};

/** The fields of a GRE header; which fields there are, its first bits say. */
export interface GREValues extends ValuesOf<typeof fields> {}
/** The same to be written: each may be left out. */
export interface GREInit extends InitOf<typeof fields>, Named {}

/**
 * A GRE header: 4 bytes, or up to 16 with checksum, key and sequence number.
 *
 * @example
 * ```ts
 * import { packet, IP, GRE, ICMP } from "netcell";
 * packet(IP({ dst: "192.0.2.1" }), GRE({ key_present: 1, key: 7 }), IP({ dst: "10.0.0.1" }), ICMP())
 * ```
 */
export const GRE = protocol<GREValues, GREInit>({
  name: "GRE",
  title: "Generic Routing Encapsulation",
  rfc: "RFC 2784, RFC 2890",
  layer: 3,
  pdu: "packet",
  fields,
  like: Ether,
  summary,
  limits: {
    min: 4,
    size: (b, o) => {
      const bits = b[o]!;
      return 4 + (bits & 0xc0 ? 4 : 0) + (bits & 0x20 ? 4 : 0) + (bits & 0x10 ? 4 : 0);
    },
    end: untilLimit,
    // Before what a packet with a route carries comes the route.
    next: (b, o) => (b[o]! & 0x40 ? 0 : byEtherType[u16(b, o + 2)]!),
    is: (b, o) => (b[o + 1]! & 7) === 0,
  },
});

function summary(
  { key, sequence_number, offset, proto }: Fields,
  _carried: number,
  { length, says }: { readonly length: number; readonly says: string },
): string {
  const hex = (value: unknown) => `0x${Number(value).toString(16)}`;
  const parts = [
    "GREv0",
    ...(offset === undefined ? [] : [`off ${hex(offset)}`]),
    ...(key === undefined ? [] : [`key=${hex(key)}`]),
    ...(sequence_number === undefined ? [] : [`seq ${sequence_number}`]),
    `length ${length}`,
  ];
  return parts.join(", ") + (says ? "" : `: gre-proto-${hex(proto)}`);
}

bind(IP, { frag: 0, proto: 47 }, GRE);
bind(IPv6, { nh: 47 }, GRE);
bind(GRE, { proto: 0x6558 }, Ether);
