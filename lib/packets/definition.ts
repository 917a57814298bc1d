/** A protocol as the machinery sees it: its field table, its four hot functions, and who may follow it. */
import type { Field, FieldTable } from "./field";
import type { Frame } from "./frame";

/** Four small functions that find a layer's limits without making anything. They may trust `min` bytes. */
export interface Hot {
  /** The least bytes a header has. */
  readonly min: number;
  /** Bytes of the header that begins at `o` in a space that ends at `e`. */
  readonly size: (b: Uint8Array, o: number, e: number) => number;
  /** Where the layer ends with all it carries, if its own length says so; else `e`. */
  readonly end: (b: Uint8Array, o: number, e: number, h: number) => number;
  /** The id of the protocol that follows the header; 0 for none that is known. */
  readonly next: (b: Uint8Array, o: number, h: number, e: number) => number;
  /** Which of a family begins here, where the first bytes decide (ICMPv6 by its type); 0 for none of them. */
  readonly as?: (b: Uint8Array, o: number, e: number) => number;
}

/** What a network layer lends to the checksums above it: the 16-bit sum over the pseudo-header's two addresses. */
export type AddressSum = (frame: Frame, i: number) => number;

/** `end` of a layer that says nothing of its length: it goes on to the end of what carries it. */
export const untilLimit = (_b: Uint8Array, _o: number, e: number): number => e;

/** What `protocol()` is given. */
export interface DefinitionDetails {
  readonly name: string;
  readonly title: string;
  readonly rfc: string;
  /** Its layer in the reference model, 1…7. */
  readonly layer: number;
  /** What one unit of it is called: frame, packet, segment, datagram, message. */
  readonly pdu: string;
  readonly fields: FieldTable;
  readonly hot: Hot;
  /** A protocol that names what follows by the same numbers (802.1Q as Ethernet does). */
  readonly like?: Definition;
  /** Of a network layer: its part in the checksums above it (RFC 9293 §3.1, RFC 8200 §8.1). */
  readonly addressSum?: AddressSum;
  /** Whether all that it should carry is here: false for a fragment, or when its length exceeds what was captured. */
  readonly whole?: (b: Uint8Array, o: number, e: number) => boolean;
  /** Whether it quotes the packet that it answers (ICMP errors): what is cut there was cut on purpose. */
  readonly quotes?: (b: Uint8Array, o: number) => boolean;
  /** The application for each port, by id; filled by `guess()`. */
  readonly ports?: Uint16Array;
}

/** One field at its place: `at` is its bit within the header where that never changes, else -1. */
export interface Slot {
  readonly name: string;
  readonly field: Field<unknown, unknown>;
  readonly at: number;
}

/** A protocol's description, with what follows from it worked out once. */
export class Definition {
  readonly id: number;
  readonly name: string;
  readonly title: string;
  readonly rfc: string;
  readonly layer: number;
  readonly pdu: string;
  readonly fields: FieldTable;
  readonly hot: Hot;
  readonly like: Definition | undefined;
  readonly addressSum: AddressSum | undefined;
  readonly whole: ((b: Uint8Array, o: number, e: number) => boolean) | undefined;
  readonly quotes: ((b: Uint8Array, o: number) => boolean) | undefined;
  readonly ports: Uint16Array | undefined;
  /** The fields in order. */
  readonly slots: readonly Slot[];
  /** The same, by name. */
  readonly byName: ReadonlyMap<string, Slot>;
  /** The field that names what follows. */
  readonly selector: Slot | undefined;
  /** Whether every field has its fixed place. */
  readonly fixed: boolean;
  /** The fields that are measured, and those that are summed up; both at fixed places. */
  readonly lengths: readonly Slot[];
  readonly checksums: readonly Slot[];
  /** Whether its own length says where it ends: then Padding can lie behind it. */
  readonly bounded: boolean;
  /** The bytes of a header in which nothing was set, for a protocol whose fields are all fixed. */
  readonly template: Uint8Array;
  /** What it writes into a layer below it, by that layer's id (scapy's overloaded fields). */
  readonly under = new Map<number, ReadonlyMap<string, unknown>>();

  constructor(id: number, details: DefinitionDetails) {
    this.id = id;
    this.name = details.name;
    this.title = details.title;
    this.rfc = details.rfc;
    this.layer = details.layer;
    this.pdu = details.pdu;
    this.fields = details.fields;
    this.hot = details.hot;
    this.like = details.like;
    this.addressSum = details.addressSum;
    this.whole = details.whole;
    this.quotes = details.quotes;
    this.ports = details.ports;
    this.slots = placed(details.fields);
    this.byName = new Map(this.slots.map((slot) => [slot.name, slot]));
    this.selector = this.slots.find((slot) => slot.field.auto?.kind === "next");
    this.lengths = this.slots.filter((slot) => slot.field.auto?.kind === "length");
    this.checksums = this.slots.filter((slot) => slot.field.auto?.kind === "checksum");
    this.bounded = details.hot.end !== untilLimit;
    this.fixed = this.slots.every((slot) => slot.at >= 0 && slot.field.bits > 0);
    this.template = template(this.slots);
  }

  /** The name of its field that measures the header, or the whole. */
  lengthField(of: "header" | "whole"): string | undefined {
    return this.slots.find(({ field: { auto } }) => {
      const measured = auto?.kind === "length" ? auto.of : undefined;
      return measured !== undefined && (measured === "header") === (of === "header");
    })?.name;
  }
}

function placed(fields: FieldTable): Slot[] {
  let at = 0;
  return Object.entries(fields).map(([name, field]) => {
    const slot = { name, field, at: field.when ? -1 : at };
    at = at < 0 || field.bits === 0 || field.when ? -1 : at + field.bits;
    return slot;
  });
}

/** The leading fixed fields with their defaults written. */
function template(slots: readonly Slot[]): Uint8Array {
  const fixed = slots.filter((slot) => slot.at >= 0 && slot.field.bits > 0);
  const last = fixed.at(-1);
  const bytes = new Uint8Array(last ? Math.ceil((last.at + last.field.bits) / 8) : 0);
  for (const { field, at } of fixed) {
    if (field.default !== undefined) field.write(bytes, at, field.bits, field.default);
  }
  return bytes;
}

/** All protocols by id. */
export const definitions: Definition[] = [];
/** Their hot functions by id: all that the dissector's loop looks at. */
export const hots: Hot[] = [];

/** Takes a protocol in under the next free number, or under the one the machinery knows it by. */
export function register(details: DefinitionDetails, id = Math.max(definitions.length, 3)): Definition {
  const definition = new Definition(id, details);
  definitions[id] = definition;
  hots[id] = details.hot;
  return definition;
}

/** What `upper` writes into `lower` when it is carried by it: what follows, and what goes with that. */
export function overloads(lower: Definition, upper: Definition): ReadonlyMap<string, unknown> | undefined {
  const own = upper.under.get(lower.id);
  if (own) return own;
  for (let like = lower.like; like; like = like.like) {
    const alike = upper.under.get(like.id);
    if (!alike || !like.selector || !lower.selector) continue;
    const key = new Map([[lower.selector.name, alike.get(like.selector.name)]]);
    upper.under.set(lower.id, key);
    return key;
  }
  return undefined;
}
