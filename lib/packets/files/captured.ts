/** A captured packet: a packet, its number, its time and its interface. */
import { RAW, rowLength } from "../frame";
import type { Packet } from "../packet";
import { inSeconds } from "./clock";
import type { CaptureInterface } from "./facts";

/** Where a packet in a capture comes from: a wire, events of sockets that it was put together from, a simulation. */
export type PacketOrigin = "captured" | "reconstructed" | "simulated";

/** The comment by which a pcapng file says that a packet never was on a wire. */
export const originMark = (origin: PacketOrigin): string => `netcell: ${origin}`;

/** The origin that a packet's comments tell. */
function originIn(comments: readonly string[]): PacketOrigin {
  if (comments.includes(originMark("reconstructed"))) return "reconstructed";
  return comments.includes(originMark("simulated")) ? "simulated" : "captured";
}

/**
 * One packet of a capture.
 *
 * @example
 * ```ts
 * import { pcap, packet, Ether, IP, UDP } from "netcell";
 * const capture = pcap.parse(pcap.bytes([packet(Ether(), IP(), UDP(), "hi")]));
 * capture.packets[0].packet.get(UDP).len
 * ```
 */
export abstract class CapturedPacket {
  /** Its number in the file, from 1, as Wireshark counts. */
  abstract readonly no: number;
  /** Bytes it had on the wire. */
  abstract readonly length: number;
  /** Bytes that the capture kept of it. */
  abstract readonly captured: number;
  /** Where it was captured. */
  abstract readonly interface: CaptureInterface;
  /** The bytes that the capture kept, where they lie in the file. */
  abstract readonly bytes: Uint8Array;
  /** Its layers and fields. */
  abstract readonly packet: Packet;
  /** @internal Whole seconds, NaN where the file tells no time. */
  protected abstract readonly seconds: number;
  /** @internal What goes beyond them. */
  protected abstract readonly nanos: number;
  /** @internal With the mark of its origin. */
  protected abstract readonly allComments: readonly string[];

  /** Seconds since 1970, right to the microsecond; undefined where the file tells no time. */
  get time(): number | undefined {
    return Number.isNaN(this.seconds) ? undefined : inSeconds(this.seconds, this.nanos);
  }

  /** Nanoseconds since 1970, exactly; undefined where the file tells no time. */
  get nanoseconds(): bigint | undefined {
    if (Number.isNaN(this.seconds)) return undefined;
    return BigInt(this.seconds) * 1_000_000_000n + BigInt(this.nanos);
  }

  /** Comments of people or programs (pcapng only). */
  get comments(): readonly string[] {
    const { origin } = this;
    if (origin === "captured") return this.allComments;
    return this.allComments.filter((comment) => comment !== originMark(origin));
  }

  /** Whether it was on a wire, or put together from what was seen elsewhere. */
  get origin(): PacketOrigin {
    return originIn(this.allComments);
  }

  /** Number, time and what tcpdump would print, in one line. */
  toString(): string {
    const { no, time, packet } = this;
    return `${no} ${time === undefined ? "-" : time.toFixed(6)} ${packet.summary()}`;
  }

  /** @internal */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }
}

/** Rows of one packet out of an index whose places count from another beginning. */
export function rebase(
  rows: Int32Array,
  first: number,
  end: number,
  by: number,
  into: Int32Array,
): Int32Array {
  for (let i = first, to = 0; i < end; i += rowLength, to += rowLength) {
    into[to] = rows[i]!;
    into[to + 1] = rows[i + 1]! - by;
    into[to + 2] = rows[i + 2]!;
    into[to + 3] = rows[i + 3]! - by;
  }
  return into;
}

/** Number of the protocol that packets of an interface begin with. */
export const beginsWith = (on: CaptureInterface): number => on.protocol?.definition.id ?? RAW;
