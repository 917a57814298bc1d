/** Half lines that several protocols share: the two ends, and the protocol inside where that has no half line. */

import { hex } from "../bytes-as-text";
import type { Inside, Summary } from "../model/definition";
import type { Fields } from "../model/field";
import { ethertypes } from "../names/ethertypes";
import { ipProtocols } from "../names/ip-protocols";

/** Of a network layer: `IP 10.0.0.1.40000 > 10.0.0.2.80`, and the protocol inside if that has no half line. */
export const network =
  (name: string, next: (fields: Fields) => number): Summary =>
  (fields, carried, inside) => {
    const ends = `${name} ${fromTo(fields, inside)}`;
    if (inside.says) return ends;
    const protocol = next(fields);
    const what = (ipProtocols as Record<number, string>)[protocol] ?? `proto ${protocol}`;
    if (fields.frag) return `${ends}: ${what} frag (${8 * (fields.frag as number)}|${carried})`;
    return protocol === 59 ? `${ends}: no next header` : `${ends}: ${what}, length ${carried}`;
  };

/** The two ends: addresses, and the ports of what is inside, behind any extension headers. */
function fromTo({ src, dst }: Fields, { layers }: Inside): string {
  const carried = layers.find(({ fields }) => !("nh" in fields) || "src" in fields)?.fields;
  const port = (value: unknown) => (typeof value === "number" ? `.${value}` : "");
  return `${src}${port(carried?.sport)} > ${dst}${port(carried?.dport)}`;
}

/** "ethertype LLDP (0x88cc), length 60": of a link layer with something inside that no protocol here knows. */
export function ethertype(type: unknown, length: number): string {
  const name = (ethertypes as Record<number, string>)[type as number];
  const number = `0x${hex((type as number) >> 8)}${hex((type as number) & 255)}`;
  return `ethertype ${name ? `${name} (${number})` : number}, length ${length}`;
}

/** The packet that an ICMP error quotes, as far as it is there: its destination, its port and its protocol. */
export function quotedPacket({ layers: [first, second] }: Inside): {
  to: string;
  port: string;
  protocol: number;
} {
  const { dst, proto, nh } = first?.fields ?? {};
  const { name = "", fields = {} } = second ?? {};
  return {
    to: typeof dst === "string" ? dst : "an address that is cut off",
    port: typeof fields.dport === "number" ? `${name.toLowerCase()} port ${fields.dport}` : "port",
    protocol: Number(proto ?? nh),
  };
}
