/** Packets as properties need them: of every carrier with a checksum, with payloads of any length, odd ones too. */
import fc from "fast-check";
import { type AnyProtocol, ICMP, IP, IPv6, type Packet, packet, TCP, UDP } from "../../lib/packets";
import { samples } from "../packets/samples";

const byte = fc.nat(255);
const ip4 = fc.tuple(byte, byte, byte, byte).map((bytes) => bytes.join("."));
const ip6 = fc
  .tuple(fc.nat(0xffff), fc.nat(0xffff))
  .map((words) => `2001:db8::${words.map((word) => word.toString(16)).join(":")}`);
const port = fc.nat(65535);
const load = fc.uint8Array({ maxLength: 41 });

const network = fc.oneof(
  fc.tuple(ip4, ip4).map(([src, dst]) => IP({ src, dst })),
  fc.tuple(ip6, ip6).map(([src, dst]) => IPv6({ src, dst })),
);

/** A packet, and the layer whose checksum is looked at. */
export interface Summed {
  readonly packet: Packet;
  readonly protocol: AnyProtocol;
}

const overAny = fc
  .tuple(network, port, port, load, fc.constantFrom<"TCP" | "UDP">("TCP", "UDP"))
  .map(([below, sport, dport, data, which]): Summed => {
    const above = which === "TCP" ? TCP({ sport, dport, options: [["MSS", 1460]] }) : UDP({ sport, dport });
    return { packet: packet(below, above, data), protocol: which === "TCP" ? TCP : UDP };
  });
const icmp = fc
  .tuple(port, load)
  .map(([id, data]): Summed => ({ packet: packet(IP(), ICMP({ id }), data), protocol: ICMP }));
const header = fc
  .tuple(ip4, byte)
  .map(([dst, ttl]): Summed => ({ packet: packet(IP({ dst, ttl }), UDP()), protocol: IP }));

/** Any packet with a checksum that was computed. */
export const summed = fc.oneof(overAny, icmp, header);

/** Any packet of the samples. */
export const anyPacket = fc.constantFrom(...samples.map((sample) => sample.packet));
