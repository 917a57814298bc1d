/** Decisions on a datagram on an impaired way: made from the seed and its number, never from the clock. */
import type { DatagramDecision, DatagramImpairment } from "./api";
import { draws } from "./draws";
import { bitsPerSecond, milliseconds, probability, type Rule, wholeNumber } from "./rules";

/** The rules for the options. */
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
 * The decision for datagram number `index`. Each question has a draw of its own, so that more loss loses all that less loss
 * lost, and changes nothing else.
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
