/** ICMP messages in half a line, in tcpdump's words. */
import type { Inside, Summary } from "../model/definition";
import type { Fields } from "../model/field";
import { quotedPacket } from "./half-lines";

/** "ICMP echo request, id 4660, seq 2, length 64". */
export const icmpSummary: Summary = (fields, _carried, inside) =>
  `ICMP ${words(fields, inside)}, length ${inside.length}`;

function words(fields: Fields, inside: Inside): string {
  const { type, code, id, seq } = fields;
  switch (type) {
    case 0:
      return `echo reply, id ${id}, seq ${seq}`;
    case 3:
      return unreachable(code as number, fields.nexthopmtu, inside);
    case 4:
      return "source quench";
    case 5:
      return `redirect${(code as number) > 1 ? "-tos" : ""} ${quotedPacket(inside).to} to ${(code as number) % 2 ? "host" : "net"} ${fields.gw}`;
    case 8:
      return `echo request, id ${id}, seq ${seq}`;
    case 9:
      return "router advertisement";
    case 10:
      return "router solicitation";
    case 11:
      return code === 0 ? "time exceeded in-transit" : "ip reassembly time exceeded";
    case 12:
      return `parameter problem - octet ${fields.ptr}`;
    case 13:
      return `time stamp query id ${id} seq ${seq}`;
    case 14:
      return `time stamp reply id ${id} seq ${seq}`;
    case 17:
      return "address mask request";
    case 18:
      return `address mask is ${fields.addr_mask}`;
    default:
      return `type-#${type}`;
  }
}

/** "10.0.0.2 udp port 53 unreachable". */
function unreachable(code: number, mtu: unknown, inside: Inside): string {
  const { to, port, protocol } = quotedPacket(inside);
  switch (code) {
    case 2:
      return `${to} protocol ${protocol} unreachable`;
    case 3:
      return `${to} ${port} unreachable`;
    case 4:
      return `${to} unreachable - need to frag${mtu ? ` (mtu ${mtu})` : ""}`;
    default: {
      const [what, why] = unreachables[code] ?? [undefined, `#${code}`];
      return `${what ? `${what} ` : ""}${to} unreachable${why ? ` - ${why}` : ""}`;
    }
  }
}

/** The thing that cannot be reached, and the reason, by code. */
const unreachables: Readonly<Record<number, readonly [what: string | undefined, why?: string]>> = {
  0: ["net"],
  1: ["host"],
  5: [undefined, "source route failed"],
  6: ["net", "unknown"],
  7: ["host", "unknown"],
  8: [undefined, "source host isolated"],
  9: ["net", "admin prohibited"],
  10: ["host", "admin prohibited"],
  11: ["net", "tos prohibited"],
  12: ["host", "tos prohibited"],
  13: ["host", "admin prohibited filter"],
  14: ["host", "host precedence violation"],
  15: ["host", "precedence cutoff"],
};
