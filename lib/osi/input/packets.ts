/** Packets as views look at them, numbered, with time and origin, out of whatever holds packets. */
import type { NamesOf } from "../../errors";
import {
  type AnyProtocol,
  type CapturedPacket,
  dissect,
  Ether,
  Packet,
  PacketLayer,
  type PacketOrigin,
  type PacketRecord,
  packet,
} from "../../packets";
import { transcriptIn } from "./exchange";
import { refusal } from "./refusal";

/** One packet, in any form that netcell has: built, read, out of a capture, one layer of it, or its bytes. */
export type PacketLike = Packet | PacketLayer<object, never> | CapturedPacket | PacketRecord | Uint8Array;

/** Packets in a row: an array, a capture file, whatever goes from one to the next. */
export type PacketsLike = Iterable<PacketLike> | PacketHolder;

/** A source of packets: a capture that runs. */
export interface PacketHolder {
  /** Its packets, the oldest first. */
  readonly packets: Iterable<PacketLike>;
  /** The number of older ones that it has not kept. */
  readonly dropped?: number;
}

/** Options of reading bytes. */
export interface ReadOptions {
  /** The protocol that the bytes begin with (default: `Ether`). Packets know it themselves. */
  readonly from?: AnyProtocol;
}

/** The names of {@link ReadOptions}. */
export const readNames: NamesOf<ReadOptions> = { from: true };

/** Where a packet comes from: a wire, sockets' events, a simulation; or it was built here, or read from mere bytes. */
export type Provenance = PacketOrigin | "built" | "read";

/** A packet at its place. */
export interface SeenPacket {
  /** Its number: that of its capture, else its place, from 1. */
  readonly no: number;
  /** The time when it was seen, in seconds; undefined where it is unknown. */
  readonly time: number | undefined;
  readonly origin: Provenance;
  readonly packet: Packet;
}

/** The packets that a view was given. */
export interface PacketList {
  readonly packets: readonly SeenPacket[];
  /** Whether it was one packet, not a list with one in it. */
  readonly single: boolean;
  /** The number of older ones that were not kept. */
  readonly dropped: number;
}

const wanted = "Give a packet, its bytes, or packets in a row: an array, a capture.";

/** The packets in `given`; a refusal if there are none. */
export function packetsOf(given: unknown, caller: string, options: ReadOptions = {}): PacketList {
  const list = packetsIn(given, caller, options);
  if (list) return list;
  if (transcriptIn(given)) {
    throw refusal(
      caller,
      given,
      ": a socket sees bytes, never packets",
      `Capture them (capture(server)), or let packets be made of what the socket saw: osi.${caller}(reconstruct(…)).`,
    );
  }
  throw refusal(caller, given, ", in which there is no packet", wanted);
}

/** The one packet in `given`; a refusal if there is none, or more than one. */
export function packetOf(given: unknown, caller: string, options: ReadOptions = {}): SeenPacket {
  const { packets } = packetsOf(given, caller, options);
  if (packets.length === 1) return packets[0]!;
  throw refusal(
    caller,
    given,
    ` of ${packets.length} packets, and draws one`,
    `Choose one: osi.${caller}(capture.packets[0]).`,
  );
}

/** The packets in `given`; undefined if it is something else. */
export function packetsIn(given: unknown, caller: string, options: ReadOptions = {}): PacketList | undefined {
  const one = numbered(given, 1, options);
  if (one) return { packets: [one], single: true, dropped: 0 };
  const holder = holderOf(given);
  if (!holder) return undefined;
  const packets: SeenPacket[] = [];
  for (const each of holder.packets) {
    const made = numbered(each, packets.length + 1, options);
    if (!made) {
      if (packets.length === 0 && !Array.isArray(given)) return undefined;
      throw refusal(caller, each, ` as number ${packets.length + 1} of a list of packets`, wanted);
    }
    packets.push(made);
  }
  if (packets.length > 0) return { packets, single: false, dropped: holder.dropped ?? 0 };
  throw refusal(
    caller,
    given,
    ": there is no packet in it",
    "Look whether something was sent, or what a filter left.",
  );
}

function holderOf(given: unknown): PacketHolder | undefined {
  if (typeof given !== "object" || given === null || transcriptIn(given)) return undefined;
  if (Symbol.iterator in given) return { packets: given as Iterable<PacketLike> };
  const { packets } = given as Partial<PacketHolder>;
  const holds = typeof packets === "object" && packets !== null && Symbol.iterator in packets;
  return holds ? (given as PacketHolder) : undefined;
}

function numbered(given: unknown, place: number, { from = Ether }: ReadOptions): SeenPacket | undefined {
  if (given instanceof Packet) return alone(given, place);
  if (given instanceof Uint8Array) return alone(dissect(given, from), place);
  if (given instanceof PacketLayer) return alone(packet(given), place);
  if (typeof given !== "object" || given === null) return undefined;
  // Packets of a capture make their layers when they are asked for `packet`; they are kept as they are.
  if ("nanoseconds" in given && "origin" in given) return given as CapturedPacket;
  const record = given as Partial<PacketRecord>;
  if (!(record.packet instanceof Packet)) return undefined;
  const { time, no = place, packet: own, origin = provenance(own) } = record;
  return { no, time: typeof time === "bigint" ? Number(time) / 1e9 : time, origin, packet: own };
}

function alone(of: Packet, no: number): SeenPacket {
  return { no, time: undefined, origin: provenance(of), packet: of };
}

const provenance = ({ built }: Packet): Provenance => (built ? "built" : "read");
