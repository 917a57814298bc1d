/** Options: a list of [kind, length, value], as TCP, IPv4 and IPv6 have at the end of a header. */

import { namesThatExist, typedValue } from "../../errors";
import { getBits, putBits } from "../bits";
import { quotedBytes } from "../bytes-as-text";
import { Refusal } from "../error";
import type { Field, Fields, Part } from "../model/field";
import { type AddressInit, textOf } from "./written-address";

/** One kind of option. */
export interface OptionKind {
  readonly kind: number;
  /** Reads its data; undefined if the data has not the form it should have. */
  readonly read?: (data: Uint8Array) => unknown;
  /** The data of a value, or undefined if it does not fit. */
  readonly write?: (value: never) => Uint8Array | undefined;
  /** An example of a value, for the sentence that refuses one. */
  readonly like?: string;
  /** A single byte without length: end of list, no-operation; of `"run"`, several together are one item with their number. */
  readonly single?: boolean | "run";
  /** Says all by being there: scapy writes `""` as its value. */
  readonly empty?: boolean;
  /** Prints a value, where that is more than its plain form. */
  readonly text?: (value: never) => string;
  /** The parts of its data, which lie from byte `at` up to `to`. */
  readonly parts?: (bytes: Uint8Array, at: number, to: number) => Part[];
}

/** The layout of a list of options. */
export interface OptionListOptions {
  readonly kinds: Readonly<Record<string, OptionKind>>;
  readonly doc?: string;
  /** Its name in the standard's drawing of the header. */
  readonly title?: string;
  /** Bytes that kind and length take each (default: 1). */
  readonly width?: 1 | 2;
  /** Whether the length byte counts kind and length too (TCP, IPv4), or the data alone (IPv6). */
  readonly counts: "all" | "data";
  /** The kind that ends the list, with zeros behind it (TCP, IPv4). */
  readonly end?: string;
  /** Fills what is left up to a whole word. */
  readonly fill: (count: number) => Uint8Array;
  /** The words: so many bytes, of which the header takes `after` first. */
  readonly word: number;
  readonly after: number;
  readonly extent: (known: Fields, left: number) => number;
  /** The label of one without a name. */
  readonly label?: (kind: number) => string;
  /** The list as code for scapy; `encode` gives one option's bytes. */
  readonly scapy?: (options: readonly Item[], encode: (option: Item) => Uint8Array) => string;
}

/** An option in general: its name (or number) and its value. */
export type Item = readonly [name: string | number, value?: unknown];

/** A field of options. `In` and `Out` are the unions of what one option may be. */
export function options<In, Out>(layout: OptionListOptions): Field<readonly In[], readonly Out[]> {
  const byKind = new Map(Object.entries(layout.kinds).map(([name, kind]) => [kind.kind, { name, ...kind }]));
  const names = Object.keys(layout.kinds);
  const width = layout.width ?? 1;
  const head = 2 * width;
  const most = 256 ** width - 1 - (layout.counts === "all" ? head : 0);

  /** The options in some bytes, with where each lies. What does not hold together is one item, "Malformed". */
  function* items(
    bytes: Uint8Array,
    from: number,
    to: number,
  ): Iterable<{ item: Item; at: number; size: number }> {
    for (let at = from; at < to; ) {
      const kind = at + width <= to ? getBits(bytes, 8 * at, 8 * width) : -1;
      const known = byKind.get(kind);
      if (known?.single === "run") {
        let size = 1;
        while (at + size < to && bytes[at + size] === kind) size++;
        yield { item: size > 1 ? [known.name, size] : [known.name], at, size };
        at += size;
        continue;
      }
      if (known?.single) {
        const ends = known.name === layout.end;
        if (!ends) {
          yield { item: [known.name], at, size: 1 };
          at++;
          continue;
        }
        const rest = bytes.slice(at + 1, to);
        const fills = rest.length === padding(at + 1 - from) && !rest.some(Boolean);
        yield { item: fills ? [known.name] : [known.name, rest], at, size: to - at };
        return;
      }
      const length = at + head <= to ? getBits(bytes, 8 * (at + width), 8 * width) : -1;
      const stated = length < 0 ? 0 : length + (layout.counts === "data" ? head : 0);
      if (stated < head || at + stated > to) {
        yield { item: ["Malformed", bytes.slice(at, to)], at, size: to - at };
        return;
      }
      const data = bytes.slice(at + head, at + stated);
      const value = known?.read?.(data);
      yield {
        item:
          known && value !== undefined ? (value === true ? [known.name] : [known.name, value]) : [kind, data],
        at,
        size: stated,
      };
      at += stated;
    }
  }

  function encode([name, value]: Item): Uint8Array {
    if (name === "Malformed" && value instanceof Uint8Array) return value;
    const kind = typeof name === "number" ? undefined : layout.kinds[name];
    if (kind?.single === "run") {
      const count = value ?? 1;
      if (typeof count === "number" && count > 0 && count < 65536)
        return new Uint8Array(count).fill(kind.kind);
    } else if (kind?.single) {
      return Uint8Array.of(kind.kind, ...(value instanceof Uint8Array ? value : []));
    }
    const data = kind ? kind.write?.(value as never) : value instanceof Uint8Array ? value : undefined;
    if (!data || data.length > most) {
      throw new Refusal(
        value === undefined
          ? `option ${typedValue(name)} wants a value`
          : `${typedValue(value)} is not a value for option ${typedValue(name)}`,
        kind ? `Write ${kind.like}.` : `Write [kind, Uint8Array.of(…)] with at most ${most} bytes.`,
      );
    }
    const code = kind ? kind.kind : (name as number);
    const encoded = new Uint8Array(head + data.length);
    putBits(encoded, 0, 8 * width, code);
    putBits(encoded, 8 * width, 8 * width, data.length + (layout.counts === "all" ? head : 0));
    encoded.set(data, head);
    return encoded;
  }

  function normal(given: unknown): Item {
    const [name, value] = (Array.isArray(given) ? given : [given]) as [unknown, unknown];
    if (name === "Malformed") return [name, value];
    if (typeof name === "number" && name >= 0 && name < 256 ** width && !byKind.get(name)?.single)
      return [name, value];
    if (typeof name !== "string") {
      throw new Refusal(
        `${typedValue(name)} is not an option`,
        `Write ["${names.at(-1)}", …]; the names are ${names.join(", ")}.`,
      );
    }
    const known = names.find((each) => each.toLowerCase() === name.toLowerCase());
    if (known === undefined) {
      throw new Refusal(`there is no option ${typedValue(name)}`, namesThatExist(name, names, "options"));
    }
    const empty = value === "" && layout.kinds[known]!.empty === true;
    return value === undefined || value === null || empty ? [known] : [known, plain(value)];
  }

  const known = ([name]: Item) => (typeof name === "string" ? layout.kinds[name] : undefined);
  const shownValue = (item: Item) =>
    item[1] === undefined ? undefined : (known(item)?.text?.(item[1] as never) ?? valueText(item[1]));

  const padding = (size: number) => (layout.word - ((layout.after + size) % layout.word)) % layout.word;
  const bare = (value: readonly Out[]) =>
    (value as unknown as readonly Item[]).reduce((size, item) => size + encode(item).length, 0);

  return {
    ...(layout.doc && { doc: layout.doc }),
    ...(layout.title && { title: layout.title }),
    bits: 0,
    default: [],
    extent: layout.extent,
    size: (value) => bare(value) + padding(bare(value)),
    read: (bytes, bit, bits) =>
      Array.from(items(bytes, bit >>> 3, (bit + bits) >>> 3), ({ item }) => item as unknown as Out),
    write(bytes, bit, bits, value) {
      let at = bit >>> 3;
      for (const item of value as unknown as readonly Item[]) {
        const encoded = encode(item);
        bytes.set(encoded, at);
        at += encoded.length;
      }
      bytes.set(layout.fill(((bit + bits) >>> 3) - at), at);
    },
    parse(value) {
      if (!Array.isArray(value)) {
        throw new Refusal(`${typedValue(value)} is not a list of options`, `Write [["${names.at(-1)}", …]].`);
      }
      const list = value.map(normal);
      for (const item of list) encode(item);
      return list as unknown as readonly Out[];
    },
    text: (value) =>
      `[${(value as unknown as readonly Item[]).map((item) => itemText(item, shownValue(item))).join(", ")}]`,
    kids: (bytes, bit, bits) =>
      Array.from(items(bytes, bit >>> 3, (bit + bits) >>> 3), ({ item, at, size }): Part => {
        const [name, value] = item;
        return {
          label: typeof name === "number" ? (layout.label?.(name) ?? `option ${name}`) : name,
          bit: 8 * at,
          bits: 8 * size,
          value: value ?? null,
          text: shownValue(item) ?? "",
          ...(known(item)?.parts && { kids: known(item)!.parts!(bytes, at + head, at + size) }),
        };
      }),
    ...(layout.scapy && {
      scapy: (value: readonly Out[]) => layout.scapy!(value as unknown as readonly Item[], encode),
    }),
  };
}

/** A value in which addresses are text, as they are read: `ip("10.0.0.1")` is one as people write it. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  return value instanceof Uint8Array ? value : textOf(value as AddressInit);
}

function itemText([name]: Item, text: string | undefined): string {
  return `(${typeof name === "number" ? name : `'${name}'`}, ${text ?? "None"})`;
}

function valueText(value: unknown): string {
  if (value instanceof Uint8Array) return quotedBytes(value);
  if (Array.isArray(value)) return `(${value.map(valueText).join(", ")})`;
  return typeof value === "object" && value !== null
    ? Object.entries(value)
        .map(([name, each]) => `${name}=${valueText(each)}`)
        .join(" ")
    : String(value);
}

/** Options as one plain number of so many bytes. */
export function numberOption(kind: number, length: number, like: string): OptionKind {
  return {
    kind,
    like,
    read: (data) =>
      data.length === length ? data.reduce((value, byte) => value * 256 + byte, 0) : undefined,
    write: (value: unknown) =>
      typeof value === "number" && Number.isInteger(value) && value >= 0 && value < 256 ** length
        ? numbered(value, length)
        : undefined,
  };
}

/** Options as several numbers of four bytes, as many as `fits` allows. */
export function wordsOption(kind: number, fits: (count: number) => boolean, like: string): OptionKind {
  return {
    kind,
    like,
    read: (data) =>
      data.length % 4 === 0 && fits(data.length / 4)
        ? Array.from({ length: data.length / 4 }, (_, i) => getBits(data, 32 * i, 32))
        : undefined,
    write: (value: unknown) =>
      Array.isArray(value) &&
      fits(value.length) &&
      value.every((each) => Number.isInteger(each) && each >= 0 && each < 2 ** 32)
        ? Uint8Array.from(value.flatMap((each: number) => [...numbered(each, 4)]))
        : undefined,
  };
}

/** Options whose data stays bytes. */
export function bytesOption(kind: number, like = "bytes"): OptionKind {
  return {
    kind,
    like,
    read: (data) => data,
    write: (value: unknown) => (value instanceof Uint8Array ? value : undefined),
  };
}

/** Options that say all by being there. */
export function emptyOption(kind: number): OptionKind {
  return {
    kind,
    empty: true,
    like: "its name alone",
    read: (data) => (data.length === 0 ? true : undefined),
    write: (value: unknown) => (value === undefined ? new Uint8Array(0) : undefined),
  };
}

function numbered(value: number, length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => Math.floor(value / 256 ** (length - 1 - i)) % 256);
}
