/** Addresses: MAC, IPv4, IPv6, in their usual written form. */

import { checkedOptions, type NamesOf, typedValue } from "../../errors";
import { Refusal } from "../error";
import { type Field, type FieldOptions, type Fields, fieldOptions } from "../model/field";
import { type AddressInit, textOf } from "./written-address";

/** Options of a field with an address. */
export interface AddressOptions extends FieldOptions {
  /** The address when none is given. */
  readonly default?: string;
}

const addressOptions: NamesOf<AddressOptions> = {
  ...fieldOptions,
  default: true,
};

/** A MAC address: `"aa:bb:cc:dd:ee:ff"`. Dashes, dots (`"aabb.ccdd.eeff"`) and nothing between are taken too. */
export function mac(options: AddressOptions = {}): Field<AddressInit, string> {
  checkedOptions(options, addressOptions);
  return {
    default: "00:00:00:00:00:00",
    ...options,
    bits: 48,
    read: (bytes, bit) => macText(bytes, bit >>> 3, 6),
    write: (bytes, bit, _bits, value) => writeMac(bytes, bit >>> 3, 6, value),
    parse: (value) => parseMac(value, 6),
    text: (value) => value,
    meaning: (value) =>
      value === "ff:ff:ff:ff:ff:ff"
        ? "broadcast: every station of the LAN"
        : Number.parseInt(value.slice(0, 2), 16) & 1
          ? "group: a multicast"
          : undefined,
  };
}

/** A hardware address as long as another field says, 6 bytes in practice. */
export function hardwareAddress(
  length: (known: Fields) => number,
  options: AddressOptions = {},
): Field<AddressInit, string> {
  checkedOptions(options, addressOptions);
  return {
    default: "00:00:00:00:00:00",
    ...options,
    bits: 0,
    extent: length,
    size: (_value, known) => length(known),
    read: (bytes, bit, bits) => macText(bytes, bit >>> 3, bits >>> 3),
    write: (bytes, bit, bits, value) => writeMac(bytes, bit >>> 3, bits >>> 3, value),
    parse: (value) => parseMac(value),
    text: (value) => value,
  };
}

/** A MAC address with room for a longer one: filled up with zeros, which are left out when they follow six bytes. */
export function paddedMac(length: number, options: AddressOptions = {}): Field<AddressInit, string> {
  checkedOptions(options, addressOptions);
  const readAt = (bytes: Uint8Array, at: number) => {
    const short = bytes.subarray(at + 6, at + length).every((byte) => byte === 0);
    return macText(bytes, at, short ? 6 : length);
  };
  return {
    default: "00:00:00:00:00:00",
    ...options,
    bits: 8 * length,
    read: (bytes, bit) => readAt(bytes, bit >>> 3),
    write: (bytes, bit, _bits, value) => writeMac(bytes, bit >>> 3, length, value),
    parse(value) {
      const text = parseMac(value);
      const whole = new Uint8Array(length);
      writeMac(whole, 0, length, text.length < 3 * length ? text : parseMac(value, length));
      return readAt(whole, 0);
    },
    text: (value) => value,
    scapy: (value) => `bytes.fromhex('${value.replaceAll(":", "")}')`,
  };
}

function macText(bytes: Uint8Array, at: number, length: number): string {
  let text = "";
  for (let i = 0; i < length; i++) {
    const byte = bytes[at + i]!;
    text += `${i ? ":" : ""}${byte < 16 ? "0" : ""}${byte.toString(16)}`;
  }
  return text;
}

function writeMac(bytes: Uint8Array, at: number, length: number, value: string): void {
  for (let i = 0; i < length; i++) {
    bytes[at + i] = 3 * i < value.length ? Number.parseInt(value.slice(3 * i, 3 * i + 2), 16) : 0;
  }
}

/** Six bytes with dots, as Cisco's routers write them, or with nothing between. */
const sixBytes = /^(?:[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4}|[0-9a-f]{12})$/;

function parseMac(value: AddressInit, length?: number): string {
  const written = textOf(value);
  if (written === "" && length === undefined) return written;
  const lower = typeof written === "string" ? written.toLowerCase().replaceAll("-", ":") : "";
  const text = sixBytes.test(lower) ? lower.replaceAll(".", "").match(/../g)!.join(":") : lower;
  if (/^[0-9a-f]{2}(:[0-9a-f]{2})*$/.test(text) && (length === undefined || text.length === 3 * length - 1)) {
    return text;
  }
  throw new Refusal(
    `${typedValue(written)} is not a MAC address`,
    `Write six bytes in hexadecimal: "02:00:00:00:00:01".`,
  );
}

/** An IPv4 address: `"10.0.0.1"`. */
export function ip4(options: AddressOptions = {}): Field<AddressInit, string> {
  checkedOptions(options, addressOptions);
  return {
    default: "0.0.0.0",
    ...options,
    bits: 32,
    read: (bytes, bit) => ip4Text(bytes, bit >>> 3),
    write: (bytes, bit, _bits, value) => writeIp4(bytes, bit >>> 3, value),
    parse: parseIp4,
    text: (value) => value,
  };
}

/** The four numbers at byte `at`. */
export function ip4Text(bytes: Uint8Array, at: number): string {
  return `${bytes[at]}.${bytes[at + 1]}.${bytes[at + 2]}.${bytes[at + 3]}`;
}

/** Writes an address that was parsed before. */
export function writeIp4(bytes: Uint8Array, at: number, value: string): void {
  let number = 0;
  let to = at;
  for (let i = 0; i < value.length; i++) {
    const digit = value.charCodeAt(i) - 48;
    if (digit >= 0) number = number * 10 + digit;
    else {
      bytes[to++] = number;
      number = 0;
    }
  }
  bytes[to] = number;
}

const number = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
const dotted = new RegExp(`^${number}\\.${number}\\.${number}\\.${number}$`);

export function parseIp4(value: AddressInit): string {
  const text = textOf(value);
  if (typeof text === "string" && dotted.test(text)) return text;
  throw new Refusal(
    `${typedValue(text)} is not an IPv4 address`,
    `Write four numbers from 0 to 255 with dots between: "10.0.0.1".`,
  );
}

/** A protocol address as long as another field says: IPv4, IPv6, or bytes in hexadecimal. */
export function protocolAddress(
  length: (known: Fields) => number,
  options: AddressOptions = {},
): Field<AddressInit, string> {
  return {
    default: "0.0.0.0",
    ...options,
    bits: 0,
    extent: length,
    size: (_value, known) => length(known),
    read: (bytes, bit, bits) =>
      bits === 32
        ? ip4Text(bytes, bit >>> 3)
        : bits === 128
          ? ip6Text(bytes, bit >>> 3)
          : macText(bytes, bit >>> 3, bits >>> 3),
    write(bytes, bit, bits, value) {
      if (bits === 32 && value.includes(".")) writeIp4(bytes, bit >>> 3, value);
      else if (bits === 128 && value.includes(":")) writeIp6(bytes, bit >>> 3, value);
      else if (!value.includes(".")) writeMac(bytes, bit >>> 3, bits >>> 3, value);
    },
    parse(value) {
      const text = textOf(value);
      if (typeof text !== "string") return parseIp4(value);
      if (text === "" || /^[0-9a-f]{2}(:[0-9a-f]{2})*$/.test(text)) return text;
      return text.includes(":") ? parseIp6(text) : parseIp4(text);
    },
    text: (value) => value,
  };
}

/** An IPv6 address: `"2001:db8::1"`; printed in the one form of RFC 5952. */
export function ip6(options: AddressOptions = {}): Field<AddressInit, string> {
  checkedOptions(options, addressOptions);
  return {
    default: "::",
    ...options,
    bits: 128,
    read: (bytes, bit) => ip6Text(bytes, bit >>> 3),
    write: (bytes, bit, _bits, value) => writeIp6(bytes, bit >>> 3, value),
    parse: parseIp6,
    text: (value) => value,
  };
}

/** The address in the 16 bytes at `at`, as RFC 5952 §4 wants it. */
export function ip6Text(bytes: Uint8Array, at: number): string {
  const groups = Array.from({ length: 8 }, (_, i) => (bytes[at + 2 * i]! << 8) | bytes[at + 2 * i + 1]!);
  const run = longestZeros(groups);
  const text = (from: number, to: number) =>
    groups
      .slice(from, to)
      .map((group) => group.toString(16))
      .join(":");
  return run ? `${text(0, run.from)}::${text(run.from + run.length, 8)}` : text(0, 8);
}

/** The first longest run of at least two zero groups (RFC 5952 §4.2). */
function longestZeros(groups: readonly number[]): { from: number; length: number } | undefined {
  let best: { from: number; length: number } | undefined;
  for (let from = 0; from < 8; from++) {
    let length = 0;
    while (from + length < 8 && groups[from + length] === 0) length++;
    if (length > 1 && length > (best?.length ?? 0)) best = { from, length };
    from += length;
  }
  return best;
}

/** Writes an address that was parsed before. */
export function writeIp6(bytes: Uint8Array, at: number, value: string): void {
  const groups = ip6Groups(value) ?? [];
  for (let i = 0; i < 8; i++) {
    bytes[at + 2 * i] = (groups[i] ?? 0) >>> 8;
    bytes[at + 2 * i + 1] = groups[i] ?? 0;
  }
}

export function parseIp6(value: AddressInit): string {
  const text = textOf(value);
  const groups = typeof text === "string" ? ip6Groups(text) : undefined;
  if (!groups) {
    throw new Refusal(
      `${typedValue(text)} is not an IPv6 address`,
      `Write eight groups in hexadecimal, "::" for a run of zeros: "2001:db8::1".`,
    );
  }
  return ip6Text(Uint8Array.from(groups.flatMap((group) => [group >>> 8, group & 255])), 0);
}

/** The eight groups (RFC 4291 §2.2), or undefined if it is not an address. */
function ip6Groups(value: string): number[] | undefined {
  const halves = value.split("::");
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map((half, i) => groupsOf(half, i === halves.length - 1));
  if (!head || (halves.length === 2 && !tail)) return undefined;
  if (!tail) return head.length === 8 ? head : undefined;
  const missing = 8 - head.length - tail.length;
  return missing > 0 ? [...head, ...new Array<number>(missing).fill(0), ...tail] : undefined;
}

function groupsOf(half: string, last: boolean): number[] | undefined {
  if (half === "") return [];
  const groups: number[] = [];
  const pieces = half.split(":");
  for (const [i, piece] of pieces.entries()) {
    if (last && i === pieces.length - 1 && dotted.test(piece)) {
      const [a, b, c, d] = piece.split(".").map(Number) as [number, number, number, number];
      groups.push((a << 8) | b, (c << 8) | d);
    } else if (/^[0-9a-fA-F]{1,4}$/.test(piece)) groups.push(Number.parseInt(piece, 16));
    else return undefined;
  }
  return groups;
}
