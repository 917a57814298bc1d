/** Ethernet II (IEEE 802.3 §3.2.6, RFC 894): from whom, to whom, and what is inside. */

import { mac } from "../fields/address";
import { uint } from "../fields/uint";
import type { InitOf, Named, ValuesOf } from "../model/field";
import { untilLimit } from "../model/limits";
import { nextProtocol } from "../model/rules";
import { ethertypes } from "../names/ethertypes";
import type { Protocol } from "../packet";
import { protocol } from "../protocol";
import { back, Dot3, longest } from "./dot3";
import { ethertype } from "./half-lines";

/** The protocol for each EtherType; Linux cooked captures and 802.1Q use the same numbers. */
export const byEtherType = new Uint16Array(65536);

const fields = {
  dst: mac({
    title: "Destination Address",
    default: "ff:ff:ff:ff:ff:ff",
    scapyUsesHost: true,
    doc: "MAC address of the receiver",
  }),
  src: mac({ title: "Source Address", scapyUsesHost: true, doc: "MAC address of the sender" }),
  type: uint(16, {
    title: "EtherType",
    names: ethertypes,
    hex: true,
    default: 0x9000,
    auto: nextProtocol(byEtherType),
    doc: "what is inside (EtherType)",
  }),
};

/** The fields of an Ethernet header. */
export interface EtherValues extends ValuesOf<typeof fields> {}
/** The same to be written: each may be left out. */
export interface EtherInit extends InitOf<typeof fields>, Named {}

/**
 * An Ethernet II frame's header: 14 bytes with two MAC addresses and the EtherType.
 *
 * @example
 * ```ts
 * import { packet, Ether, IP, UDP } from "netcell";
 * packet(Ether({ dst: "02:00:00:00:00:01" }), IP(), UDP())
 * ```
 */
export const Ether: Protocol<EtherValues, EtherInit> = protocol<EtherValues, EtherInit>({
  name: "Ether",
  title: "Ethernet II",
  rfc: "IEEE 802.3, RFC 894",
  layer: 2,
  pdu: "frame",
  fields,
  summary: ({ src, dst, type }, _carried, { says, length }) =>
    says ? "" : `${src} > ${dst}, ${ethertype(type, length)}`,
  dialog: { ends: ["src", "dst"], reply: ({ fields }) => [Ether(back(fields))] },
  limits: {
    min: 14,
    size: 14,
    end: untilLimit,
    next: "type",
    as: { by: "type", upTo: longest, as: (): number => Dot3.definition.id },
  },
});
