/** Arithmetic of TCP's sequence numbers, which wrap around at 2^32 (RFC 9293 §3.4). */

/** Comparing and adding sequence numbers of 32 bits. */
export interface SequenceNumbers {
  /** Whether `a` comes before `b`: within the half circle behind it. */
  lt(a: number, b: number): boolean;
  /** Whether `a` comes before `b` or is `b`. */
  le(a: number, b: number): boolean;
  /** Whether `a` comes after `b`. */
  gt(a: number, b: number): boolean;
  /** Whether `a` comes after `b` or is `b`. */
  ge(a: number, b: number): boolean;
  /** `a` and so many bytes on (or back). */
  add(a: number, bytes: number): number;
  /** Bytes from `a` to `b`, from -2147483648 to 2147483647: negative if `b` comes before `a`. */
  distance(a: number, b: number): number;
}

/**
 * Sequence numbers go around in a circle: 4294967295 is followed by 0. So they are compared by the shorter way round.
 *
 * @example
 * ```ts
 * import { seq } from "netcell";
 * [seq.add(0xffffffff, 2), seq.lt(0xffffffff, 1), seq.distance(0xfffffff0, 16)]
 * ```
 */
export const seq: SequenceNumbers = {
  lt: (a, b) => distance(a, b) > 0,
  le: (a, b) => distance(a, b) >= 0,
  gt: (a, b) => distance(a, b) < 0,
  ge: (a, b) => distance(a, b) <= 0,
  add: (a, bytes) => (((a + bytes) % 2 ** 32) + 2 ** 32) % 2 ** 32,
  distance,
};

function distance(a: number, b: number): number {
  return (b - a) | 0;
}
