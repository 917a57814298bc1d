/** ARP (RFC 826): who has this IP address? Tell me your MAC address. */

import { PacketError } from "../error";
import { hardwareAddress, protocolAddress } from "../fields/address";
import { uint } from "../fields/uint";
import type { DialogLayer, Judgement } from "../model/dialog";
import type { Fields, InitOf, Named, ValuesOf } from "../model/field";
import { ethertypes } from "../names/ethertypes";
import type { Protocol } from "../packet";
import { bind, protocol } from "../protocol";
import { Ether } from "./ether";

const operations = {
  1: "who-has",
  2: "is-at",
  3: "RARP-req",
  4: "RARP-rep",
  8: "InARP-req",
  9: "InARP-rep",
} as const;
const hardwareLength = (known: Fields) => known.hwlen as number;
const protocolLength = (known: Fields) => known.plen as number;

const fields = {
  hwtype: uint(16, {
    title: "Hardware Type",
    default: 1,
    names: { 1: "Ethernet (10Mb)" },
    hex: true,
    doc: "kind of network",
  }),
  ptype: uint(16, {
    title: "Protocol Type",
    default: 0x0800,
    names: ethertypes,
    hex: true,
    doc: "kind of address that is asked for",
  }),
  hwlen: uint(8, { title: "Hardware Address Length", default: 6, doc: "length of a MAC address, in bytes" }),
  plen: uint(8, { title: "Protocol Address Length", default: 4, doc: "length of an IP address, in bytes" }),
  op: uint(16, { title: "Operation", default: 1, names: operations, doc: "question or answer" }),
  hwsrc: hardwareAddress(hardwareLength, {
    title: "Sender Hardware Address",
    scapyUsesHost: true,
    doc: "MAC address of the sender",
  }),
  psrc: protocolAddress(protocolLength, {
    title: "Sender Protocol Address",
    scapyUsesHost: true,
    doc: "IP address of the sender",
  }),
  hwdst: hardwareAddress(hardwareLength, {
    title: "Target Hardware Address",
    doc: "MAC address of the receiver; unknown in a question",
  }),
  pdst: protocolAddress(protocolLength, {
    title: "Target Protocol Address",
    doc: "IP address of the receiver",
  }),
};

/** The fields of an ARP message. */
export interface ArpValues extends ValuesOf<typeof fields> {}
/** The same to be written: each may be left out. */
export interface ArpInit extends InitOf<typeof fields>, Named {}

const size = (b: Uint8Array, o: number) => 8 + 2 * (b[o + 4]! + b[o + 5]!);

/**
 * An ARP message: the question which MAC address has an IP address on this LAN, or the answer.
 *
 * @example
 * ```ts
 * import { packet, Ether, ARP } from "netcell";
 * packet(Ether(), ARP({ psrc: "10.0.0.1", pdst: "10.0.0.2" }))
 * ```
 */
export const ARP: Protocol<ArpValues, ArpInit> = protocol<ArpValues, ArpInit>({
  name: "ARP",
  title: "Address Resolution Protocol",
  rfc: "RFC 826",
  layer: 2,
  pdu: "message",
  fields,
  summary: (fields, _carried, { length }) => `ARP, ${said(fields)}, length ${length}`,
  dialog: { answers, reply: (question) => [ARP(isAt(question))] },
  limits: { min: 8, size, end: (b, o, e) => Math.min(e, o + size(b, o)), next: () => 0 },
});

function said({ op, psrc, pdst, hwsrc }: Fields): string {
  if (op === 1) return `Request who-has ${pdst} tell ${psrc}`;
  if (op === 2) return `Reply ${psrc} is-at ${hwsrc}`;
  return (operations as Record<number, string>)[op as number] ?? `operation ${op}`;
}

/** Answers have the even numbers (RFC 826, RFC 903, RFC 2390): the one behind that of the question. */
function answers({ fields: answer }: DialogLayer, { fields: question }: DialogLayer): Judgement {
  const [op, asked] = [answer.op as number, question.op as number];
  const name = (operation: number) => (operations as Record<number, string>)[operation] ?? operation;
  if (asked % 2 === 0 || op !== asked + 1) {
    return { ok: false, why: `${name(op)} does not answer ${name(asked)}` };
  }
  if (asked === 1 && answer.psrc !== question.pdst) {
    return { ok: false, why: `it says where ${answer.psrc} is; the other asks for ${question.pdst}` };
  }
  return {
    ok: true,
    why: asked === 1 ? `it says where ${answer.psrc} is` : `${name(op)} answers ${name(asked)}`,
  };
}

/** All but the MAC address that was asked for: that is the sender's own. */
function isAt({ fields: { op, hwsrc, psrc, pdst } }: DialogLayer): ArpInit {
  if (op !== 1) {
    throw new PacketError("Only a question can be answered: who-has", "This is another ARP message.");
  }
  return { op: 2, psrc: pdst as string, hwdst: hwsrc as string, pdst: psrc as string };
}

bind(Ether, { type: 0x0806 }, ARP);
