/** Cutting IP packets into fragments: RFC 791 §3.2 for IPv4, RFC 8200 §4.5 for IPv6. */
import { PacketError } from "../error";
import type { Packet } from "../packet";
import type { IPOption } from "../protocols/ip-options";
import { IPv6ExtHdrFragment } from "../protocols/ipv6-extensions";
import { type Network, networkOf, withBytes } from "./network";
import { carriedBy } from "./segment";

/**
 * Cuts a packet into fragments that fit: what a router does (IPv4), or the sender (IPv6). A packet that fits stays
 * whole. Of IPv4's options the later fragments have those that say so (RFC 791 §3.1, the copied flag).
 *
 * @param packet a packet with an IP or IPv6 layer
 * @param mtu the most bytes an IP packet may have, its header counted: 1500 on Ethernet
 * @param id IPv6 only: the number that the fragments have in common (IPv4 has one in every packet)
 * @example
 * ```ts
 * import { fragment, packet, IP, UDP } from "netcell";
 * fragment(packet(IP(), UDP(), new Uint8Array(3000)), 1500).map((each) => each.get(IP).frag)
 * ```
 * @throws PacketError when DF forbids it, when the MTU leaves no room, when not all of the packet is here
 */
export function fragment(packet: Packet, mtu: number, id = 1): readonly Packet[] {
  const network = networkOf(packet, () => true);
  if (!network) {
    throw new PacketError("Only IP packets are cut into fragments", "This one has neither IP nor IPv6.");
  }
  const { ip, version } = network;
  const size = ip.end - ip.start;
  if (carriedBy(packet, ip) > size - ip.header) {
    throw new PacketError("Not all of this packet is here", "Only a whole one can be cut into fragments.");
  }
  if (size <= mtu) return [packet];
  return version === 4 ? fragments4(packet, network, mtu) : fragments6(packet, network, mtu, id);
}

function fragments4(packet: Packet, network: Network, mtu: number): Packet[] {
  const { ip, from, to } = network;
  const flags = ip.fields.flags as string;
  if (flags.split("+").includes("DF")) {
    throw new PacketError(
      `This packet of ${to - ip.start} bytes does not fit into ${mtu}, and DF forbids to cut it`,
      'A router would say so by ICMP (type 3, code 4). Without DF it may be cut: .with(IP, { flags: "" }).',
    );
  }
  const options = copiedOptions(packet.bytes.subarray(ip.start + 20, from));
  const later = 20 + 4 * Math.ceil(options.reduce((sum, [, { length }]) => sum + 2 + length, 0) / 4);
  const room = (at: number) => mtu - (at === 0 ? ip.header : later);
  return cut(packet.bytes.subarray(from, to), room, mtu).map(({ at, bytes, isLast }) => {
    const changes = {
      frag: (ip.fields.frag as number) + at / 8,
      flags: isLast ? flags : withMore(flags),
      ...(at > 0 && { options: options as readonly IPOption[] }),
    };
    return withBytes(packet, network, changes, [], bytes);
  });
}

function fragments6(packet: Packet, network: Network, mtu: number, id: number): Packet[] {
  const { ip, last, from, to } = network;
  if (network.fragment) {
    throw new PacketError(
      "This IPv6 packet is a fragment already",
      "Only the sender cuts, and only once: cut the whole.",
    );
  }
  const { definition } = IPv6ExtHdrFragment;
  const room = () => mtu - (from - ip.start) - 8;
  return cut(packet.bytes.subarray(from, to), room, mtu).map(({ at, bytes, isLast }) => {
    const set = { nh: last.fields.nh, offset: at / 8, m: isLast ? 0 : 1, id };
    return withBytes(packet, network, { nh: undefined }, [{ definition, set }], bytes);
  });
}

/** Pieces of whole units of 8 bytes, except for the last. */
function cut(
  data: Uint8Array,
  room: (at: number) => number,
  mtu: number,
): { readonly at: number; readonly bytes: Uint8Array; readonly isLast: boolean }[] {
  const pieces = [];
  for (let at = 0; at < data.length; ) {
    const isLast = data.length - at <= room(at);
    const size = isLast ? data.length - at : room(at) & ~7;
    if (!(size > 0)) {
      throw new PacketError(
        `An MTU of ${mtu} leaves no room for 8 bytes behind the headers`,
        "IPv4 wants at least 68 (RFC 791 §3.2), IPv6 1280 (RFC 8200 §5).",
      );
    }
    pieces.push({ at, bytes: data.subarray(at, at + size), isLast });
    at += size;
  }
  return pieces;
}

/** With "more fragments follow". */
function withMore(flags: string): string {
  return ["MF", ...flags.split("+").filter((flag) => flag && flag !== "MF")].join("+");
}

/** The options that every fragment has: those whose first bit is set. */
function copiedOptions(bytes: Uint8Array): (readonly [kind: number, data: Uint8Array])[] {
  const found: (readonly [number, Uint8Array])[] = [];
  for (let at = 0; at < bytes.length && bytes[at] !== 0; ) {
    const size = bytes[at] === 1 ? 1 : (bytes[at + 1] ?? 0);
    if (size < 1 || (size < 2 && bytes[at] !== 1) || at + size > bytes.length) break;
    if (bytes[at]! & 0x80) found.push([bytes[at]!, bytes.slice(at + 2, at + size)]);
    at += size;
  }
  return found;
}
