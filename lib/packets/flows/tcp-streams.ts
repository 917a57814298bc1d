/** TCP streams out of packets: one for each connection, both directions followed. */
import type { Writable } from "../files/entries";
import { seq as sequence } from "../seq";
import { endText } from "./ends";
import type { ByteRange } from "./pieces";
import { seenIn } from "./seen";
import { ACK, RST, type Segment, SYN, segmentsIn } from "./segment";
import { Direction } from "./tcp-direction";
import { Turns } from "./tcp-turns";
import type { SegmentMark, TCPSegment, TCPStream, TCPTurn } from "./tcp-types";

/**
 * Follows TCP connections: what each side sent, put together from its segments, and for every segment what it is: new,
 * sent again, out of order, … Fragments of IP packets must be put together before: `reassemble()`.
 *
 * @param packets a capture, or packets, as they were seen
 * @example
 * ```ts
 * import { packet, tcpStreams, IP, TCP } from "netcell";
 * const [stream] = tcpStreams([
 *   packet(IP(), TCP({ sport: 40000, dport: 80, flags: "S", seq: 99 })),
 *   packet(IP(), TCP({ sport: 40000, dport: 80, flags: "PA", seq: 104 }), "world"),
 *   packet(IP(), TCP({ sport: 40000, dport: 80, flags: "PA", seq: 100 }), "hell"),
 * ]);
 * stream.segments.map(({ seq, marks }) => [seq, ...marks])
 * ```
 */
export function tcpStreams(packets: Iterable<Writable>): readonly TCPStream[] {
  const streams: Connection[] = [];
  const current = new Map<string, Connection>();
  for (const seen of seenIn(packets)) {
    for (const segment of segmentsIn(seen)) {
      const [from, to] = segment.ends.map(endText) as [string, string];
      const key = from < to ? `${from} ${to}` : `${to} ${from}`;
      let connection = current.get(key);
      if (!connection?.canTake(segment, from)) {
        connection = new Connection(streams.length, segment, from);
        streams.push(connection);
        current.set(key, connection);
      }
      connection.take(segment, from);
    }
  }
  for (const stream of streams) stream.finish();
  return streams;
}

/** A segment with what it turned out to be. */
interface Noted {
  readonly segment: Segment;
  readonly by: Direction;
  readonly to: Direction;
  readonly place: number;
  readonly ackPlace: number | undefined;
  readonly marks: readonly SegmentMark[];
  readonly conflict: ByteRange | undefined;
}

/** A connection while it is followed, and after. */
class Connection implements TCPStream {
  readonly number: number;
  end: TCPStream["end"] = "open";
  readonly #a: Direction;
  readonly #b: Direction;
  /** The end of `#a`, as text. */
  readonly #from: string;
  readonly #noted: Noted[] = [];
  readonly #turns = new Turns();

  constructor(number: number, { ends, flags }: Segment, from: string) {
    this.number = number;
    this.#a = new Direction(ends[0]);
    this.#b = new Direction(ends[1]);
    this.#from = from;
    const [port, other] = ends.map((end) => end.port!) as [number, number];
    const opens = flags & SYN ? !(flags & ACK) : port >= other;
    this.#a.side = opens ? "client" : "server";
    this.#b.side = opens ? "server" : "client";
  }

  /** Whether a segment belongs here: a SYN with another number opens another connection on the same ports. */
  canTake({ flags, seq }: Segment, from: string): boolean {
    const by = from === this.#from ? this.#a : this.#b;
    if (!(flags & SYN) || by.first === undefined || sequence.add(seq, 1) === by.first) return true;
    // A server that keeps no state (SYN cookies) may answer a SYN that is sent again with another number.
    if (!(flags & ACK) || by.length > 0 || this.end !== "open") return false;
    by.restart();
    return true;
  }

  take(segment: Segment, from: string): void {
    const [by, to] = from === this.#from ? [this.#a, this.#b] : [this.#b, this.#a];
    const taken = by.take(segment, to);
    const ackPlace = segment.flags & ACK ? to.placeOf(segment.ack) : undefined;
    this.#noted.push({ segment, by, to, ackPlace, ...taken });
    this.#turns.look(to, segment.time);
    this.#turns.look(by, segment.time);
    if (segment.flags & RST && !taken.marks.includes("left out")) this.end = "reset";
    else if (this.end === "open" && by.finished && to.finished) this.end = "closed";
  }

  /** Says that nothing more will come. */
  finish(): void {
    for (const direction of [this.#a, this.#b]) this.#turns.look(direction, undefined, direction.edge);
  }

  get client(): Direction {
    return this.#a.side === "client" ? this.#a : this.#b;
  }

  get server(): Direction {
    return this.#a.side === "client" ? this.#b : this.#a;
  }

  get fromStart(): boolean {
    return this.client.isn !== undefined;
  }

  get segments(): readonly TCPSegment[] {
    return this.#noted.map(({ segment, by, to, place, ackPlace, marks, conflict }) => ({
      no: segment.no,
      time: segment.time,
      from: by.side,
      flags: flagLetters(segment.flags),
      seq: place + 1 - by.lowest,
      ack: ackPlace === undefined ? undefined : ackPlace + 1 - to.lowest,
      length: segment.length,
      window: segment.window,
      marks,
      conflict: conflict && { from: conflict.from - by.lowest, to: conflict.to - by.lowest },
    }));
  }

  get turns(): readonly TCPTurn[] {
    return this.#turns.all();
  }

  /** The ends, the number of bytes, and how it ended. */
  toString(): string {
    const { client, server, number, end } = this;
    const holes = client.holes.length + server.holes.length;
    return [
      `stream ${number}: ${endText(client.end)} to ${endText(server.end)}`,
      `${this.#noted.length} segments`,
      `${client.length} bytes there, ${server.length} back`,
      ...(holes > 0 ? [`${holes} holes`] : []),
      ...(this.fromStart ? [] : ["beginning not seen"]),
      end,
    ].join(", ");
  }

  /** @internal */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }
}

function flagLetters(flags: number): string {
  return [..."FSRPAUEC"].filter((_, bit) => flags & (1 << bit)).join("");
}
