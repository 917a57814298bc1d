/** The newest packets of a capture: bounded in number and in bytes, with a count of those that were let go. */
import type { CapturedPacket } from "../packets";

/** Bytes that are kept at most, however few packets that are. */
const mostBytes = 16 * 1024 * 1024;

export class PacketRing {
  readonly #most: number;
  #packets: CapturedPacket[] = [];
  /** Where the oldest one that is kept lies in the array; those before it are taken out in one go now and then. */
  #first = 0;
  #kept = 0;
  /** How many there were. */
  count = 0;
  /** Bytes they had on the wire. */
  bytes = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** The number of packets that were dropped. */
  get dropped(): number {
    return this.count - (this.#packets.length - this.#first);
  }

  push(packet: CapturedPacket): void {
    this.#packets.push(packet);
    this.count++;
    this.bytes += packet.length;
    this.#kept += packet.captured;
    while (this.#packets.length - this.#first > this.#most || this.#kept > mostBytes) {
      this.#kept -= this.#packets[this.#first++]!.captured;
    }
    if (2 * this.#first > this.#packets.length) {
      this.#packets = this.#packets.slice(this.#first);
      this.#first = 0;
    }
  }

  /** Those that are kept, from the one with this place on; places count all there were, from 0. */
  from(place = 0): readonly CapturedPacket[] {
    return this.#packets.slice(this.#first + Math.max(0, place - this.dropped));
  }

  /** The one with this place, or the oldest that is kept if that is gone; undefined if it has not come yet. */
  at(place: number): { readonly packet: CapturedPacket; readonly next: number } | undefined {
    const there = Math.max(place, this.dropped);
    const packet = this.#packets[this.#first + there - this.dropped];
    return packet && { packet, next: there + 1 };
  }
}
