/** Broken packets, as many as wanted and the same in every run. */
import type { AnyProtocol } from "../../lib/packets";
import { samples } from "./samples";

/** Numbers that look random and are the same in every run (mulberry32). */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** Samples with some bytes changed, cut off or added. */
export function* mutants(count: number, seed: number): Iterable<{ bytes: Uint8Array; from: AnyProtocol }> {
  const below = random(seed);
  for (let i = 0; i < count; i++) {
    const { packet: whole, from } = samples[below(samples.length)]!;
    const bytes = new Uint8Array(below(4) ? whole.bytes.length : below(whole.bytes.length + 20));
    bytes.set(whole.bytes.subarray(0, bytes.length));
    for (let changes = below(6); changes > 0 && bytes.length > 0; changes--) {
      bytes[below(bytes.length)] = below(3) ? below(256) : 255 * below(2);
    }
    yield { bytes, from };
  }
}
