/** Numbers of any width at any bit of a byte array, most significant bit first (RFC 791, appendix B). */

/** Reads `bits` (1…53) bits that begin `bit` bits after the start of the array. */
export function getBits(bytes: Uint8Array, bit: number, bits: number): number {
  let value = 0;
  for (let done = 0; done < bits; ) {
    const at = bit + done;
    const shift = at & 7;
    const take = Math.min(8 - shift, bits - done);
    value = value * (1 << take) + ((bytes[at >>> 3]! >> (8 - shift - take)) & ((1 << take) - 1));
    done += take;
  }
  return value;
}

/** Writes `value` into `bits` (1…53) bits that begin `bit` bits after the start, leaving their neighbours alone. */
export function putBits(bytes: Uint8Array, bit: number, bits: number, value: number): void {
  let rest = value;
  for (let left = bits; left > 0; ) {
    const last = bit + left - 1;
    const take = Math.min((last & 7) + 1, left);
    const shift = 7 - (last & 7);
    const mask = ((1 << take) - 1) << shift;
    const piece = rest % (1 << take);
    bytes[last >>> 3] = (bytes[last >>> 3]! & ~mask) | (piece << shift);
    rest = (rest - piece) / (1 << take);
    left -= take;
  }
}

/** The 16 bits at byte `at`, as the network orders them. */
export function u16(bytes: Uint8Array, at: number): number {
  return (bytes[at]! << 8) | bytes[at + 1]!;
}
