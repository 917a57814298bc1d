/** The Internet checksum (RFC 1071): the complement of the ones' complement sum of 16-bit words. */

/** Adds the 16-bit words from `from` up to `to` to a running sum; an odd last byte is the high half of a word. */
export function sumWords(bytes: Uint8Array, from: number, to: number, sum = 0): number {
  let total = sum;
  let at = from;
  for (const last = to - 1; at < last; at += 2) total += (bytes[at]! << 8) | bytes[at + 1]!;
  return at < to ? total + (bytes[at]! << 8) : total;
}

/** Brings the carries back in until 16 bits are left. */
export function foldCarries(sum: number): number {
  let folded = sum;
  while (folded > 0xffff) folded = (folded & 0xffff) + Math.floor(folded / 0x10000);
  return folded;
}

/**
 * The Internet checksum over some bytes, as IPv4, ICMP, UDP and TCP use it. Over bytes that contain their right
 * checksum it is 0: that is how a receiver checks.
 *
 * @example
 * ```ts
 * import { internetChecksum, packet, IP } from "netcell";
 * internetChecksum(packet(IP()).bytes)
 * ```
 */
export function internetChecksum(bytes: Uint8Array): number {
  return ~foldCarries(sumWords(bytes, 0, bytes.length)) & 0xffff;
}
