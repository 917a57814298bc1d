/** The options of a DHCP message (RFC 2132 and its successors), under scapy's names. */

import { hex, quotedBytes } from "../bytes-as-text";
import { scapyValue } from "../describe/code";
import { ip4Text, parseIp4, writeIp4 } from "../fields/address";
import { bytesOption, type Item, numberOption, type OptionKind, options } from "../fields/options";
import { decodeText, encodeText } from "../fields/text";
import type { Part } from "../model/field";
import { dhcpOptionCodes, dhcpOptionName, messageTypes } from "../names/dhcp";

/** Names of the options that hold something of this kind. */
type Holding<Kind extends keyof typeof dhcpOptionCodes> = Kind extends Kind
  ? keyof (typeof dhcpOptionCodes)[Kind]
  : never;

/** An option of a DHCP message as you write it: a name, or `["lease_time", 3600]`. */
export type DHCPOptionInit =
  | "end"
  | "pad"
  | readonly ["message-type", (typeof messageTypes)[keyof typeof messageTypes] | number]
  | readonly [Holding<"addresses">, string | readonly string[]]
  | Exclude<DHCPOption, readonly [Holding<"addresses">, readonly string[]]>;

/** An option as it is read. */
export type DHCPOption =
  | readonly ["end", null?]
  | readonly ["pad", number?]
  | readonly ["message-type", number]
  | readonly [Holding<"address">, string]
  | readonly [Holding<"addresses">, readonly string[]]
  | readonly [Holding<"number32" | "number16" | "byte">, number]
  | readonly [Holding<"numbers8" | "numbers16">, readonly number[]]
  | readonly [Holding<"text">, string]
  | readonly ["classless_static_routes", readonly string[]]
  | readonly [Holding<"bytes"> | "client_id" | "Malformed", Uint8Array]
  | readonly [kind: number, data: Uint8Array];

/** Every option of a group, made the same way. */
function each<N extends string>(
  group: Readonly<Record<N, number>>,
  make: (kind: number) => OptionKind,
): Record<string, OptionKind> {
  return Object.fromEntries(
    Object.entries<number>(group).map(([name, kind]): [string, OptionKind] => [name, make(kind)]),
  );
}

const addressOption = (kind: number): OptionKind => ({
  kind,
  like: '"10.0.0.1"',
  read: (data) => (data.length === 4 ? ip4Text(data, 0) : undefined),
  write: (value: unknown) => (typeof value === "string" ? addressBytes([value]) : undefined),
});

const addressesOption = (kind: number): OptionKind => ({
  kind,
  like: '"10.0.0.1", or a list of addresses',
  read: (data) =>
    data.length % 4 === 0
      ? Array.from({ length: data.length / 4 }, (_, i) => ip4Text(data, 4 * i))
      : undefined,
  write: (value: unknown) => {
    const list: unknown = typeof value === "string" ? [value] : value;
    return Array.isArray(list) ? addressBytes(list) : undefined;
  },
});

function addressBytes(list: readonly string[]): Uint8Array {
  const data = new Uint8Array(4 * list.length);
  for (const [i, each] of list.entries()) writeIp4(data, 4 * i, parseIp4(each));
  return data;
}

const textOption = (kind: number): OptionKind => ({
  kind,
  like: "a text",
  read: decodeText,
  write: (value: unknown) => (typeof value === "string" ? encodeText(value) : undefined),
  text: (value: string) => quotedBytes(encodeText(value)),
});

function listOption(kind: number, bits: 8 | 16): OptionKind {
  const width = bits / 8;
  return {
    kind,
    like: `a list of numbers of ${bits} bits`,
    read: (data) =>
      data.length % width === 0
        ? Array.from({ length: data.length / width }, (_, i) =>
            data.subarray(width * i, width * (i + 1)).reduce((value, byte) => 256 * value + byte, 0),
          )
        : undefined,
    write: (value: unknown) =>
      Array.isArray(value) && value.every((one) => Number.isInteger(one) && one >= 0 && one < 2 ** bits)
        ? Uint8Array.from(value.flatMap((one: number) => (bits === 8 ? [one] : [one >> 8, one & 255])))
        : undefined,
  };
}

/** The options that a client asks for, each with its name. */
const requestList: OptionKind = {
  ...listOption(55, 8),
  text: (value: readonly number[]) => `(${value.map(dhcpOptionName).join(", ")})`,
  parts: (from, at, to) =>
    Array.from({ length: to - at }, (_, i): Part => {
      const value = from[at + i]!;
      const name = dhcpOptionName(value);
      return { label: name, bit: 8 * (at + i), bits: 8, value, text: name };
    }),
};

const typeNumbers = new Map(
  Object.entries(messageTypes).map(([number, name]) => [name as string, Number(number)]),
);
const plainType = numberOption(53, 1, `"${Object.values(messageTypes).join('", "')}"`);

const messageType: OptionKind = {
  ...plainType,
  write: (value: unknown) =>
    plainType.write?.((typeof value === "string" ? typeNumbers.get(value.toLowerCase()) : value) as never),
  text: (value: number | string) =>
    (messageTypes as Readonly<Record<string, string>>)[value] ?? String(value),
};

/** A MAC address behind the kind of network (RFC 2132 §9.14), or whatever else a client is known by. */
const clientId: OptionKind = {
  ...bytesOption(61),
  text: (value: Uint8Array) =>
    value.length === 7 && value[0] === 1
      ? Array.from(value.subarray(1), (byte) => hex(byte)).join(":")
      : quotedBytes(value),
};

/** Routes, each as a subnet and the router to it: as many bytes of the subnet as it has bits (RFC 3442). */
const routes: OptionKind = {
  kind: 121,
  like: '["10.1.0.0/16:10.0.0.1"]',
  read(data) {
    const list: string[] = [];
    for (let at = 0; at < data.length; ) {
      const width = data[at]!;
      const octets = (width + 7) >> 3;
      if (width > 32 || at + 5 + octets > data.length) return undefined;
      const subnet = new Uint8Array(4);
      subnet.set(data.subarray(at + 1, at + 1 + octets));
      list.push(`${ip4Text(subnet, 0)}/${width}:${ip4Text(data, at + 1 + octets)}`);
      at += 5 + octets;
    }
    return list;
  },
  write(value: unknown) {
    const parsed = Array.isArray(value) ? value.map(routeBytes) : [undefined];
    return parsed.includes(undefined) ? undefined : Uint8Array.from(parsed.flatMap((one) => [...one!]));
  },
};

function routeBytes(route: unknown): Uint8Array | undefined {
  const [, subnet, width, router] = /^([\d.]+)\/(\d+):([\d.]+)$/.exec(String(route)) ?? [];
  if (subnet === undefined || Number(width) > 32) return undefined;
  const octets = (Number(width) + 7) >> 3;
  return Uint8Array.of(
    Number(width),
    ...addressBytes([subnet]).subarray(0, octets),
    ...addressBytes([router!]),
  );
}

const { address, addresses, number32, number16, byte, numbers16, numbers8, text, bytes } = dhcpOptionCodes;

/** The field: options up to the end of the message. */
export const dhcpOptions = options<DHCPOptionInit, DHCPOption>({
  doc: "options; the message type is one of them",
  kinds: {
    pad: { kind: 0, single: "run", like: "how many" },
    ...each(address, addressOption),
    ...each(addresses, addressesOption),
    ...each(number32, (kind) => numberOption(kind, 4, "a number of 32 bits")),
    ...each(number16, (kind) => numberOption(kind, 2, "a number of 16 bits")),
    ...each(byte, (kind) => numberOption(kind, 1, "a number of 8 bits")),
    ...each(numbers16, (kind) => listOption(kind, 16)),
    ...each(numbers8, (kind) => (kind === 55 ? requestList : listOption(kind, 8))),
    ...each(text, textOption),
    ...each(bytes, bytesOption),
    client_id: clientId,
    classless_static_routes: routes,
    end: { kind: 255, single: true },
    "message-type": messageType,
  },
  counts: "data",
  fill: (count) => new Uint8Array(count),
  word: 1,
  after: 0,
  extent: (_known, left) => left,
  scapy: (list, encode) => `[${list.map((option) => scapyOption(option, encode)).join(", ")}]`,
});

const spread = new Set<unknown>([...Object.keys(addresses), ...Object.keys(numbers16)]);
const inQuotes = new Set<unknown>([...Object.keys(text), ...Object.keys(bytes), "client_id"]);

/** scapy wants several addresses beside each other, and the name alone of what is a single byte. */
function scapyOption(option: Item, encode: (option: Item) => Uint8Array): string {
  const [name, value] = option;
  const encoded = encode(option);
  if (name === "end") return "'end'";
  if (name === "pad") return Array(encoded.length).fill("'pad'").join(", ");
  if (name === "Malformed") return scapyValue(encoded);
  const data = encoded.subarray(2);
  if (typeof name === "number" || data.length === 0) return `(${encoded[0]}, ${scapyValue(data)})`;
  if (inQuotes.has(name)) return `('${name}', ${scapyValue(data)})`;
  if (name === "message-type") return `('${name}', ${data[0]})`;
  const values =
    spread.has(name) && Array.isArray(value) ? value.map(scapyValue).join(", ") : scapyValue(value);
  return `('${name}', ${values})`;
}
