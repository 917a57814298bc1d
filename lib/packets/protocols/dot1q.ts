/** VLAN tags (IEEE 802.1Q §9.6), one or several. */

import { uint } from "../fields/uint";
import type { InitOf, Named, ValuesOf } from "../model/field";
import { untilLimit } from "../model/limits";
import { nextProtocol } from "../model/rules";
import { ethertypes } from "../names/ethertypes";
import type { Protocol } from "../packet";
import { bind, protocol } from "../protocol";
import { byEtherType, Ether } from "./ether";
import { ethertype } from "./half-lines";

const fields = {
  prio: uint(3, { doc: "priority, 0 to 7 (PCP)" }),
  dei: uint(1, { doc: "may be dropped first (drop eligible)" }),
  vlan: uint(12, { default: 1, doc: "number of the VLAN" }),
  type: uint(16, {
    names: ethertypes,
    hex: true,
    default: 0,
    auto: nextProtocol(byEtherType),
    doc: "what is inside (EtherType)",
  }),
};

/** The fields of a VLAN tag. */
export interface Dot1QValues extends ValuesOf<typeof fields> {}
/** The same to be written: each may be left out. */
export interface Dot1QInit extends InitOf<typeof fields>, Named {}

/**
 * A VLAN tag: 4 bytes behind the MAC addresses that say to which virtual LAN the frame belongs.
 *
 * @example
 * ```ts
 * import { packet, Ether, Dot1Q, IP } from "netcell";
 * packet(Ether(), Dot1Q({ vlan: 42 }), IP())
 * ```
 */
export const Dot1Q: Protocol<Dot1QValues, Dot1QInit> = protocol<Dot1QValues, Dot1QInit>({
  name: "Dot1Q",
  title: "VLAN tag",
  rfc: "IEEE 802.1Q",
  layer: 2,
  pdu: "frame",
  fields,
  like: Ether,
  summary: ({ vlan, prio, type }, carried, { says }) =>
    says ? "" : `vlan ${vlan}, p ${prio}, ${ethertype(type, carried)}`,
  dialog: { reply: ({ fields: { vlan, prio } }) => [Dot1Q({ vlan: vlan as number, prio: prio as number })] },
  limits: { min: 4, size: 4, end: untilLimit, next: "type" },
});

bind(Ether, { type: 0x8100 }, Dot1Q);
bind(Ether, { type: 0x88a8 }, Dot1Q);
