/** Lists of addresses: routes, senders. */

import { typedValue } from "../../errors";
import { Refusal } from "../error";
import type { Field, FieldOptions, Fields } from "../model/field";
import { ip4Text, ip6Text, parseIp4, parseIp6, writeIp4, writeIp6 } from "./address";
import type { AddressInit } from "./written-address";

/** Options of a list of addresses. */
export interface AddressListOptions extends FieldOptions {
  /** Their number, given the fields before; without it, as many as there is room for. */
  readonly count?: (known: Fields) => number;
}

/** IPv4 addresses, one behind the other. */
export const ip4List = (options: AddressListOptions = {}) =>
  addressList(options, {
    width: 4,
    text: ip4Text,
    write: writeIp4,
    parse: parseIp4,
    like: '["10.0.0.1", "10.0.0.2"]',
  });

/** IPv6 addresses, one behind the other. */
export const ip6List = (options: AddressListOptions = {}) =>
  addressList(options, {
    width: 16,
    text: ip6Text,
    write: writeIp6,
    parse: parseIp6,
    like: '["2001:db8::1", "2001:db8::2"]',
  });

/** One kind of address. */
interface Kind {
  /** Its bytes. */
  readonly width: number;
  text(bytes: Uint8Array, at: number): string;
  write(bytes: Uint8Array, at: number, value: string): void;
  parse(value: AddressInit): string;
  /** An example of a list, for the sentence that refuses one. */
  readonly like: string;
}

function addressList(
  { count, ...options }: AddressListOptions,
  { width, text, write, parse, like }: Kind,
): Field<readonly AddressInit[], readonly string[]> {
  const listed = <T>(bit: number, bits: number, make: (at: number, i: number) => T): T[] =>
    Array.from({ length: Math.floor(bits / (8 * width)) }, (_, i) => make((bit >>> 3) + width * i, i));
  return {
    ...options,
    bits: 0,
    default: [],
    size: (value) => width * value.length,
    extent: (known, left) => Math.min(left - (left % width), width * (count?.(known) ?? left)),
    read: (bytes, bit, bits) => listed(bit, bits, (at) => text(bytes, at)),
    write(bytes, bit, _bits, value) {
      for (const [i, address] of value.entries()) write(bytes, (bit >>> 3) + width * i, address);
    },
    parse(value) {
      if (Array.isArray(value)) return value.map((each) => parse(each));
      throw new Refusal(`${typedValue(value)} is not a list of addresses`, `Write ${like}.`);
    },
    text: (value) => `[${value.join(", ")}]`,
    kids: (bytes, bit, bits) =>
      listed(bit, bits, (at, i) => {
        const value = text(bytes, at);
        return { label: `address ${i + 1}`, bit: 8 * at, bits: 8 * width, value, text: value };
      }),
  };
}
