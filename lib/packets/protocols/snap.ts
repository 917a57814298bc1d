/** Subnetwork Access Protocol (IEEE 802 §9.5, RFC 1042): EtherTypes for frames that have a length instead of one. */

import { u16 } from "../bits";
import { uint } from "../fields/uint";
import type { InitOf, Named, ValuesOf } from "../model/field";
import { untilLimit } from "../model/limits";
import { nextProtocol } from "../model/rules";
import { ethertypes } from "../names/ethertypes";
import { bind, protocol } from "../protocol";
import { byEtherType, Ether } from "./ether";
import { ethertype } from "./half-lines";
import { LLC } from "./llc";

const organizations: Readonly<Record<number, string>> = {
  0: "code is an EtherType (RFC 1042)",
  12: "Cisco",
  248: "Cisco",
  32962: "IEEE 802.1",
};

const fields = {
  OUI: uint(24, {
    hex: true,
    doc: "who gave the code its meaning; 0: it is an EtherType",
    meaning: (value) => organizations[value],
  }),
  code: uint(16, {
    names: ethertypes,
    hex: true,
    default: 0,
    auto: nextProtocol(byEtherType),
    doc: "what is inside",
  }),
};

/** The fields of a SNAP header. */
export interface SNAPValues extends ValuesOf<typeof fields> {}
/** The same to be written: each may be left out. */
export interface SNAPInit extends InitOf<typeof fields>, Named {}

/**
 * A SNAP header: 5 bytes behind LLC's that name what is inside by its EtherType.
 *
 * @example
 * ```ts
 * import { packet, Dot3, LLC, SNAP, ARP } from "netcell";
 * packet(Dot3(), LLC(), SNAP(), ARP())
 * ```
 */
export const SNAP = protocol<SNAPValues, SNAPInit>({
  name: "SNAP",
  title: "Subnetwork Access Protocol",
  rfc: "IEEE 802, RFC 1042",
  layer: 2,
  pdu: "frame",
  fields,
  like: Ether,
  summary: ({ OUI, code }, carried, { says }) => {
    if (says) return "";
    if (!OUI) return `SNAP, ${ethertype(code, carried)}`;
    const hex = (value: unknown, digits: number) => `0x${Number(value).toString(16).padStart(digits, "0")}`;
    return `SNAP, oui ${hex(OUI, 6)}, pid ${hex(code, 4)}, length ${carried}`;
  },
  limits: {
    min: 5,
    size: 5,
    end: untilLimit,
    next: (b, o) => (b[o] === 0 && u16(b, o + 1) === 0 ? byEtherType[u16(b, o + 3)]! : 0),
  },
});

bind(LLC, { dsap: 0xaa, ssap: 0xaa, ctrl: 3 }, SNAP);
