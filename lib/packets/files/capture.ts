/** A capture: the packets of a file, or some of them, one flat index behind them all. */
import type { CapturedPacket } from "./captured";
import { inSeconds } from "./clock";
import { type Columns, IndexedPacket } from "./columns";
import type { CaptureInterface, FileFacts } from "./facts";

/**
 * The packets of a capture file. It holds the file's bytes and a few numbers for each packet; objects are made when
 * you touch a packet.
 *
 * @example
 * ```ts
 * import { pcap, packet, Ether, IP, TCP, UDP } from "netcell";
 * const capture = pcap.parse(pcap.bytes([packet(Ether(), IP(), TCP()), packet(Ether(), IP(), UDP())]));
 * capture.filter(({ packet }) => packet.has(UDP)).length
 * ```
 */
export class Capture implements Iterable<CapturedPacket> {
  readonly #columns: Columns;
  readonly #facts: FileFacts;
  /** Which packets of the file; all of them if undefined. */
  readonly #chosen: Int32Array | undefined;
  #packets: readonly CapturedPacket[] | undefined;

  /** @internal */
  constructor(columns: Columns, facts: FileFacts, chosen?: Int32Array) {
    this.#columns = columns;
    this.#facts = facts;
    this.#chosen = chosen;
  }

  /** Number of packets. */
  get length(): number {
    return this.#chosen?.length ?? this.#columns.count;
  }

  /** The packets as an array. */
  get packets(): readonly CapturedPacket[] {
    this.#packets ??= Array.from({ length: this.length }, (_, i) => this.#make(i));
    return this.#packets;
  }

  /** The format of the file. */
  get format(): "pcap" | "pcapng" {
    return this.#facts.format;
  }

  /** Where the packets were captured. */
  get interfaces(): readonly CaptureInterface[] {
    return this.#facts.interfaces;
  }

  /** Comments about the file as a whole (pcapng only). */
  get comments(): readonly string[] {
    return this.#facts.comments;
  }

  /** Everything that was damaged, cut off or unknown in the file; empty if all is well. */
  get notes(): readonly string[] {
    return this.#facts.notes;
  }

  /** Seconds from the earliest to the latest packet; undefined where no packet has a time. */
  get duration(): number | undefined {
    const { seconds, nanos } = this.#columns;
    let first = Number.POSITIVE_INFINITY;
    let last = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < this.length; i++) {
      const place = this.#place(i);
      if (Number.isNaN(seconds[place])) continue;
      const time = inSeconds(seconds[place]!, nanos[place]!);
      if (time < first) first = time;
      if (time > last) last = time;
    }
    return last < first ? undefined : last - first;
  }

  /** The packet at this place, from 0; from the end if negative; undefined where there is none. */
  at(place: number): CapturedPacket | undefined {
    const i = place < 0 ? this.length + place : place;
    if (!(i >= 0 && i < this.length)) return undefined;
    return this.#packets?.[i] ?? this.#make(i);
  }

  /** One packet after the other. */
  *[Symbol.iterator](): Iterator<CapturedPacket> {
    for (let i = 0; i < this.length; i++) yield this.at(i)!;
  }

  /** The packets for which this is true, with the numbers they have in the file. */
  filter(wanted: (packet: CapturedPacket) => boolean): Capture {
    const chosen = new Int32Array(this.length);
    let count = 0;
    for (let i = 0; i < this.length; i++) {
      if (wanted(this.at(i)!)) chosen[count++] = this.#place(i);
    }
    return new Capture(this.#columns, this.#facts, chosen.slice(0, count));
  }

  /** The packets from one place up to another, as `slice` of an array. */
  slice(start?: number, end?: number): Capture {
    const all = this.#chosen ?? Int32Array.from({ length: this.length }, (_, i) => i);
    return new Capture(this.#columns, this.#facts, all.slice(start, end));
  }

  /** The number of packets, their interfaces, the time they took, and the faults of the file. */
  toString(): string {
    const { length, format, interfaces, notes, duration } = this;
    const took = duration === undefined ? "" : `, ${duration.toFixed(6)} s`;
    const names = interfaces.map(({ name }) => name).filter((name) => name !== undefined);
    const from = names.length > 0 ? ` from ${names.join(", ")}` : "";
    const first = `${format}: ${length} packet${length === 1 ? "" : "s"}${took}${from}`;
    return [first, ...notes.map((note) => `  ! ${note}`)].join("\n");
  }

  /** @internal */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }

  #place(i: number): number {
    return this.#chosen ? this.#chosen[i]! : i;
  }

  #make(i: number): CapturedPacket {
    return new IndexedPacket(this.#columns, this.#place(i));
  }
}
