/** Chance that can be repeated: numbers that depend on a seed and a place in a sequence, and on nothing else. */
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** `count` numbers from 0 up to 1 for the place `index` in the sequence of this seed. */
export function draws(seed: number, index: number, count: number): number[] {
  const generator = xoroshiro128plus(mixed(mixed(seed) ^ index));
  // The first outputs of neighbouring seeds resemble each other.
  for (let i = 0; i < warmUp; i++) generator.next();
  return Array.from({ length: count }, () => uniformFloat64(generator));
}

const warmUp = 8;

/** The finalizer of MurmurHash3, which spreads a change of one bit over all 32. */
function mixed(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
