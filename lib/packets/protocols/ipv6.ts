/** Internet Protocol version 6, RFC 8200: long addresses, a fixed header, the rest in extension headers. */

import { u16 } from "../bits";
import { ip6 } from "../fields/address";
import { uint } from "../fields/uint";
import { type Frame, startAt } from "../frame";
import { swapped } from "../model/dialog";
import type { InitOf, Named, ValuesOf } from "../model/field";
import { lengthOf, nextProtocol } from "../model/rules";
import { ipProtocols } from "../names/ip-protocols";
import type { Protocol } from "../packet";
import { bind, protocol } from "../protocol";
import { Ether } from "./ether";
import { network } from "./half-lines";
import { IP } from "./ip";

/** The protocol for each value of "next header"; the extension headers use the same numbers. */
export const byNextHeader = new Uint16Array(256);

const fields = {
  version: uint(4, { title: "Version", default: 6, doc: "6" }),
  tc: uint(8, { title: "Traffic Class", doc: "traffic class: as IPv4's tos" }),
  fl: uint(20, { title: "Flow Label", hex: true, doc: "flow label: the same in all packets of one flow" }),
  plen: uint(16, {
    title: "Payload Length",
    auto: lengthOf("payload"),
    doc: "length of all behind this header, in bytes",
  }),
  nh: uint(8, {
    title: "Next Header",
    names: ipProtocols,
    default: 59,
    auto: nextProtocol(byNextHeader),
    doc: "what is inside (next header)",
  }),
  hlim: uint(8, { title: "Hop Limit", default: 64, doc: "routers it may still pass (hop limit)" }),
  src: ip6({ title: "Source Address", default: "::1", scapyUsesHost: true, doc: "address of the sender" }),
  dst: ip6({
    title: "Destination Address",
    default: "::1",
    doc: "address of the receiver, or of the next stop on a route",
  }),
};

/** The fields of an IPv6 header. */
export interface IPv6Values extends ValuesOf<typeof fields> {}
/** The same to be written: each may be left out. */
export interface IPv6Init extends InitOf<typeof fields>, Named {}

/**
 * An IPv6 header: 40 bytes, always.
 *
 * @example
 * ```ts
 * import { packet, IPv6, UDP } from "netcell";
 * packet(IPv6({ dst: "2001:db8::1" }), UDP(), "hello")
 * ```
 */
export const IPv6: Protocol<IPv6Values, IPv6Init> = protocol<IPv6Values, IPv6Init>({
  name: "IPv6",
  title: "Internet Protocol version 6",
  rfc: "RFC 8200 §3",
  layer: 3,
  pdu: "packet",
  fields,
  addresses: { size: 16, source: 8, destination: lastStop },
  summary: network("IP6", ({ nh }) => nh as number),
  dialog: {
    ends: ["src", "dst"],
    answers: swapped(["src", "dst"], ["IP address", "IP addresses"], isGroup),
    reply: ({ fields: { src, dst } }) => [
      IPv6({ dst: src as string, ...(!isGroup(dst) && { src: dst as string }) }),
    ],
  },
  limits: {
    min: 40,
    size: 40,
    end: { by: "plen", zero: (b, o, e) => (isJumbo(b, o) ? e : o + 40) },
    next: "nh",
  },
  whole: (b, o, e) => isJumbo(b, o) || o + 40 + u16(b, o + 4) <= e,
});

/** Whether this address stands for several hosts (RFC 4291 §2.7). */
function isGroup(address: unknown): boolean {
  return String(address).startsWith("ff");
}

/** A payload length of 0 with hop-by-hop options stands for a jumbogram (RFC 2675 §3), or for offload. */
function isJumbo(b: Uint8Array, o: number): boolean {
  return u16(b, o + 4) === 0 && b[o + 6] !== 59;
}

/** The *final* destination: in the header, or in a routing header that still has stops (RFC 8200 §8.1, RFC 8754 §4.1). */
function lastStop(frame: Frame, i: number): number {
  const { bytes } = frame;
  const start = startAt(frame, i);
  let next = bytes[start + 6]!;
  for (let at = start + 40; walked.has(next) && at + 8 <= bytes.length; ) {
    const size = 8 + 8 * bytes[at + 1]!;
    if (next === 43 && bytes[at + 3]! > 0 && at + size <= bytes.length && size >= 24) {
      return bytes[at + 2] === 4 ? at + 8 : at + size - 16;
    }
    next = bytes[at]!;
    at += size;
  }
  return start + 24;
}

/** The extension headers that may stand before a routing header, and it. */
const walked = new Set([0, 43, 60]);

bind(Ether, { type: 0x86dd }, IPv6);
bind(IP, { frag: 0, proto: 41 }, IPv6);
bind(IPv6, { nh: 41 }, IPv6);
bind(IPv6, { nh: 4 }, IP);
