/** What happens to a datagram on an impaired way: decided from the seed and its number, never from the clock. */

import { draws } from "./draws";
import { bitsPerSecond, milliseconds, probability, type Rule, wholeNumber } from "./rules";

/** How a way treats datagrams, in the words of Linux's netem (tc-netem(8)). All that is left out does not happen. */
export interface DatagramImpairment {
  /** The same seed makes the same decisions; 1 unless told otherwise. */
  readonly seed?: number;
  /** Milliseconds by which every datagram is late. */
  readonly delay?: number;
  /** Milliseconds by which the delay varies, either way. Every datagram keeps its place: only `reorder` changes it. */
  readonly jitter?: number;
  /** The probability, 0 to 1, that a datagram is lost. */
  readonly loss?: number;
  /** The probability that it comes twice. */
  readonly duplicate?: number;
  /** The probability that the next datagram that is not lost overtakes it. */
  readonly reorder?: number;
  /** The probability that one of its bits is changed. (On a real link UDP's checksum would find that; here it arrives.) */
  readonly corrupt?: number;
  /** Bits a second that pass; what comes faster waits. */
  readonly rate?: number;
}

/** What was decided for one datagram. */
export interface DatagramDecision {
  /** Its number, in the order of arrival at the relay; the first is 0. */
  readonly index: number;
  /** It goes no further; then nothing else holds. */
  readonly lost: boolean;
  /** It is sent twice. */
  readonly duplicated: boolean;
  /** The next one overtakes it, unless it overtakes another itself. */
  readonly reordered: boolean;
  /** Where a bit is changed, as a part of its length from 0 up to 1; `undefined` where none is. */
  readonly corruptedAt: number | undefined;
  /** Milliseconds by which it is late, besides what `rate` makes it wait. */
  readonly delay: number;
}

/** What the options may be. */
export const datagramRules: { readonly [option in keyof Required<DatagramImpairment>]: Rule } = {
  seed: wholeNumber,
  delay: milliseconds,
  jitter: milliseconds,
  loss: probability,
  duplicate: probability,
  reorder: probability,
  corrupt: probability,
  rate: bitsPerSecond,
};

/**
 * The decision for datagram number `index`. Each question has a draw of its own, so that more loss loses what less loss
 * lost, and more besides, and changes nothing else.
 */
export function decideDatagram(options: DatagramImpairment, index: number): DatagramDecision {
  const { seed = 1, delay = 0, jitter = 0, loss = 0, duplicate = 0, reorder = 0, corrupt = 0 } = options;
  const [lost, twice, late, broken, where, spread] = draws(seed, index, 6) as Six;
  if (lost < loss)
    return { index, lost: true, duplicated: false, reordered: false, corruptedAt: undefined, delay: 0 };
  return {
    index,
    lost: false,
    duplicated: twice < duplicate,
    reordered: late < reorder,
    corruptedAt: broken < corrupt ? where : undefined,
    delay: Math.max(0, delay + (2 * spread - 1) * jitter),
  };
}

type Six = [number, number, number, number, number, number];

/** The datagram with the bit changed that the decision names; an empty one has none. */
export function corrupted(data: Buffer, { corruptedAt }: DatagramDecision): Buffer {
  if (corruptedAt === undefined || data.length === 0) return data;
  const bit = Math.floor(corruptedAt * data.length * 8);
  const copy = Buffer.from(data);
  copy[bit >> 3]! ^= 1 << (bit & 7);
  return copy;
}
