/** Decisions on the bytes of a stream on an impaired way: made from the seed and their place, never from the clock. */
import type { Direction, StreamDecision, StreamImpairment } from "./api";
import { draws } from "./draws";
import { bitsPerSecond, byteCount, milliseconds, type Rule, sliceSize, wholeNumber } from "./rules";

/** The rules for the options. */
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
