/** Headers that captures have instead of Ethernet: Linux cooked (v1, v2), BSD loopback, and IP with nothing below. */

import { u16 } from "../bits";
import { scapyValue } from "../describe/code";
import { hardwareAddress } from "../fields/address";
import { uint } from "../fields/uint";
import { RAW } from "../frame";
import type { InitOf, Named, ValuesOf } from "../model/field";
import { untilLimit } from "../model/limits";
import { nextProtocol } from "../model/rules";
import { ethertypes } from "../names/ethertypes";
import { bind, protocol } from "../protocol";
import { byEtherType, Ether } from "./ether";
import { ethertype } from "./half-lines";
import { IP } from "./ip";
import { IPv6 } from "./ipv6";

const directions = {
  0: "unicast",
  1: "broadcast",
  2: "multicast",
  3: "unicast-to-another-host",
  4: "sent-by-us",
} as const;
const proto = () =>
  uint(16, {
    names: ethertypes,
    hex: true,
    default: 0x0800,
    auto: nextProtocol(byEtherType),
    doc: "what is inside (EtherType)",
  });
const source = () => ({
  ...hardwareAddress(() => 8, { doc: "MAC address of the sender, filled up to 8 bytes" }),
  scapy: (value: string) =>
    scapyValue(Uint8Array.from(value.split(":"), (pair) => Number.parseInt(pair, 16))),
});

const v1Fields = {
  pkttype: uint(16, { names: directions, doc: "to whom" }),
  lladdrtype: uint(16, { default: 512, hex: true, doc: "kind of device (ARPHRD)" }),
  lladdrlen: uint(16, { doc: "bytes of src that count" }),
  /** MAC address of the sender, filled up to 8 bytes. */
  src: source(),
  /** The protocol inside (EtherType). */
  proto: proto(),
};

/** The fields of a Linux cooked header. */
export interface CookedLinuxValues extends ValuesOf<typeof v1Fields> {}
/** The same to be written: each may be left out. */
export interface CookedLinuxInit extends InitOf<typeof v1Fields>, Named {}

/** Linux cooked capture: what `tcpdump -i any` writes in place of Ethernet (LINKTYPE_LINUX_SLL). */
export const CookedLinux = protocol<CookedLinuxValues, CookedLinuxInit>({
  name: "CookedLinux",
  title: "Linux cooked capture",
  rfc: "LINKTYPE_LINUX_SLL",
  layer: 2,
  pdu: "frame",
  fields: v1Fields,
  like: Ether,
  summary: ({ proto }, carried, { says }) => (says ? "" : ethertype(proto, carried)),
  limits: { min: 16, size: 16, end: untilLimit, next: (b, o) => byEtherType[u16(b, o + 14)]! },
});

const v2Fields = {
  /** The protocol inside (EtherType). */
  proto: proto(),
  reserved: uint(16, { doc: "0" }),
  ifindex: uint(32, { doc: "number of the interface" }),
  lladdrtype: uint(16, { default: 512, hex: true, doc: "kind of device (ARPHRD)" }),
  pkttype: uint(8, { names: directions, doc: "to whom" }),
  lladdrlen: uint(8, { doc: "bytes of src that count" }),
  /** MAC address of the sender, filled up to 8 bytes. */
  src: source(),
};

/** The fields of a Linux cooked header, version 2. */
export interface CookedLinuxV2Values extends ValuesOf<typeof v2Fields> {}
/** The same to be written: each may be left out. */
export interface CookedLinuxV2Init extends InitOf<typeof v2Fields>, Named {}

/** Linux cooked capture, version 2, which names the interface too (LINKTYPE_LINUX_SLL2). */
export const CookedLinuxV2 = protocol<CookedLinuxV2Values, CookedLinuxV2Init>({
  name: "CookedLinuxV2",
  title: "Linux cooked capture v2",
  rfc: "LINKTYPE_LINUX_SLL2",
  layer: 2,
  pdu: "frame",
  fields: v2Fields,
  like: Ether,
  summary: ({ proto }, carried, { says }) => (says ? "" : ethertype(proto, carried)),
  limits: { min: 20, size: 20, end: untilLimit, next: "proto" },
});

/** Address families as the BSDs number them; written by a machine with the other byte order, the number is upside down. */
const families = {
  2: "IPv4",
  24: "IPv6",
  28: "IPv6 (FreeBSD)",
  30: "IPv6 (Darwin)",
  33554432: "IPv4 (big endian)",
  402653184: "IPv6 (big endian)",
  469762048: "IPv6 (FreeBSD, big endian)",
  503316480: "IPv6 (Darwin, big endian)",
} as const;

const byFamily = new Uint16Array(256);

/** The family in either byte order; all are small. 0 if it is none. */
function familyOf(b: Uint8Array, o: number): number {
  if (b[o + 1] !== 0 || b[o + 2] !== 0) return 0;
  return b[o + 3] === 0 ? b[o]! : b[o] === 0 ? b[o + 3]! : 0;
}

const loopbackFields = {
  type: uint(32, {
    littleEndian: true,
    names: families,
    hex: true,
    default: 2,
    auto: nextProtocol(byFamily),
    doc: "address family, in the byte order of the machine that captured it",
  }),
};

/** The fields of a BSD loopback header. */
export interface LoopbackValues extends ValuesOf<typeof loopbackFields> {}
/** The same to be written: each may be left out. */
export interface LoopbackInit extends InitOf<typeof loopbackFields>, Named {}

/** BSD loopback: the 4 bytes that captures on macOS and the BSDs have on `lo0` (LINKTYPE_NULL). */
export const Loopback = protocol<LoopbackValues, LoopbackInit>({
  name: "Loopback",
  title: "BSD loopback",
  rfc: "LINKTYPE_NULL",
  layer: 2,
  pdu: "frame",
  fields: loopbackFields,
  limits: {
    min: 4,
    size: 4,
    end: untilLimit,
    next: (b, o) => byFamily[familyOf(b, o)]!,
  },
});

bind(Loopback, { type: 2 }, IP);
bind(Loopback, { type: 30 }, IPv6);
bind(Loopback, { type: 24 }, IPv6);
bind(Loopback, { type: 28 }, IPv6);

/** IP without anything below: its first four bits say which version. Never part of a packet itself. */
export const RawIP = protocol<object, Record<string, never>>({
  name: "RawIP",
  title: "Internet Protocol of either version",
  rfc: "LINKTYPE_RAW",
  layer: 3,
  pdu: "packet",
  fields: {},
  limits: {
    min: 1,
    size: (_b, o, e) => e - o,
    end: untilLimit,
    next: () => 0,
    as: (b, o) => ({ 4: IP.definition.id, 6: IPv6.definition.id })[b[o]! >> 4] ?? RAW,
  },
});
