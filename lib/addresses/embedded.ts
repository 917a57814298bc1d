/** IPv4 addresses inside IPv6 addresses, where the prefix says that there is one. */
import { allOnes } from "./block";

/** The IPv4 address in an IPv6 address: mapped, NAT64, 6to4; the client's of a Teredo address. */
export function embeddedIpv4(number: bigint): bigint | undefined {
  // IPv4-mapped (RFC 4291, section 2.5.5.2) and NAT64's well-known prefix (RFC 6052, section 2.2): the last 32 bits.
  if (number >> 32n === 0xffffn || number >> 32n === 0x64ff9bn << 64n) return number & allOnes(32);
  // 6to4 (RFC 3056, section 2): the 32 bits behind 2002.
  if (number >> 112n === 0x2002n) return (number >> 80n) & allOnes(32);
  // Teredo (RFC 4380, section 4): the last 32 bits, each turned over so that NATs do not change them.
  if (number >> 96n === 0x20010000n) return (number & allOnes(32)) ^ allOnes(32);
  return undefined;
}
