/** A protocol as the machinery sees it: its field table, how its limits are found, and who may follow it. */
import { sumWords } from "../checksum";
import { type Frame, startAt } from "../frame";
import type { Dialog } from "./dialog";
import type { FieldTable, Known } from "./field";
import { type Hot, untilLimit } from "./limits";
import { Plan } from "./plan";
import { isFixed, placed, removableTail, type Slot, template } from "./slots";

/** The two addresses that a network layer lends to the pseudo-headers of the checksums above it. */
export interface PseudoAddresses {
  /** Bytes of each. */
  readonly size: number;
  /** The first byte of the sender's, counted from the beginning of the header. */
  readonly source: number;
  /** The first byte of the *last* receiver's, counted from the beginning of the packet: a route may go on beyond `dst`. */
  destination(frame: Frame, i: number): number;
}

/** What `protocol()` is given. */
export interface DefinitionDetails {
  /** Its name, as scapy has it: `"TCP"`. */
  readonly name: string;
  /** Its name in full. */
  readonly title: string;
  /** Where it is specified. */
  readonly rfc: string;
  /** Its layer in the reference model, 1…7. */
  readonly layer: number;
  /** What one unit of it is called: frame, packet, segment, datagram, message. */
  readonly pdu: string;
  /** Its fields, in the order of the wire. */
  readonly fields: FieldTable;
  /** How its limits are found. */
  readonly hot: Hot;
  /** A protocol that names what follows by the same numbers (802.1Q as Ethernet does). */
  readonly like?: Definition;
  /** Of a network layer: its part in the checksums above it (RFC 9293 §3.1, RFC 8200 §8.1). */
  readonly addresses?: PseudoAddresses;
  /** Whether all that it should carry is here: false for a fragment, or when its length exceeds what was captured. */
  readonly whole?: (b: Uint8Array, o: number, e: number) => boolean;
  /** Whether it quotes the packet that it answers (ICMP errors): what is cut there was cut on purpose. */
  readonly quotes?: (b: Uint8Array, o: number) => boolean;
  /** The application for each port, by id; filled by `guess()`. */
  readonly ports?: Uint16Array;
  /** The application for each first byte of what is carried, by id, for ports that tell nothing; filled by `guess()`. */
  readonly firsts?: Uint16Array;
  /** What else there is to say about a layer of it, besides its lengths and checksums. */
  readonly remarks?: (frame: Frame, i: number) => Iterable<Remark>;
  /** Whether scapy has no way to write this: then it is told the bytes. */
  readonly foreign?: (set: Known) => boolean;
  /**
   * It in half a line, as tcpdump would put it, from its fields and the number of bytes it carries. What the layers
   * inside say follows behind a colon; `""` says nothing.
   */
  readonly summary?: Summary;
  /** How it speaks with its like at the other end: who talks to whom, what answers what. */
  readonly dialog?: Dialog;
}

/** One thing to say about a layer. */
export interface Remark {
  /** How bad it is. */
  readonly level: "note" | "warn" | "error";
  /** What kind of finding. */
  readonly about: "truncated" | "protocol";
  /** The field, where it is about one. */
  readonly field?: string;
  /** The whole sentence. */
  readonly text: string;
}

/** What a layer says of itself in half a line. */
export type Summary = (fields: Known, carried: number, inside: Inside) => string;

/** What a layer has inside, for its half line; the bytes are counted as its length fields say, captured or not. */
export interface Inside {
  /** Bytes of the layer: its header and what it carries. */
  readonly length: number;
  /** What the layers inside say of themselves; `""` for nothing. */
  readonly says: string;
  /** The layers inside, the nearest first. */
  readonly layers: readonly InnerLayer[];
}

/** A layer inside another one, for the half line of that. */
export interface InnerLayer {
  /** The protocol's name. */
  readonly name: string;
  /** The values of its fields. */
  readonly fields: Known;
}

/** A protocol's description, with what follows from it worked out once. */
export class Definition {
  /** Its number; another run may give it another one. */
  readonly id: number;
  /** Its name in scapy: `"TCP"`. */
  readonly name: string;
  /** Its name in full: `"Transmission Control Protocol"`. */
  readonly title: string;
  /** Where it is specified. */
  readonly rfc: string;
  /** Its layer in the reference model, 1…7. */
  readonly layer: number;
  /** What one unit of it is called: frame, packet, segment, datagram, message. */
  readonly pdu: string;
  /** Its fields by name, in the order of the wire. */
  readonly fields: FieldTable;
  /** @internal */
  readonly hot: Plan;
  /** @internal */
  readonly like: Definition | undefined;
  /** @internal */
  readonly addresses: PseudoAddresses | undefined;
  /** The 16-bit sum over them. @internal */
  readonly addressSum: ((frame: Frame, i: number) => number) | undefined;
  /** @internal */
  readonly whole: ((b: Uint8Array, o: number, e: number) => boolean) | undefined;
  /** @internal */
  readonly quotes: ((b: Uint8Array, o: number) => boolean) | undefined;
  /** @internal */
  readonly ports: Uint16Array | undefined;
  /** @internal */
  readonly firsts: Uint16Array | undefined;
  /** @internal */
  readonly remarks: ((frame: Frame, i: number) => Iterable<Remark>) | undefined;
  /** @internal */
  readonly foreign: ((set: Known) => boolean) | undefined;
  /** @internal */
  readonly summary: Summary | undefined;
  /** @internal */
  readonly dialog: Dialog | undefined;
  /** The fields in order. */
  readonly slots: readonly Slot[];
  /** The same, by name. */
  readonly byName: ReadonlyMap<string, Slot>;
  /** The field that names what follows. */
  readonly selector: Slot | undefined;
  /** Whether every field has its fixed place. */
  readonly fixed: boolean;
  /** The fields that are measured; they have fixed places. */
  readonly lengths: readonly Slot[];
  /** The fields that measure or count other fields. */
  readonly derived: readonly Slot[];
  /** The fields that are summed up; they have fixed places. */
  readonly checksums: readonly Slot[];
  /** Whether its own length says where it ends: then Padding can lie behind it. */
  readonly bounded: boolean;
  /** Fields without a fixed place, where leaving all of them out leaves just the template. */
  readonly tail: readonly Slot[] | undefined;
  /** The bytes of a header in which nothing was set, for a protocol whose fields are all fixed. */
  readonly template: Uint8Array;
  /** What it writes into a layer below it, by that layer's id (scapy's overloaded fields). */
  readonly under = new Map<number, Overloads>();

  /** @internal */
  constructor(id: number, details: DefinitionDetails) {
    this.id = id;
    this.name = details.name;
    this.title = details.title;
    this.rfc = details.rfc;
    this.layer = details.layer;
    this.pdu = details.pdu;
    this.fields = details.fields;
    this.like = details.like;
    this.addresses = details.addresses;
    this.addressSum = details.addresses && addressSum(details.addresses);
    this.whole = details.whole;
    this.quotes = details.quotes;
    this.ports = details.ports;
    this.firsts = details.firsts;
    this.remarks = details.remarks;
    this.foreign = details.foreign;
    this.summary = details.summary;
    this.dialog = details.dialog;
    this.slots = placed(details.fields);
    this.hot = new Plan(id, details, this.slots);
    this.byName = new Map(this.slots.map((slot) => [slot.name, slot]));
    this.selector = this.slots.find((slot) => slot.field.auto?.kind === "next");
    this.lengths = this.slots.filter(({ field: { auto } }) => auto?.kind === "length" && !auto.derive);
    this.derived = this.slots.filter(({ field: { auto } }) => auto?.kind === "length" && auto.derive);
    this.checksums = this.slots.filter((slot) => slot.field.auto?.kind === "checksum");
    this.bounded = details.hot.end !== untilLimit;
    this.fixed = this.slots.every(isFixed);
    this.template = template(this.slots);
    this.tail = removableTail(this.slots);
  }

  /** The name of its field that measures the header, or the whole. */
  lengthField(of: "header" | "whole"): string | undefined {
    return this.slots.find(({ field: { auto } }) => {
      const measured = auto?.kind === "length" ? auto.of : undefined;
      return measured !== undefined && (measured === "header") === (of === "header");
    })?.name;
  }
}

function addressSum({ size, source, destination }: PseudoAddresses): (frame: Frame, i: number) => number {
  return (frame, i) => {
    const from = startAt(frame, i) + source;
    const to = destination(frame, i);
    return sumWords(frame.bytes, to, to + size, sumWords(frame.bytes, from, from + size));
  };
}

/** A field that an upper layer fills in. */
export interface Overload {
  /** The field. */
  readonly slot: Slot;
  /** What it holds then. */
  readonly value: unknown;
}

/** All of them. */
export type Overloads = readonly Overload[];

/** All protocols by id. */
export const definitions: Definition[] = [];
/** Their plans by id: all that the dissector's loop looks at. */
export const plans: Plan[] = [];

/** Takes a protocol in under the next free number, or under the one the machinery knows it by. */
export function register(details: DefinitionDetails, id = Math.max(definitions.length, 3)): Definition {
  const definition = new Definition(id, details);
  definitions[id] = definition;
  plans[id] = definition.hot;
  return definition;
}

/** What `upper` writes into `lower` when it is carried by it: what follows, and what goes with that. */
export function overloads(lower: Definition, upper: Definition): Overloads | undefined {
  const known = upper.under.get(lower.id);
  if (known) return known;
  for (let like = lower.like; like; like = like.like) {
    const alike = upper.under.get(like.id);
    if (!alike || !like.selector || !lower.selector) continue;
    const own = [{ slot: lower.selector, value: overloaded(alike, like.selector.name) }];
    upper.under.set(lower.id, own);
    return own;
  }
  return undefined;
}

/** The value among them for one field. */
export function overloaded(overloads: Overloads | undefined, name: string): unknown {
  return overloads?.find(({ slot }) => slot.name === name)?.value;
}
