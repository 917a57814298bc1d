/** Numbered packets, with the time at which they were seen. */

import type { PlacedLayer } from "../describe/placed-layer";
import { CapturedPacket } from "../files/captured";
import type { Writable } from "../files/entries";
import { Packet } from "../packet";

/** A packet at its place among others. */
export interface Seen {
  /** Its number: of a captured packet that in its file, else its place, from 1. */
  readonly no: number;
  /** Seconds; undefined where they are not known. */
  readonly time: number | undefined;
  readonly packet: Packet;
  /** Bytes it had on the wire. */
  readonly length: number;
}

/** Goes through packets of any kind. */
export function* seenIn(packets: Iterable<Writable>): Iterable<Seen> {
  let place = 0;
  for (const given of packets) {
    place++;
    if (given instanceof CapturedPacket) yield given;
    else {
      const { packet, time, no = place } = given instanceof Packet ? { packet: given } : given;
      const seconds = typeof time === "bigint" ? Number(time) / 1e9 : time;
      yield { no, time: seconds, packet, length: packet.bytes.length + packet.missing };
    }
  }
}

/** The layers that are really there: those that could be read, without what an ICMP error quotes. */
export function* ownLayers(packet: Packet): Iterable<PlacedLayer> {
  for (const layer of packet.layers) {
    if (layer.stop) return;
    yield layer;
    if (layer.definition.details.quotes?.(packet.bytes, layer.start)) return;
  }
}
