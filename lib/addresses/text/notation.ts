/** Addresses as people write them: dotted, in groups, in bits, cut where a mask cuts. */
import { type IpVersion, width } from "../block";

/** The four numbers of an IPv4 address. */
export function dotted(number: bigint): string {
  return bytesOf(4, number).join(".");
}

/** All eight groups of an IPv6 address, four hexadecimal digits each (RFC 4291, section 2.2, form 1). */
export function longGroups(number: bigint): string {
  return inPieces(number.toString(16).padStart(32, "0"), 4, ":");
}

/** The eight groups as numbers. */
export function groupsOf(number: bigint): number[] {
  return Array.from({ length: 8 }, (_, i) => Number((number >> BigInt(112 - 16 * i)) & 0xffffn));
}

/** The address as it goes over the wire, most significant byte first. */
export function bytesOf(version: IpVersion, number: bigint): Uint8Array {
  const bytes = new Uint8Array(width(version) / 8);
  for (let i = bytes.length - 1, rest = number; i >= 0; i--, rest >>= 8n) bytes[i] = Number(rest & 0xffn);
  return bytes;
}

/** Every bit, with a dot between bytes (IPv4) or a colon between groups (IPv6). */
export function bitText(version: IpVersion, number: bigint): string {
  const bits = number.toString(2).padStart(width(version), "0");
  return version === 4 ? inPieces(bits, 8, ".") : inPieces(bits, 16, ":");
}

/**
 * The address in two, where a mask of `prefix` bits cuts it: IPv4 in bits; IPv6 in hexadecimal digits of four bits,
 * where a digit that the mask cuts through is written as its bits, in parentheses.
 */
export function cut(version: IpVersion, number: bigint, prefix: number): [network: string, host: string] {
  if (version === 4) return cutText(bitText(4, number), prefix + Math.floor(Math.min(prefix, 31) / 8));
  const digits = longGroups(number);
  const digit = prefix >> 2;
  const at = digit + Math.floor(Math.min(digit, 31) / 4);
  if (prefix % 4 === 0) return cutText(digits, at);
  const bits = Number.parseInt(digits[at]!, 16).toString(2).padStart(4, "0");
  return [
    `${digits.slice(0, at)}(${bits.slice(0, prefix % 4)}`,
    `${bits.slice(prefix % 4)})${digits.slice(at + 1)}`,
  ];
}

function cutText(text: string, at: number): [string, string] {
  return [text.slice(0, at), text.slice(at)];
}

/** The name whose PTR record tells the host's name (RFC 1035, section 3.5; RFC 3596, section 2.5). */
export function reverseName(version: IpVersion, number: bigint): string {
  const labels = version === 4 ? [...bytesOf(4, number)] : [...number.toString(16).padStart(32, "0")];
  return `${labels.reverse().join(".")}.${version === 4 ? "in-addr" : "ip6"}.arpa`;
}

function inPieces(text: string, length: number, separator: string): string {
  const pieces: string[] = [];
  for (let at = 0; at < text.length; at += length) pieces.push(text.slice(at, at + length));
  return pieces.join(separator);
}
