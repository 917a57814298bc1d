/** Data of resource records that are more than numbers and names: texts, CAA, parameters of services, options of EDNS. */

import { typedValue } from "../../errors";
import { quotedBytes } from "../bytes-as-text";
import { scapyValue } from "../describe/code";
import { Refusal } from "../error";
import { ip4Text, ip6Text, parseIp4, parseIp6, writeIp4, writeIp6 } from "../fields/address";
import {
  bytesOption,
  emptyOption,
  type Item,
  numberOption,
  type OptionKind,
  options,
} from "../fields/options";
import { stringBytes, stringsIn } from "../fields/strings";
import { decodeText, encodeText } from "../fields/text";
import type { Field, FieldOptions } from "../model/field";

const mostText = 255;

/** A text as bytes, cut where a length of one byte needs it. */
function pieces(text: string): string[] {
  const encoded = encodeText(text);
  if (encoded.length <= mostText) return [text];
  return Array.from({ length: Math.ceil(encoded.length / mostText) }, (_, i) =>
    decodeText(encoded.subarray(mostText * i, mostText * (i + 1))),
  );
}

const textsQuoted = (value: readonly string[]) =>
  value.map((text) => quotedBytes(encodeText(text))).join(" ");

/** Texts of at most 255 bytes each, to the end of the record (RFC 1035 §3.3.14); a longer one is cut into several. */
export function texts(options: FieldOptions = {}): Field<string | readonly string[], readonly string[]> {
  return {
    ...options,
    bits: 0,
    default: [""],
    extent: (_known, left, bytes, at) => (stringsIn(bytes, at, at + left) ? left : left + 1),
    size: (value) => stringBytes(value).length,
    read: (bytes, bit, bits) => stringsIn(bytes, bit >>> 3, (bit + bits) >>> 3) ?? [],
    write: (bytes, bit, _bits, value) => bytes.set(stringBytes(value), bit >>> 3),
    parse(value) {
      const list: unknown = typeof value === "string" ? [value] : value;
      if (Array.isArray(list) && list.every((text) => typeof text === "string")) return list.flatMap(pieces);
      throw new Refusal(
        `${typedValue(value)} is neither a text nor a list of texts`,
        `Write ["v=spf1 -all"].`,
      );
    },
    text: textsQuoted,
    kids(bytes, bit, bits) {
      let at = bit;
      return (stringsIn(bytes, bit >>> 3, (bit + bits) >>> 3) ?? []).flatMap((value) => {
        const length = encodeText(value).length;
        const len = { label: "len", bit: at, bits: 8, value: length, text: String(length) };
        const text = {
          label: "text",
          bit: at + 8,
          bits: 8 * length,
          value,
          text: quotedBytes(encodeText(value)),
        };
        at += 8 + 8 * length;
        return [len, text];
      });
    },
    scapy: (value) => scapyValue(value.map(encodeText)),
  };
}

/** The issuers of certificates for a name (RFC 8659 §4.1). */
export interface CAA {
  /** 128: who does not know the tag must not issue. */
  readonly flags: number;
  /** `"issue"`, `"issuewild"`, `"iodef"`, … */
  readonly tag: string;
  /** The one that may: `"ca.example.net"`; `";"` for none. */
  readonly value: string;
}

const caaBytes = ({ flags, tag, value }: CAA) =>
  Uint8Array.from([flags, ...stringBytes([tag]), ...encodeText(value)]);

/** The data of a CAA record. */
export function caa(options: FieldOptions = {}): Field<Partial<CAA>, CAA> {
  return {
    ...options,
    bits: 0,
    default: { flags: 0, tag: "issue", value: ";" },
    extent: (_known, left, bytes, at) => (left >= 2 && 2 + bytes[at + 1]! <= left ? left : left + 1),
    size: (value) => caaBytes(value).length,
    read(bytes, bit, bits) {
      const at = bit >>> 3;
      const tag = at + 2 + bytes[at + 1]!;
      return {
        flags: bytes[at]!,
        tag: decodeText(bytes.subarray(at + 2, tag)),
        value: decodeText(bytes.subarray(tag, (bit + bits) >>> 3)),
      };
    },
    write: (bytes, bit, _bits, value) => bytes.set(caaBytes(value), bit >>> 3),
    parse(given) {
      const value = { flags: 0, tag: "issue", value: ";", ...(given as object) };
      const { flags, tag } = value;
      const fits =
        Number.isInteger(flags) && flags >= 0 && flags < 256 && encodeText(String(tag)).length < 256;
      if (typeof given === "object" && fits)
        return { ...value, tag: String(tag), value: String(value.value) };
      throw new Refusal(
        `${typedValue(given)} is not data for CAA`,
        `Write { flags: 0, tag: "issue", value: "ca.example.net" }.`,
      );
    },
    text: ({ flags, tag, value }) => `${flags} ${tag} ${quotedBytes(encodeText(value))}`,
    scapy: (value) => scapyValue(caaBytes(value)),
  };
}

/** A value as bytes with a form: numbers, texts, addresses. */
function form<T>(
  kind: number,
  like: string,
  read: (data: Uint8Array) => T | undefined,
  write: (value: T) => Uint8Array | undefined,
): OptionKind {
  return { kind, like, read, write: (value: never) => (value === undefined ? undefined : write(value)) };
}

const every = <T>(list: unknown, is: (each: unknown) => boolean): list is readonly T[] =>
  Array.isArray(list) && list.length > 0 && list.every(is);

const address = (
  kind: number,
  length: number,
  like: string,
  read: (bytes: Uint8Array, at: number) => string,
  write: (bytes: Uint8Array, at: number, value: string) => void,
  parse: (value: string) => string,
) =>
  form<readonly string[]>(
    kind,
    like,
    (data) =>
      data.length > 0 && data.length % length === 0
        ? Array.from({ length: data.length / length }, (_, i) => read(data, length * i))
        : undefined,
    (value) => {
      if (!every<string>(value, (each) => typeof each === "string")) return undefined;
      const data = new Uint8Array(length * value.length);
      for (const [i, each] of value.entries()) write(data, length * i, parse(each));
      return data;
    },
  );

const numbers16 = (kind: number, like: string) =>
  form<readonly number[]>(
    kind,
    like,
    (data) =>
      data.length > 0 && data.length % 2 === 0
        ? Array.from({ length: data.length / 2 }, (_, i) => (data[2 * i]! << 8) | data[2 * i + 1]!)
        : undefined,
    (value) =>
      every<number>(value, (each) => Number.isInteger(each) && (each as number) >> 16 === 0)
        ? Uint8Array.from(value.flatMap((each) => [each >> 8, each & 255]))
        : undefined,
  );

const listed = { width: 2, counts: "data", word: 1, after: 0, fill: () => new Uint8Array(0) } as const;

/** A parameter of a service as you write it: `["alpn", ["h2"]]`, `["port", 8443]`. */
export type SvcParam =
  | readonly ["mandatory", readonly number[]]
  | readonly ["alpn" | "ipv4hint" | "ipv6hint", readonly string[]]
  | readonly ["port", number]
  | readonly ["no-default-alpn"]
  | readonly ["ech" | "Malformed", Uint8Array]
  | readonly [key: number, value: Uint8Array];

/** The parameters in SVCB and HTTPS records (RFC 9460 §2.2, §14.3.2). */
export const svcParams = options<SvcParam | "no-default-alpn", SvcParam>({
  ...listed,
  doc: "what to know before connecting",
  kinds: {
    mandatory: numbers16(0, "keys: [1]"),
    alpn: form<readonly string[]>(
      1,
      `protocols: ["h2", "h3"]`,
      (data) => (data.length > 0 ? stringsIn(data) : undefined),
      (value) => (every<string>(value, (each) => typeof each === "string") ? stringBytes(value) : undefined),
    ),
    "no-default-alpn": emptyOption(2),
    port: numberOption(3, 2, "a port"),
    ipv4hint: address(4, 4, `addresses: ["192.0.2.1"]`, ip4Text, writeIp4, parseIp4),
    ech: bytesOption(5),
    ipv6hint: address(6, 16, `addresses: ["2001:db8::1"]`, ip6Text, writeIp6, parseIp6),
  },
  extent: (_known, left) => left,
  scapy: (list, encode) => `[${list.map((item) => `Raw(load=${scapyValue(encode(item))})`).join(", ")}]`,
});

/** An option of EDNS as you write it: `["COOKIE", bytes]`, `["edns-client-subnet", bytes]`. */
export type EDNSOption =
  | readonly [
      "NSID" | "edns-client-subnet" | "COOKIE" | "Padding" | "Extended DNS Error" | "Malformed",
      Uint8Array,
    ]
  | readonly ["TCP keepalive", number]
  | readonly [code: number, data: Uint8Array];

/** The options of EDNS (RFC 6891 §6.1.2). */
export const ednsOptions = options<EDNSOption, EDNSOption>({
  ...listed,
  doc: "options",
  kinds: {
    NSID: bytesOption(3),
    "edns-client-subnet": bytesOption(8, "family, prefix lengths and address (RFC 7871 §6)"),
    COOKIE: bytesOption(10, "8 bytes of the client, then those of the server (RFC 7873 §4)"),
    "TCP keepalive": numberOption(11, 2, "units of 100 ms"),
    Padding: bytesOption(12),
    "Extended DNS Error": bytesOption(15, "a code of 2 bytes, then text (RFC 8914 §2)"),
  },
  extent: (_known, left) => left,
  scapy: (list, encode) => `[${list.map((option) => scapyOption(option, encode)).join(", ")}]`,
});

function scapyOption(option: Item, encode: (option: Item) => Uint8Array): string {
  const encoded = encode(option);
  if (option[0] === "Malformed") return `Raw(load=${scapyValue(encoded)})`;
  const code = (encoded[0]! << 8) | encoded[1]!;
  return `EDNS0TLV(optcode=${code}, optdata=${scapyValue(encoded.subarray(4))})`;
}
