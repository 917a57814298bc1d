/** The reference model: seven layers as ISO/IEC 7498-1:1994 names them, with the Internet's four beside them. */

import type { LayerNumber } from "../view";

/** The four layers of the Internet model (RFC 1122, section 1.1.3). */
export type InternetLayer = "Application" | "Transport" | "Internet" | "Link";

/** One layer of the reference model. */
export interface Layer {
  /** 1 (physical) to 7 (application). */
  readonly number: LayerNumber;
  /** Its name in ISO/IEC 7498-1:1994, clause 7, without the word "layer". */
  readonly name: string;
  /** The name of its protocol data unit (PDU), where the Internet's protocols do its work. */
  readonly pdu: string;
  /** Textbooks' word for where the layer matters: in the hosts at the ends, or on the way between them. */
  readonly side: "host" | "media";
  /** The service that it provides to the layer above. */
  readonly does: string;
  /** The layer of the Internet model that does this work. */
  readonly internet: InternetLayer;
  /** Protocols and formats that do this work: those that netcell takes apart, and some more. */
  readonly examples: string;
  /** Where the standard describes it. */
  readonly source: string;
}

/**
 * The seven layers as values, from 7 down to 1: pick one and ask for its name, its PDU, what it does.
 *
 * @example
 * ```ts
 * import { osi } from "netcell";
 * osi.layers.map((layer) => `${layer.number} ${layer.name}: ${layer.pdu}`)
 * ```
 */
export const layers: readonly Layer[] = [
  {
    number: 7,
    name: "Application",
    pdu: "data",
    side: "host",
    does: "What the programs have to say to each other: requests and answers, mail, files, names.",
    internet: "Application",
    examples: "HTTP, DNS, DHCP, NTP, TFTP",
    source: "ISO/IEC 7498-1:1994, 7.1",
  },
  {
    number: 6,
    name: "Presentation",
    pdu: "data",
    side: "host",
    does: "How what is said is written down, so that both ends read the same: character encoding, compression, encryption.",
    internet: "Application",
    examples: "TLS, UTF-8, JSON, gzip",
    source: "ISO/IEC 7498-1:1994, 7.2",
  },
  {
    number: 5,
    name: "Session",
    pdu: "data",
    side: "host",
    does: "The dialogue as a whole: who may speak, where a new turn begins, how to resume after a break.",
    internet: "Application",
    examples: "HTTP cookies",
    source: "ISO/IEC 7498-1:1994, 7.3",
  },
  {
    number: 4,
    name: "Transport",
    pdu: "segment, datagram",
    side: "host",
    does: "From program to program, told apart by ports. With TCP reliable, in order and with flow control; with UDP none of these.",
    internet: "Transport",
    examples: "TCP, UDP",
    source: "ISO/IEC 7498-1:1994, 7.4",
  },
  {
    number: 3,
    name: "Network",
    pdu: "packet",
    side: "media",
    does: "From host to host across many networks: addresses, and the choice of the way (routing).",
    internet: "Internet",
    examples: "IPv4, IPv6, ICMP, IGMP, GRE",
    source: "ISO/IEC 7498-1:1994, 7.5",
  },
  {
    number: 2,
    name: "Data Link",
    pdu: "frame",
    side: "media",
    does: "From neighbour to neighbour on one link: where a frame begins and ends, and whether it was damaged.",
    internet: "Link",
    examples: "Ethernet, 802.1Q, ARP, LLC, STP, Wi-Fi",
    source: "ISO/IEC 7498-1:1994, 7.6",
  },
  {
    number: 1,
    name: "Physical",
    pdu: "bit, symbol",
    side: "media",
    does: "Bits as voltages, light or radio waves on a medium.",
    internet: "Link",
    examples: "1000BASE-T, radio",
    source: "ISO/IEC 7498-1:1994, 7.7",
  },
];
