/** What happens to the bytes of a stream on an impaired way: decided from the seed and their place, never from the clock. */

import { draws } from "./draws";
import { bitsPerSecond, byteCount, milliseconds, type Rule, sliceSize, wholeNumber } from "./rules";

/**
 * How a way treats the bytes of a connection, in each direction by itself. There is no `loss`: TCP sends again what is
 * lost, and a program sees only that it comes late.
 */
export interface StreamImpairment {
  /** The same seed makes the same decisions; 1 unless told otherwise. */
  readonly seed?: number;
  /** Milliseconds by which bytes are late. */
  readonly latency?: number;
  /** Milliseconds by which the latency varies, either way, from slice to slice. Bytes keep their order. */
  readonly jitter?: number;
  /** Bits a second that pass; what comes faster waits. */
  readonly rate?: number;
  /**
   * Cuts the stream into slices of 1 to so many bytes, as the seed decides, and passes them on a millisecond apart.
   * A program that takes one `recv` for one message does not survive it.
   */
  readonly slice?: number;
  /** Bytes after which nothing passes any more, neither bytes nor FIN, while the connection stays open. */
  readonly stallAfter?: number;
  /** Bytes after which both ends get a reset (RST). */
  readonly resetAfter?: number;
  /** Milliseconds by which the end of a direction (FIN) is late besides. */
  readonly slowClose?: number;
}

/** From whom to whom bytes go: to the target, or back from it. */
export type Direction = "there" | "back";

/** What was decided for one slice. */
export interface StreamDecision {
  /** The connection's number, in the order of arrival at the relay; the first is 0. */
  readonly connection: number;
  /** To the target, or back from it. */
  readonly direction: Direction;
  /** The slice's number in its direction; the first is 0. */
  readonly index: number;
  /** Its first byte's place in the stream; the first byte has 0. */
  readonly offset: number;
  /** How many bytes it has, if the stream does not end before. */
  readonly length: number;
  /** Milliseconds by which it is late, besides what `rate` makes it wait. */
  readonly delay: number;
}

/** What the options may be. */
export const streamRules: { readonly [option in keyof Required<StreamImpairment>]: Rule } = {
  seed: wholeNumber,
  latency: milliseconds,
  jitter: milliseconds,
  rate: bitsPerSecond,
  slice: sliceSize,
  stallAfter: byteCount,
  resetAfter: byteCount,
  slowClose: milliseconds,
};

/** Bytes that share a decision where nothing is sliced. */
const block = 64 * 1024;

/** The length and the delay of slice number `index` in one direction of one connection. */
export function decideSlice(
  options: StreamImpairment,
  connection: number,
  direction: Direction,
  index: number,
): Pick<StreamDecision, "length" | "delay"> {
  const { seed = 1, latency = 0, jitter = 0, slice } = options;
  // Each direction of each connection has a sequence of its own.
  const [own] = draws(seed, 2 * connection + (direction === "there" ? 0 : 1), 1) as [number];
  const [size, spread] = draws(Math.floor(own * 2 ** 32), index, 2) as [number, number];
  return {
    length: slice === undefined ? block : 1 + Math.floor(size * slice),
    delay: Math.max(0, latency + (2 * spread - 1) * jitter),
  };
}
