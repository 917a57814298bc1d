/** One direction of an impaired connection: what comes out of it and when. Knows neither sockets nor timers. */
import type { Direction, StreamDecision, StreamImpairment } from "./api";
import { decideSlice } from "./stream-decision";

/** Bytes that leave the way, and when. */
export interface Piece {
  readonly data: Buffer;
  /** In milliseconds of the caller's clock. */
  readonly at: number;
}

/** Milliseconds between two slices, so that the receiver has a chance to see them apart. */
const sliceGap = 1;

export class StreamWay {
  readonly #options: StreamImpairment;
  readonly #connection: number;
  readonly #direction: Direction;
  readonly #onDecision: (decision: StreamDecision) => void;
  #slice: StreamDecision | undefined;
  /** Bytes that have entered. */
  #offset = 0;
  #busyUntil = 0;
  #lastDeparture = 0;

  constructor(
    options: StreamImpairment,
    connection: number,
    direction: Direction,
    onDecision: (decision: StreamDecision) => void,
  ) {
    this.#options = options;
    this.#connection = connection;
    this.#direction = direction;
    this.#onDecision = onDecision;
  }

  /** Its slices are to be seen apart. */
  get isSliced(): boolean {
    return this.#options.slice !== undefined;
  }

  /** Nothing passes any more. */
  get isStalled(): boolean {
    return this.#offset >= (this.#options.stallAfter ?? Number.POSITIVE_INFINITY);
  }

  /** So many bytes have passed that the connection is reset. */
  get isReset(): boolean {
    return this.#offset >= (this.#options.resetAfter ?? Number.POSITIVE_INFINITY);
  }

  /** Bytes enter at `now`: the pieces that leave because of it, in order. */
  enter(data: Buffer, now: number): Piece[] {
    const { stallAfter, resetAfter } = this.#options;
    const most = Math.min(stallAfter ?? Number.POSITIVE_INFINITY, resetAfter ?? Number.POSITIVE_INFINITY);
    const passing = data.subarray(0, Math.max(0, most - this.#offset));
    const pieces: Piece[] = [];
    for (let at = 0; at < passing.length; ) {
      const slice = this.#current();
      const piece = passing.subarray(at, at + slice.offset + slice.length - this.#offset);
      at += piece.length;
      this.#offset += piece.length;
      pieces.push({ data: piece, at: this.#depart(piece.length, slice.delay, now) });
    }
    return pieces;
  }

  /** The direction ends at `now`: when the FIN leaves. */
  end(now: number): number {
    const { latency = 0, slowClose = 0 } = this.#options;
    return Math.max(this.#lastDeparture, now + latency) + slowClose;
  }

  /** The slice that the next byte belongs to. */
  #current(): StreamDecision {
    const last = this.#slice;
    if (last && this.#offset < last.offset + last.length) return last;
    const index = last ? last.index + 1 : 0;
    const connection = this.#connection;
    const direction = this.#direction;
    const decided = decideSlice(this.#options, connection, direction, index);
    this.#slice = { connection, direction, index, offset: this.#offset, ...decided };
    this.#onDecision(this.#slice);
    return this.#slice;
  }

  #depart(length: number, delay: number, now: number): number {
    const { rate, slice } = this.#options;
    this.#busyUntil = Math.max(now, this.#busyUntil) + (rate === undefined ? 0 : (length * 8 * 1000) / rate);
    const gap = slice === undefined ? 0 : sliceGap;
    this.#lastDeparture = Math.max(this.#lastDeparture + gap, this.#busyUntil + delay);
    return this.#lastDeparture;
  }
}
