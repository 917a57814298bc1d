/** IEEE 802.3 frames with a length (clause 3.2.6): the frames that carry LLC, older in use than Ethernet II. */

import { u16 } from "../bits";
import { mac } from "../fields/address";
import { uint } from "../fields/uint";
import type { Fields, InitOf, Named, ValuesOf } from "../model/field";
import { lengthOf } from "../model/rules";
import type { Protocol } from "../packet";
import { protocol } from "../protocol";
import { LLC } from "./llc";

/** The longest length: larger numbers in its place are EtherTypes. */
export const longest = 1500;

const fields = {
  dst: mac({ default: "ff:ff:ff:ff:ff:ff", scapyUsesHost: true, doc: "MAC address of the receiver" }),
  src: mac({ scapyUsesHost: true, doc: "MAC address of the sender" }),
  len: uint(16, {
    auto: lengthOf("payload"),
    // scapy counts what fills the frame up.
    scapyDiffers: true,
    doc: "length of the data, in bytes, without what fills the frame up",
  }),
};

/** The fields of an 802.3 header with a length. */
export interface Dot3Values extends ValuesOf<typeof fields> {}
/** The same to be written: each may be left out. */
export interface Dot3Init extends InitOf<typeof fields>, Named {}

/**
 * An 802.3 frame's header: two MAC addresses and a length, where Ethernet II has an EtherType. Up to 1500 it is a length.
 *
 * @example
 * ```ts
 * import { dissect, packet, Dot3, LLC, SNAP, IP } from "netcell";
 * dissect(packet(Dot3(), LLC(), SNAP(), IP()).bytes)
 * ```
 */
export const Dot3: Protocol<Dot3Values, Dot3Init> = protocol<Dot3Values, Dot3Init>({
  name: "Dot3",
  title: "IEEE 802.3",
  rfc: "IEEE 802.3",
  layer: 2,
  pdu: "frame",
  fields,
  summary: ({ src, dst }, _carried, { layers: [, inside], says, length }) => {
    if (inside !== undefined && inside.name !== "Raw" && says) return "";
    return `${src} > ${dst}${says ? "" : `, 802.3, length ${length}`}`;
  },
  dialog: { ends: ["src", "dst"], reply: ({ fields }) => [Dot3(back(fields))] },
  limits: {
    min: 14,
    size: 14,
    end: (b, o, e) => Math.min(e, o + 14 + u16(b, o + 12)),
    next: (_b, o, h, e) => (o + h < e ? LLC.definition.id : 0),
  },
});

/** The addresses of the way back. No frame comes from the address of a group: its first byte is odd (IEEE 802.3 §3.2.3). */
export function back({ src, dst }: Fields): { readonly dst: string; readonly src?: string } {
  const group = Number.parseInt((dst as string).slice(0, 2), 16) % 2 === 1;
  return { dst: src as string, ...(!group && { src: dst as string }) };
}
