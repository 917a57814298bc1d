/** VXLAN, RFC 7348: an Ethernet frame inside of a UDP datagram, so that a LAN can reach across a routed network. */

import { flags } from "../fields/flags";
import { uint } from "../fields/uint";
import type { Fields, InitOf, Named, ValuesOf } from "../model/field";
import { untilLimit } from "../model/limits";
import { guess, overload, protocol } from "../protocol";
import { Ether } from "./ether";
import { IP } from "./ip";
import { IPv6 } from "./ipv6";
import { UDP } from "./udp";

const has = (name: string) => (known: Fields) => (known.flags as string).split("+").includes(name);
const namesNext = has("NextProtocol");
const hasGroup = (known: Fields) => has("G")(known) && !namesNext(known);

/** The bit NextProtocol, of VXLAN-GPE. */
const nextBit = 4;

const fields = {
  flags: flags(["OAM", "R1", "NextProtocol", "Instance", "V1", "V2", "R6", "G"], {
    default: "Instance",
    scapyUsesHost: true,
    unnamed: true,
    doc: "Instance: vni counts. NextProtocol and G: extensions of others",
    meanings: [
      "for the administrator (GPE)",
      "0",
      "says what is inside (GPE)",
      "vni counts",
      "version (GPE)",
      "version (GPE)",
      "0",
      "has a group policy",
    ],
  }),
  reserved0: uint(16, { when: namesNext, doc: "0 (GPE)" }),
  NextProtocol: uint(8, {
    names: { 1: "IPv4", 2: "IPv6", 3: "Ethernet", 4: "NSH" },
    default: 3,
    when: namesNext,
    doc: "what is inside (GPE)",
  }),
  reserved1: uint(24, { hex: true, when: (known) => !namesNext(known) && !hasGroup(known), doc: "0" }),
  gpflags: uint(8, { hex: true, when: hasGroup, doc: "what to do with the group (group policy)" }),
  gpid: uint(16, { when: hasGroup, doc: "number of the group (group policy)" }),
  vni: uint(24, { doc: "number of the virtual network (VXLAN network identifier)" }),
  reserved2: uint(8, { hex: true, doc: "0" }),
};

/** The fields of a VXLAN header. */
export interface VXLANValues extends ValuesOf<typeof fields> {}
/** The same to be written: each may be left out. */
export interface VXLANInit extends InitOf<typeof fields>, Named {}

/**
 * A VXLAN header: 8 bytes with the number of the virtual network; an Ethernet frame follows.
 *
 * @example
 * ```ts
 * import { packet, IP, UDP, VXLAN, Ether, ARP } from "netcell";
 * packet(IP({ dst: "192.0.2.1" }), UDP({ sport: 50000 }), VXLAN({ vni: 42 }), Ether(), ARP())
 * ```
 */
export const VXLAN = protocol<VXLANValues, VXLANInit>({
  name: "VXLAN",
  title: "Virtual eXtensible Local Area Network",
  rfc: "RFC 7348 §5",
  layer: 2,
  pdu: "datagram",
  fields,
  summary: ({ flags, vni }) => `VXLAN, flags [${has("Instance")({ flags }) ? "I" : "."}], vni ${vni}`,
  limits: {
    min: 8,
    size: 8,
    end: untilLimit,
    next: (b, o) => (b[o]! & nextBit ? named(b[o + 3]!) : Ether.definition.id),
  },
});

/** The protocol inside, as VXLAN-GPE names it. */
function named(next: number): number {
  const upper = { 1: IP, 2: IPv6, 3: Ether }[next];
  return upper?.definition.id ?? 0;
}

overload(UDP, { dport: 4789 }, VXLAN);
guess(UDP, { port: 4789 }, VXLAN);
guess(UDP, { port: 4790 }, VXLAN);
guess(UDP, { port: 8472 }, VXLAN);
