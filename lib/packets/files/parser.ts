/** Captures that arrive piece by piece: a parser that is fed, without any input of its own. */
import { Packet } from "../packet";
import { frameOf } from "../read";
import { beginsWith, CapturedPacket } from "./captured";
import type { CaptureInterface, FileFacts, Reader, Sink } from "./facts";
import { readerOf, tooShort } from "./recognize";

/**
 * Takes a capture apart as its bytes arrive: from a pipe of `dumpcap -w -` or `tcpdump -w -`, or from a file too large
 * for memory. It holds what belongs to no whole packet yet, at most 16 MiB, and nothing else.
 *
 * @example
 * ```ts
 * import { pcap, packet, Ether, IP } from "netcell";
 * const file = pcap.bytes([packet(Ether(), IP())]);
 * const parser = new pcap.CaptureParser();
 * const packets = [...parser.feed(file.subarray(0, 50)), ...parser.feed(file.subarray(50))];
 * parser.end();
 * ```
 */
export class CaptureParser {
  readonly #name: string;
  readonly #sink = new Collector();
  #reader: Reader | undefined;
  #parts: Uint8Array[] = [];
  #size = 0;
  #passed = 0;

  /** `name` is what error messages call the source. */
  constructor(name = "The input") {
    this.#name = name;
  }

  /** The format; undefined until it is known. */
  get format(): FileFacts["format"] | undefined {
    return this.#reader?.facts.format;
  }

  /** The interfaces found so far. */
  get interfaces(): readonly CaptureInterface[] {
    return this.#reader?.facts.interfaces ?? [];
  }

  /** Comments about the capture as a whole, as far as it was read. */
  get comments(): readonly string[] {
    return this.#reader?.facts.comments ?? [];
  }

  /** Everything that was damaged, cut off or unknown so far. */
  get notes(): readonly string[] {
    return this.#reader?.facts.notes ?? [];
  }

  /**
   * Takes the next bytes, however many, and gives the packets that are whole now. These are copies: the memory of
   * `bytes` may be used again.
   *
   * @throws PacketError when the first bytes show that this is not a capture
   */
  feed(bytes: Uint8Array): readonly CapturedPacket[] {
    if (this.#reader?.lost) return [];
    this.#size += bytes.length;
    if (this.#reader && this.#size < this.#reader.need) {
      this.#parts.push(new Uint8Array(bytes));
      return [];
    }
    const all = this.#joinedWith(bytes);
    const found = this.#reader ? { reader: this.#reader, read: 0 } : readerOf(all, this.#name);
    let read = 0;
    if (found) {
      this.#reader = found.reader;
      read = found.reader.read(all, found.read, this.#passed, this.#sink);
      if (found.reader.lost) read = all.length;
    }
    this.#passed += read;
    this.#size = all.length - read;
    this.#parts = this.#size > 0 ? [new Uint8Array(all.subarray(read))] : [];
    return this.#sink.take();
  }

  /**
   * Says that no more bytes will come: what is left over of a packet becomes a note.
   *
   * @throws PacketError when there was no capture at all
   */
  end(): void {
    if (!this.#reader) throw tooShort(this.#joinedWith(new Uint8Array(0)), this.#name);
    noteRest(this.#reader, this.#size, this.#passed);
    this.#size = 0;
    this.#parts = [];
  }

  #joinedWith(last: Uint8Array): Uint8Array {
    // A plain view of what may be a Buffer, whose slice() would not copy.
    if (this.#parts.length === 0) return new Uint8Array(last.buffer, last.byteOffset, last.length);
    const all = new Uint8Array(this.#size);
    let at = 0;
    for (const part of [...this.#parts, last]) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  }
}

/** Adds a note if the file ends in the middle of something. */
export function noteRest(reader: Reader, left: number, place: number): void {
  if (left === 0 || reader.lost) return;
  const { packets } = reader.facts;
  const whole =
    packets === 1 ? "the packet before it is whole" : `the ${packets} packets before it are whole`;
  reader.facts.note(
    `Cut off in the middle: what begins at byte ${place} needs ${reader.need} bytes, ${left} are there; ${whole}`,
  );
}

/** Makes a packet of its own of each that a reader finds. */
class Collector implements Sink {
  #found: StreamedPacket[] = [];
  #no = 0;

  readonly packet: Sink["packet"] = (bytes, from, captured, length, seconds, nanos, on, comments) => {
    const own = bytes.slice(from, from + captured);
    this.#found.push(new StreamedPacket(++this.#no, own, length, seconds, nanos, on, comments));
  };

  take(): readonly CapturedPacket[] {
    const found = this.#found;
    this.#found = [];
    return found;
  }
}

/** A packet with bytes of its own. */
class StreamedPacket extends CapturedPacket {
  readonly interface: CaptureInterface;
  #packet: Packet | undefined;

  constructor(
    readonly no: number,
    readonly bytes: Uint8Array,
    readonly length: number,
    protected readonly seconds: number,
    protected readonly nanos: number,
    on: CaptureInterface,
    protected readonly allComments: readonly string[],
  ) {
    super();
    this.interface = on;
  }

  get captured(): number {
    return this.bytes.length;
  }

  get packet(): Packet {
    this.#packet ??= new Packet(frameOf(this.bytes, beginsWith(this.interface), this.length));
    return this.#packet;
  }
}
