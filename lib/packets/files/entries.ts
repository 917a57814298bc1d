/** Packets to be written, made uniform: bytes, a time, an interface, comments. */
import { dissectInto, LayerIndex } from "../dissect/dissect";
import { PacketError } from "../error";
import { Packet } from "../packet";
import { linkTypes } from "../read";
import { CapturedPacket, originMark, type PacketOrigin } from "./captured";
import { inNanoseconds } from "./clock";
import type { CaptureInterface } from "./facts";

/** A packet with what a capture file can say about it. */
export interface PacketRecord {
  /** The packet. */
  readonly packet: Packet;
  /** Seconds since 1970 as a number, or nanoseconds as a bigint; (default: 0). */
  readonly time?: number | bigint | undefined;
  /** Its number, if it was taken out of a capture; files number their packets themselves. */
  readonly no?: number | undefined;
  /** Remarks (pcapng only). */
  readonly comments?: string | readonly string[] | undefined;
  /** Name of the interface (pcapng only). */
  readonly interface?: string | undefined;
  /** Whether it was on a wire (default: `"captured"`); pcapng says so in a comment. */
  readonly origin?: PacketOrigin | undefined;
}

/** A packet that can be written: a packet, one out of a capture, or one with time and remarks. */
export type Writable = Packet | CapturedPacket | PacketRecord;

/** An interface that a file will name. */
export interface EntryInterface {
  readonly number: number;
  readonly linkType: number;
  readonly name: string | undefined;
  readonly description: string | undefined;
  readonly snaplen: number;
  readonly comments: readonly string[];
}

/** One packet as it will be written. */
export interface Entry {
  readonly bytes: Uint8Array;
  /** Bytes it had on the wire. */
  readonly length: number;
  readonly nanoseconds: bigint;
  readonly on: EntryInterface;
  readonly comments: readonly string[];
}

/** The packets to write, and the interfaces that they need. */
export function entriesOf(packets: Iterable<Writable>): {
  readonly entries: readonly Entry[];
  readonly interfaces: readonly EntryInterface[];
} {
  if (typeof Object(packets)[Symbol.iterator] !== "function") throw notPackets(packets);
  const interfaces = new Interfaces();
  const entries: Entry[] = [];
  for (const given of packets) entries.push(entryOf(given, interfaces));
  return { entries, interfaces: interfaces.all };
}

function notPackets(given: unknown): PacketError {
  if (given instanceof Promise)
    return new PacketError(
      "A promise of packets is not packets yet",
      "Write await before the call that makes it: await pcap.read(path).",
    );
  return new PacketError("Packets come as a list", "Write [packet], or give a capture, or its packets.");
}

function entryOf(given: Writable, interfaces: Interfaces): Entry {
  if (given instanceof CapturedPacket) {
    const { bytes, length, nanoseconds = 0n, comments, origin } = given;
    return {
      bytes,
      length,
      nanoseconds,
      on: interfaces.like(given.interface),
      comments: marked(comments, origin),
    };
  }
  const record: PacketRecord = given instanceof Packet ? { packet: given } : given;
  const { packet, time = 0, comments = [], origin = "captured" } = record;
  if (!(packet instanceof Packet)) {
    throw new PacketError(
      "Only packets can be written to a capture file",
      "Give packets: packet(…), those of a capture, or { packet, time, comments, interface }.",
    );
  }
  return {
    bytes: packet.bytes,
    length: packet.bytes.length + packet.missing,
    nanoseconds: inNanoseconds(time),
    on: interfaces.named(record.interface, linkTypeOf(packet)),
    comments: marked(typeof comments === "string" ? [comments] : comments, origin),
  };
}

function marked(comments: readonly string[], origin: PacketOrigin): readonly string[] {
  return origin === "captured" ? comments : [originMark(origin), ...comments];
}

/** The interfaces of a file to be written, each once. */
class Interfaces {
  readonly all: EntryInterface[] = [];
  readonly #byKey = new Map<string, EntryInterface>();
  readonly #byOriginal = new Map<CaptureInterface, EntryInterface>();

  named(name: string | undefined, linkType: number): EntryInterface {
    return this.#get({ name, linkType, description: undefined, snaplen: 0, comments: [] });
  }

  like(original: CaptureInterface): EntryInterface {
    const known = this.#byOriginal.get(original);
    if (known) return known;
    const { name, linkType, description, snaplen, comments } = original;
    const made = this.#get({ name, linkType, description, snaplen, comments });
    this.#byOriginal.set(original, made);
    return made;
  }

  #get(wanted: Omit<EntryInterface, "number">): EntryInterface {
    const key = JSON.stringify(wanted, Object.keys(wanted).sort());
    const known = this.#byKey.get(key);
    if (known) return known;
    const made = { number: this.all.length, ...wanted };
    this.all.push(made);
    this.#byKey.set(key, made);
    return made;
  }
}

/** The usual number of each link type first: of several that would do it is the one that is written. */
const candidates = [1, 101, 0, 113, 276, ...Object.keys(linkTypes).map(Number)];

/** Link types by the id of the layer that a packet begins with. */
const known = new Map<number, number>();

/** The link type whose packets begin as this one does: the dissector itself is asked. */
function linkTypeOf(packet: Packet): number {
  const first = packet.layers[0];
  if (!first) return candidates[0]!;
  const { id } = first.definition;
  const found = known.get(id) ?? candidates.find((linkType) => beginsAs(linkType, packet.bytes, id));
  if (found === undefined) {
    throw new PacketError(
      `A capture file cannot hold packets that begin with ${first.name}`,
      "Put what carries it before it: packet(Ether(), …) or packet(IP(), …).",
    );
  }
  known.set(id, found);
  return found;
}

const index = new LayerIndex();

function beginsAs(linkType: number, bytes: Uint8Array, id: number): boolean {
  index.length = 0;
  dissectInto(index, bytes, 0, bytes.length, linkTypes[linkType]!.definition.id);
  return index.length > 0 && Math.abs(index.rows[0]!) === id;
}
