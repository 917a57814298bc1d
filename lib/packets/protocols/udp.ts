/** User Datagram Protocol, RFC 768: ports and a checksum, nothing else. */

import { uint } from "../fields/uint";
import { swapped } from "../model/dialog";
import type { InitOf, Named, ValuesOf } from "../model/field";
import { checksumOf, lengthOf } from "../model/rules";
import { portAliases, ports } from "../names/ports";
import type { Protocol } from "../packet";
import { bind, protocol } from "../protocol";
import { IP } from "./ip";
import { IPv6 } from "./ipv6";

const byPort = new Uint16Array(65536);

const fields = {
  sport: uint(16, {
    title: "Source Port",
    default: 53,
    names: ports,
    aliases: portAliases,
    doc: "port of the sender",
  }),
  dport: uint(16, {
    title: "Destination Port",
    default: 53,
    names: ports,
    aliases: portAliases,
    doc: "port of the receiver",
  }),
  len: uint(16, { title: "Length", auto: lengthOf("layer"), doc: "length of header and data, in bytes" }),
  chksum: uint(16, {
    title: "Checksum",
    hex: true,
    auto: checksumOf("layer", { pseudo: 17, zeroIsNone: true }),
    doc: "checksum over addresses, header and data; 0 for none",
  }),
};

/** The fields of a UDP header. */
export interface UDPValues extends ValuesOf<typeof fields> {}
/** The same to be written: each may be left out. */
export interface UDPInit extends InitOf<typeof fields>, Named {}

/**
 * A UDP header: 8 bytes with two ports, a length and a checksum.
 *
 * @example
 * ```ts
 * import { packet, IP, UDP } from "netcell";
 * packet(IP(), UDP({ sport: 5000, dport: 5001 }), "hello").get(UDP).len
 * ```
 */
export const UDP: Protocol<UDPValues, UDPInit> = protocol<UDPValues, UDPInit>({
  name: "UDP",
  title: "User Datagram Protocol",
  rfc: "RFC 768",
  layer: 4,
  pdu: "datagram",
  fields,
  ports: byPort,
  summary: (_fields, carried, { says }) => (says ? "" : `UDP, length ${carried}`),
  dialog: {
    ends: ["sport", "dport"],
    answers: swapped(["sport", "dport"], ["port", "ports"]),
    reply: ({ fields: { sport, dport } }) => [UDP({ sport: dport as number, dport: sport as number })],
  },
  limits: {
    min: 8,
    size: 8,
    // A length of 0 stands for a jumbogram (RFC 2675 §4): it goes on to the end.
    end: "len",
    next: { ports: ["dport", "sport"] },
  },
});

bind(IP, { frag: 0, proto: 17 }, UDP);
bind(IPv6, { nh: 17 }, UDP);
