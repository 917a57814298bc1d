/** Spanning Tree Protocol (IEEE 802.1D §9): how switches agree on a tree, so that no frame goes round in a circle. */

import { mac } from "../fields/address";
import { fixed } from "../fields/fixed";
import { uint } from "../fields/uint";
import type { Fields, InitOf, Named, ValuesOf } from "../model/field";
import { untilLimit } from "../model/limits";
import { bind, protocol } from "../protocol";
import { LLC } from "./llc";

const topologyChange = 0x80;
/** A topology change ends behind its type (802.1D §9.3.2). */
const hasMore = ({ bpdutype }: Fields) => bpdutype !== topologyChange;

const flagNames: readonly (readonly [bit: number, name: string])[] = [
  [0x01, "Topology change"],
  [0x02, "Proposal"],
  [0x10, "Learn"],
  [0x20, "Forward"],
  [0x40, "Agreement"],
  [0x80, "Topology change ACK"],
];
const flagText = (flags: number) =>
  flagNames
    .filter(([bit]) => flags & bit)
    .map(([, name]) => name)
    .join(", ");

const bridge = (id: number) => `priority ${id & 0xf000}${id & 0xfff ? `, VLAN ${id & 0xfff}` : ""}`;
const seconds = (whole: number, doc: string) =>
  fixed(16, { fraction: 8, default: whole, when: hasMore, doc });

const fields = {
  proto: uint(16, { doc: "0: spanning tree" }),
  version: uint(8, { doc: "0: STP, 2: RSTP, 3: MSTP", meaning: (value) => versions[value] }),
  bpdutype: uint(8, {
    doc: "kind of message",
    meaning: (type) => ({ 0: "configuration", 2: "rapid spanning tree", 128: "topology change" })[type],
  }),
  bpduflags: uint(8, {
    when: hasMore,
    doc: "whether the tree changes, and what a port may do",
    meaning: (flags) => flagText(flags) || undefined,
  }),
  rootid: uint(16, { when: hasMore, doc: "priority of the root", meaning: bridge }),
  rootmac: mac({ when: hasMore, doc: "MAC address of the root" }),
  pathcost: uint(32, { when: hasMore, doc: "cost of the way to the root" }),
  bridgeid: uint(16, { when: hasMore, doc: "priority of the sender", meaning: bridge }),
  bridgemac: mac({ when: hasMore, doc: "MAC address of the sender" }),
  portid: uint(16, { hex: true, when: hasMore, doc: "port of the sender: priority and number" }),
  /** Seconds since the root said so. */
  age: seconds(1, "seconds since the root said so"),
  /** Seconds after which it counts no more. */
  maxage: seconds(20, "seconds after which it counts no more"),
  /** Seconds between messages of the root. */
  hellotime: seconds(2, "seconds between messages of the root"),
  /** Seconds a port waits before it forwards. */
  fwddelay: seconds(15, "seconds a port waits before it forwards"),
};

/** The fields of a spanning tree message. */
export interface STPValues extends ValuesOf<typeof fields> {}
/** The same to be written: each may be left out. */
export interface STPInit extends InitOf<typeof fields>, Named {}

const versions: Readonly<Record<number, string>> = { 0: "802.1d", 2: "802.1w", 3: "802.1s" };

/**
 * A spanning tree message (BPDU): which switch is the root, how far it is, and who says so.
 *
 * @example
 * ```ts
 * import { packet, Dot3, LLC, STP } from "netcell";
 * packet(Dot3({ dst: "01:80:c2:00:00:00" }), LLC(), STP({ rootid: 32768, rootmac: "02:00:00:00:00:01", pathcost: 4 }))
 * ```
 */
export const STP = protocol<STPValues, STPInit>({
  name: "STP",
  title: "Spanning Tree Protocol",
  rfc: "IEEE 802.1D",
  layer: 2,
  pdu: "message",
  fields,
  // scapy gives a topology change all the fields that it does not have.
  unknownToScapy: ({ bpdutype }) => bpdutype === topologyChange,
  summary({ version, bpdutype, bpduflags, bridgeid, bridgemac, portid }, _carried, { length }) {
    const name = `STP ${versions[version as number] ?? `version ${version}`}`;
    if (bpdutype === topologyChange) return `${name}, Topology Change`;
    const hex = (value: unknown) => Number(value).toString(16).padStart(4, "0");
    const flags = flagText(bpduflags as number) || "none";
    const id = `${hex(bridgeid)}.${bridgemac}.${hex(portid)}`;
    return `${name}, ${bpdutype === 2 ? "Rapid STP" : "Config"}, Flags [${flags}], bridge-id ${id}, length ${length}`;
  },
  limits: {
    min: 4,
    size: (b, o) => (b[o + 3] === topologyChange ? 4 : 35),
    end: untilLimit,
    next: () => 0,
  },
});

bind(LLC, { dsap: 0x42, ssap: 0x42, ctrl: 3 }, STP);
