/** Internet Protocol version 4, RFC 791: addresses, a time to live, fragments. */

import { u16 } from "../bits";
import { ip4 } from "../fields/address";
import { flags } from "../fields/flags";
import { uint } from "../fields/uint";
import { type Frame, rowLength } from "../frame";
import { swapped } from "../model/dialog";
import type { InitOf, Named, ValuesOf } from "../model/field";
import { checksumOf, lengthOf, nextProtocol } from "../model/rules";
import { ipProtocols } from "../names/ip-protocols";
import type { Protocol } from "../packet";
import { bind, protocol } from "../protocol";
import { Ether } from "./ether";
import { network } from "./half-lines";
import { ipOptions } from "./ip-options";

const byProtocol = new Uint16Array(256);

const fields = {
  version: uint(4, { title: "Version", default: 4, doc: "4" }),
  ihl: uint(4, {
    title: "IHL",
    auto: lengthOf("header", { unit: 4 }),
    doc: "header length, in words of 4 bytes",
  }),
  tos: uint(8, {
    title: "Type of Service",
    hex: true,
    doc: "class of service (DSCP) and congestion mark (ECN)",
    meaning: serviceMeaning,
  }),
  len: uint(16, {
    title: "Total Length",
    auto: lengthOf("layer"),
    doc: "length of header and data, in bytes",
  }),
  id: uint(16, { title: "Identification", default: 1, doc: "the same in all fragments of one packet" }),
  flags: flags(["MF", "DF", "evil"], {
    title: "Flags",
    doc: "about fragments",
    meanings: ["more fragments follow", "do not fragment", "reserved, the evil bit of RFC 3514"],
  }),
  frag: uint(13, { title: "Fragment Offset", doc: "where this fragment belongs, in units of 8 bytes" }),
  ttl: uint(8, { title: "Time to Live", default: 64, doc: "routers it may still pass (time to live)" }),
  proto: uint(8, {
    title: "Protocol",
    names: ipProtocols,
    default: 0,
    auto: nextProtocol(byProtocol),
    doc: "what is inside",
  }),
  chksum: uint(16, {
    title: "Header Checksum",
    hex: true,
    auto: checksumOf("header"),
    doc: "checksum over the header",
  }),
  src: ip4({
    title: "Source Address",
    default: "127.0.0.1",
    scapyUsesHost: true,
    doc: "address of the sender",
  }),
  dst: ip4({ title: "Destination Address", default: "127.0.0.1", doc: "address of the receiver" }),
  /** Options, up to 40 bytes. */
  options: ipOptions,
};

/** The fields of an IPv4 header. */
export interface IPValues extends ValuesOf<typeof fields> {}
/** The same to be written: each may be left out. */
export interface IPInit extends InitOf<typeof fields>, Named {}

/**
 * An IPv4 header: 20 bytes, or up to 60 with options.
 *
 * @example
 * ```ts
 * import { packet, IP, ICMP } from "netcell";
 * packet(IP({ dst: "10.0.0.1", ttl: 1 }), ICMP())
 * ```
 */
export const IP: Protocol<IPValues, IPInit> = protocol<IPValues, IPInit>({
  name: "IP",
  title: "Internet Protocol version 4",
  rfc: "RFC 791 §3.1",
  layer: 3,
  pdu: "packet",
  fields,
  addresses: { size: 4, source: 12, destination },
  summary: network("IP", ({ proto }) => proto as number),
  dialog: {
    ends: ["src", "dst"],
    answers: swapped(["src", "dst"], ["IP address", "IP addresses"], isGroup),
    reply: ({ fields: { src, dst } }) => [
      IP({ dst: src as string, ...(!isGroup(dst) && { src: dst as string }) }),
    ],
  },
  limits: {
    min: 20,
    size: "ihl",
    // A length of 0 is what the sender's own capture shows when the network card will cut the packet up (offload).
    end: "len",
    // A later fragment begins in the middle of what it carries (RFC 791 §3.2).
    next: { by: "proto", unless: "frag" },
  },
  whole: (b, o, e) => (u16(b, o + 6) & 0x3fff) === 0 && o + u16(b, o + 2) <= e,
});

/** Whether this address stands for several hosts: multicast (RFC 1112 §4), or all (RFC 919 §7). */
function isGroup(address: unknown): boolean {
  const first = Number.parseInt(String(address), 10);
  return (first >= 224 && first < 240) || address === "255.255.255.255";
}

/** The *ultimate* destination: on a source route that is its last stop (RFC 1122 §4.1.1, RFC 791 §3.1). */
function destination({ bytes, rows }: Frame, i: number): number {
  const start = rows[i * rowLength + 1]!;
  const options = start + rows[i * rowLength + 2]!;
  return options > start + 20 ? lastStop(bytes, start, options) : start + 16;
}

/** Where the ultimate destination is written: in the header, or in a source route that still has stops to make. */
function lastStop(bytes: Uint8Array, start: number, end: number): number {
  for (let at = start + 20; at + 1 < end && bytes[at] !== 0; ) {
    const size = bytes[at] === 1 ? 1 : bytes[at + 1]!;
    if (size === 0 || at + size > end) break;
    const isRoute = bytes[at] === 131 || bytes[at] === 137;
    if (isRoute && size >= 7 && bytes[at + 2]! <= size) return at + size - 4;
    at += size;
  }
  return start + 16;
}

function serviceMeaning(tos: number): string | undefined {
  const dscp = tos >> 2;
  const ecn = ["", "ECN-capable (1)", "ECN-capable (0)", "congestion experienced"][tos & 3]!;
  return [dscp ? `DSCP ${dscp}` : "", ecn].filter(Boolean).join(", ") || undefined;
}

bind(Ether, { type: 0x0800 }, IP);
bind(IP, { frag: 0, proto: 4 }, IP);
