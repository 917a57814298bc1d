/** Transmission Control Protocol, RFC 9293: a byte stream out of numbered segments. */

import { flags } from "../fields/flags";
import { uint } from "../fields/uint";
import type { InitOf, Named, ValuesOf } from "../model/field";
import { untilLimit } from "../model/limits";
import { checksumOf, lengthOf } from "../model/rules";
import { portAliases, ports } from "../names/ports";
import type { Protocol } from "../packet";
import { bind, protocol } from "../protocol";
import { IP } from "./ip";
import { IPv6 } from "./ipv6";
import { tcpAnswers, tcpReply } from "./tcp-dialog";
import { tcpOptions } from "./tcp-options";
import { tcpSummary } from "./tcp-summary";

const byPort = new Uint16Array(65536);
const byFirstByte = new Uint16Array(256);

const fields = {
  sport: uint(16, {
    title: "Source Port",
    default: 20,
    names: ports,
    aliases: portAliases,
    doc: "port of the sender",
  }),
  dport: uint(16, {
    title: "Destination Port",
    default: 80,
    names: ports,
    aliases: portAliases,
    doc: "port of the receiver",
  }),
  seq: uint(32, {
    title: "Sequence Number",
    doc: "number of the first byte carried (with SYN: the number before it)",
  }),
  ack: uint(32, {
    title: "Acknowledgment Number",
    doc: "number of the byte expected next; counts with the flag A only",
  }),
  dataofs: uint(4, {
    title: "Data Offset",
    auto: lengthOf("header", { unit: 4 }),
    doc: "header length, in words of 4 bytes",
  }),
  reserved: uint(3, { title: "Rsrvd", doc: "0" }),
  flags: flags([..."FSRPAUECN"], {
    default: "S",
    // RFC 9293 §3.1 still counts AE among the reserved bits; RFC 9768 took the NS of RFC 3540 for it.
    bitTitles: ["AE", "CWR", "ECE", "URG", "ACK", "PSH", "RST", "SYN", "FIN"],
    doc: "what this segment does, apart from carrying data",
    meanings: [
      "FIN: I have sent all",
      "SYN: let us synchronize sequence numbers",
      "RST: this connection does not exist",
      "PSH: hand the data over now",
      "ACK: the acknowledgment number counts",
      "URG: the urgent pointer counts",
      "ECE: congestion was marked",
      "CWR: I slowed down",
      "NS: nonce (historic, RFC 3540), or AE of accurate ECN",
    ],
  }),
  window: uint(16, {
    title: "Window",
    default: 8192,
    doc: "bytes the sender of this can take, before scaling",
  }),
  chksum: uint(16, {
    title: "Checksum",
    hex: true,
    auto: checksumOf("layer", { pseudo: 6 }),
    doc: "checksum over addresses, header and data",
  }),
  urgptr: uint(16, { title: "Urgent Pointer", doc: "end of the urgent data; counts with the flag U only" }),
  /** Options, up to 40 bytes. */
  options: tcpOptions,
};

/** The fields of a TCP header. */
export interface TCPValues extends ValuesOf<typeof fields> {}
/** The same to be written: each may be left out. */
export interface TCPInit extends InitOf<typeof fields>, Named {}

/**
 * A TCP header: 20 bytes, or up to 60 with options.
 *
 * @example
 * ```ts
 * import { packet, IP, TCP } from "netcell";
 * packet(IP(), TCP({ dport: "https", flags: "S", options: [["MSS", 1460], "SAckOK"] }))
 * ```
 */
export const TCP: Protocol<TCPValues, TCPInit> = protocol<TCPValues, TCPInit>({
  name: "TCP",
  title: "Transmission Control Protocol",
  rfc: "RFC 9293 §3.1",
  layer: 4,
  pdu: "segment",
  fields,
  ports: byPort,
  firsts: byFirstByte,
  summary: tcpSummary,
  dialog: {
    ends: ["sport", "dport"],
    answers: tcpAnswers,
    reply: (question) => [TCP(tcpReply(question))],
  },
  limits: {
    min: 20,
    size: "dataofs",
    end: untilLimit,
    next: { ports: ["dport", "sport"] },
  },
});

bind(IP, { frag: 0, proto: 6 }, TCP);
bind(IPv6, { nh: 6 }, TCP);
