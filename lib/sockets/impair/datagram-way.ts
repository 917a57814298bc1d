/** An impaired way for datagrams: what comes out of it, in which order and when. Knows neither sockets nor timers. */
import type { DatagramDecision, DatagramImpairment } from "./api";
import { corrupted, decideDatagram } from "./datagram-decision";

/** A datagram that leaves the way, and when. */
export interface Departure<T> {
  readonly item: T;
  readonly data: Buffer;
  /** In milliseconds of the caller's clock. */
  readonly at: number;
}

/** `T`: what the caller wants back with each datagram, such as whom it is from. */
export class DatagramWay<T> {
  readonly #options: DatagramImpairment;
  #index = 0;
  /** Datagrams that wait to be overtaken. */
  #held: Array<{ readonly item: T; readonly data: Buffer; readonly delay: number }> = [];
  /** Until when the line is busy with what went before. */
  #busyUntil = 0;
  #lastDeparture = 0;

  constructor(options: DatagramImpairment) {
    this.#options = options;
  }

  /** Datagrams that wait to be overtaken. */
  get held(): number {
    return this.#held.length;
  }

  /** A datagram enters at `now`: what was decided for it, and what leaves because of it. */
  enter(item: T, data: Buffer, now: number): { decision: DatagramDecision; departures: Departure<T>[] } {
    const decision = decideDatagram(this.#options, this.#index++);
    if (decision.lost) return { decision, departures: [] };
    const one = { item, data: corrupted(data, decision), delay: decision.delay };
    const copies = decision.duplicated ? [one, one] : [one];
    // Who overtakes a datagram does not wait for another: no more than one is held, however likely it is.
    if (decision.reordered && this.#held.length === 0) {
      this.#held.push(...copies);
      return { decision, departures: [] };
    }
    return { decision, departures: [...copies, ...this.#release()].map((each) => this.#depart(each, now)) };
  }

  /** Nothing overtakes what is held: it leaves by itself. */
  flush(now: number): Departure<T>[] {
    return this.#release().map((each) => this.#depart(each, now));
  }

  #release() {
    const held = this.#held;
    this.#held = [];
    return held;
  }

  #depart({ item, data, delay }: { item: T; data: Buffer; delay: number }, now: number): Departure<T> {
    const { rate } = this.#options;
    const transmission = rate === undefined ? 0 : (data.length * 8 * 1000) / rate;
    this.#busyUntil = Math.max(now, this.#busyUntil) + transmission;
    // A delay that varies does not change the order.
    this.#lastDeparture = Math.max(this.#lastDeparture, this.#busyUntil + delay);
    return { item, data, at: this.#lastDeparture };
  }
}
