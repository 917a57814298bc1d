/** Conversations: the two ends, the traffic in each direction, the first and the last time. */
import type { Writable } from "../files/entries";
import { type Ends, endText, endValues, type FlowEnd } from "./ends";
import { ownLayers, type Seen, seenIn } from "./seen";

/** The traffic in one direction. */
export interface Traffic {
  /** Packets. */
  readonly packets: number;
  /** Bytes, headers of all layers included. */
  readonly bytes: number;
}

/** The level at which conversations are distinguished: by MAC addresses, IP addresses, or ports. */
export type ConversationLevel = "link" | "network" | "transport";

/** Two ends and what they sent each other. */
export interface Conversation {
  /** The protocol whose addresses or ports tell the ends: `"Ether"`, `"IP"`, `"TCP"`. */
  readonly protocol: string;
  /** The end that sent first. */
  readonly a: FlowEnd;
  /** The other end. */
  readonly b: FlowEnd;
  /** The traffic from `a`. */
  readonly fromA: Traffic;
  /** The traffic from `b`. */
  readonly fromB: Traffic;
  /** When it began, in seconds; undefined where no time is known. */
  readonly first: number | undefined;
  /** When its last packet was seen, in seconds. */
  readonly last: number | undefined;
}

const levels = { link: 2, network: 3, transport: 4 } as const;

/**
 * The conversations in packets: both directions counted together as one, the one with the most bytes first.
 * A packet in a tunnel belongs to the conversation outside and to that inside.
 *
 * @param packets a capture, or packets
 * @param level `"link"` (MAC addresses), `"network"` (IP addresses) or `"transport"` (ports; the default)
 * @example
 * ```ts
 * import { conversations, packet, IP, UDP } from "netcell";
 * const [one] = conversations([packet(IP({ dst: "10.0.0.1" }), UDP({ sport: 5000, dport: 53 }), "hello")]);
 * one.b
 * ```
 */
export function conversations(
  packets: Iterable<Writable>,
  level: ConversationLevel = "transport",
): readonly Conversation[] {
  const all = new Map<string, Tally>();
  for (const seen of seenIn(packets)) {
    for (const [protocol, ends] of endsAt(seen, levels[level])) {
      const [from, to] = [endText(ends[0]), endText(ends[1])];
      const key = from < to ? `${protocol} ${from} ${to}` : `${protocol} ${to} ${from}`;
      let tally = all.get(key);
      if (!tally) {
        tally = new Tally(protocol, ends, from);
        all.set(key, tally);
      }
      tally.count(from, seen);
    }
  }
  const size = ({ fromA, fromB }: Conversation) => fromA.bytes + fromB.bytes;
  return [...all.values()].map((tally) => tally.conversation).sort((x, y) => size(y) - size(x));
}

/** The ends that a packet has at a level: of a tunnel several. */
function* endsAt({ packet }: Seen, level: number): Iterable<readonly [protocol: string, ends: Ends]> {
  let addresses: readonly [unknown, unknown] | undefined;
  for (const layer of ownLayers(packet)) {
    const values = endValues(packet, layer);
    if (!values) continue;
    const { layer: at, name } = layer.definition;
    if (at < 4) {
      addresses = values;
      if (at === level) yield [name, [{ address: String(values[0]) }, { address: String(values[1]) }]];
    } else if (level === 4 && addresses) {
      const [from, to] = addresses.map((address, i) => ({
        address: String(address),
        port: Number(values[i]),
      }));
      yield [name, [from!, to!]];
    }
  }
}

/** A conversation that goes on. */
class Tally {
  readonly #protocol: string;
  readonly #ends: Ends;
  readonly #a: string;
  readonly #packets = [0, 0];
  readonly #bytes = [0, 0];
  #first: number | undefined;
  #last: number | undefined;

  constructor(protocol: string, ends: Ends, a: string) {
    this.#protocol = protocol;
    this.#ends = ends;
    this.#a = a;
  }

  count(from: string, { time, length }: Seen): void {
    const way = from === this.#a ? 0 : 1;
    this.#packets[way]!++;
    this.#bytes[way]! += length;
    if (time === undefined) return;
    if (this.#first === undefined || time < this.#first) this.#first = time;
    if (this.#last === undefined || time > this.#last) this.#last = time;
  }

  get conversation(): Conversation {
    const traffic = (way: number): Traffic => ({ packets: this.#packets[way]!, bytes: this.#bytes[way]! });
    const [a, b] = this.#ends;
    const [fromA, fromB] = [traffic(0), traffic(1)];
    return { protocol: this.#protocol, a, b, fromA, fromB, first: this.#first, last: this.#last };
  }
}
