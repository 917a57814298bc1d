/** Putting IP fragments together again, as a receiver does: RFC 791 §3.2 and RFC 815, RFC 8200 §4.5. */
import type { Writable } from "../files/entries";
import type { Packet } from "../packet";
import { type Arrived, Assembly, type Datagram, type Offset } from "./datagram";
import { type Network, networkOf } from "./network";
import { type Seen, seenIn } from "./seen";

/** A packet with its number and time; if it came in fragments, those of the fragment that completed it. */
export interface NumberedPacket {
  /** Its number. */
  readonly no: number;
  /** When it was seen, in seconds. */
  readonly time: number | undefined;
  /** The packet. */
  readonly packet: Packet;
}

/** The result of putting fragments together. */
export interface Reassembly {
  /** All packets that are whole: those that always were, and those that were put together. */
  readonly packets: readonly NumberedPacket[];
  /** The packets that came in fragments, with what is missing of them. */
  readonly datagrams: readonly Datagram[];
}

/** Receivers wait for the rest of a packet so many seconds (RFC 8200 §4.5; RFC 1122 §3.3.2: from 60 to 120). */
const patience = 60;
/** Tunnels in tunnels may be cut at every level; hostile packets pretend thousands of levels. */
const deepest = 8;

/**
 * Puts IP fragments together, in whatever order they came. Of bytes that came twice the first stay.
 *
 * @example
 * ```ts
 * import { fragment, packet, reassemble, IP, UDP } from "netcell";
 * const fragments = fragment(packet(IP(), UDP(), new Uint8Array(3000)), 1500);
 * const { packets, datagrams } = reassemble([...fragments].reverse());
 * datagrams[0].holes.length
 * ```
 */
export function reassemble(packets: Iterable<Writable>): Reassembly {
  const whole: NumberedPacket[] = [];
  const datagrams: Assembly[] = [];
  const current = new Map<string, Assembly>();

  function take(seen: Seen, packet: Packet, depth = 0): void {
    const arrived = depth < deepest ? arrivedIn(seen, packet) : undefined;
    if (!arrived) {
      whole.push({ no: seen.no, time: seen.time, packet });
      return;
    }
    const key = keyOf(arrived);
    let assembly = current.get(key);
    if (!assembly || isOver(assembly, arrived)) {
      assembly = new Assembly(arrived.network, arrived.offset.id, seen.time);
      datagrams.push(assembly);
      current.set(key, assembly);
    }
    if (assembly.take(arrived)) take(seen, assembly.packet!, depth + 1);
  }

  for (const seen of seenIn(packets)) take(seen, seen.packet);
  return { packets: whole, datagrams };
}

/** The fragment in a packet, if it is one. */
function arrivedIn(seen: Seen, packet: Packet): Arrived | undefined {
  const network = networkOf(packet, (each) => offsetIn(each) !== undefined);
  return network && { seen, packet, network, offset: offsetIn(network)! };
}

function offsetIn({ version, ip, fragment }: Network): Offset | undefined {
  if (version === 4) {
    const { id, frag, flags } = ip.fields as { id: number; frag: number; flags: string };
    const more = flags.split("+").includes("MF");
    return more || frag > 0 ? { id, from: 8 * frag, more } : undefined;
  }
  if (!fragment) return undefined;
  const { id, offset, m } = fragment.fields as { id: number; offset: number; m: number };
  return { id, from: 8 * offset, more: m === 1 };
}

/** The values that the fragments of one packet share: of IPv4 the protocol too (RFC 791 §3.2). */
function keyOf({ network: { version, ip }, offset }: Arrived): string {
  const { src, dst, proto } = ip.fields;
  return [version, src, dst, version === 4 ? proto : "", offset.id].join(" ");
}

/** Whether a fragment begins another packet with the same number: the one before is complete, or too old. */
function isOver(assembly: Assembly, arrived: Arrived): boolean {
  const { time } = arrived.seen;
  if (time !== undefined && assembly.began !== undefined && time - assembly.began > patience) return true;
  return assembly.packet !== undefined && !assembly.repeats(arrived);
}
