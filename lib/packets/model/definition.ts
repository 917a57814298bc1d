/** A protocol as builder and dissector use it: its field table, its limits, and what may follow it. */
import { typedValue } from "../../errors";
import { sumWords } from "../checksum";
import { PacketError } from "../error";
import { type Frame, startAt } from "../frame";
import type { Dialog } from "./dialog";
import type { ComputedRule, Fields, FieldTable } from "./field";
import { type Limits, untilLimit } from "./limits";
import { Plan } from "./plan";
import { isFixed, removableTail, type Slot, slotsOf, template } from "./slots";

/** The two addresses that a network layer lends to the pseudo-headers of the checksums above it. */
export interface PseudoAddresses {
  /** Bytes of each. */
  readonly size: number;
  /** The first byte of the sender's, counted from the beginning of the header. */
  readonly source: number;
  /** The first byte of the *last* receiver's, counted from the beginning of the packet: a route may go on beyond `dst`. */
  destination(frame: Frame, i: number): number;
}

/** A protocol's names, its place in the reference model, and its table of fields. */
export interface Description {
  /** Its name in scapy: `"TCP"`. */
  readonly name: string;
  /** Its name in full: `"Transmission Control Protocol"`. */
  readonly title: string;
  /** Where it is specified. */
  readonly rfc: string;
  /** Its layer in the reference model, 1…7. */
  readonly layer: number;
  /** The name of one unit of it: frame, packet, segment, datagram, message. */
  readonly pdu: string;
  /** Its fields by name, in the order of the wire. */
  readonly fields: FieldTable;
}

/** Everything that defines a protocol. */
export interface DefinitionDetails extends Description {
  /** The rules that find the limits of its layers. */
  readonly limits: Limits;
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
  /** The application for each first byte of the payload, by id, for ports that decide nothing; filled by `guess()`. */
  readonly firsts?: Uint16Array;
  /** Findings about a layer of it, in addition to its lengths and checksums. */
  readonly remarks?: (frame: Frame, i: number) => Iterable<Remark>;
  /** Whether scapy has no way to write a layer with these fields: then code for scapy has its bytes. */
  readonly unknownToScapy?: (set: Fields) => boolean;
  /**
   * A layer of it in half a line, as tcpdump prints it, from its fields and the number of bytes it carries. The half
   * lines of the layers inside follow behind a colon; `""` adds nothing.
   */
  readonly summary?: Summary;
  /** Its dialog with its peer: the two ends, which message answers which. */
  readonly dialog?: Dialog;
}

/** One thing to say about a layer. */
export interface Remark {
  /** Its severity. */
  readonly level: "note" | "warn" | "error";
  /** The kind of finding. */
  readonly about: "truncated" | "protocol";
  /** The field, where it is about one. */
  readonly field?: string;
  /** The whole sentence. */
  readonly text: string;
}

/** The half line of a layer. */
export type Summary = (fields: Fields, carried: number, inside: Inside) => string;

/** The inside of a layer, for its half line; bytes are counted as its length fields say, captured or not. */
export interface Inside {
  /** Bytes of the layer: its header and what it carries. */
  readonly length: number;
  /** The half lines of the layers inside; `""` if they have none. */
  readonly says: string;
  /** The layers inside, the nearest first. */
  readonly layers: readonly InnerLayer[];
}

/** A layer inside another one, for the half line of that. */
export interface InnerLayer {
  /** The protocol's name. */
  readonly name: string;
  /** The values of its fields. */
  readonly fields: Fields;
}

/** A protocol: its description, and what follows from it, worked out once. */
export interface Definition extends Description {
  /** Its number; it may differ from run to run. */
  readonly id: number;
  /** @internal */
  readonly details: DefinitionDetails;
  /** @internal */
  readonly plan: Plan;
  /** The 16-bit sum over the addresses that it lends to checksums. @internal */
  readonly addressSum: ((frame: Frame, i: number) => number) | undefined;
  /** The fields in order. */
  readonly slots: readonly Slot[];
  /** The same, by name. */
  readonly byName: ReadonlyMap<string, Slot>;
  /** The field that names what follows. */
  readonly selector: Slot | undefined;
  /** Whether every field has a fixed place. */
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
  /** The values that it writes into a layer below it, by that layer's id (scapy's overloaded fields). */
  readonly under: Map<number, Overloads>;
  /** The name of its field that measures the header, or the whole. */
  lengthField(of: "header" | "whole"): string | undefined;
}

/** The definition with this number that follows from these details. */
function definitionFrom(id: number, details: DefinitionDetails): Definition {
  const { name, title, rfc, layer, pdu, fields, addresses } = details;
  const slots = slotsOf(fields);
  const measured = slots.filter(({ field: { auto } }) => auto?.kind === "length");
  const derives = ({ field: { auto } }: Slot) => (auto as ComputedRule).derive !== undefined;
  return {
    ...{ name, title, rfc, layer, pdu, fields },
    id,
    details,
    plan: new Plan(id, details, slots),
    addressSum: addresses && addressSum(addresses),
    slots,
    byName: new Map(slots.map((slot) => [slot.name, slot])),
    selector: slots.find((slot) => slot.field.auto?.kind === "next"),
    fixed: slots.every(isFixed),
    lengths: measured.filter((slot) => !derives(slot)),
    derived: measured.filter(derives),
    checksums: slots.filter((slot) => slot.field.auto?.kind === "checksum"),
    bounded: details.limits.end !== untilLimit,
    tail: removableTail(slots),
    template: template(slots),
    under: new Map(),
    lengthField: (of) =>
      measured.find(({ field }) => {
        const { of: what } = field.auto as ComputedRule;
        return what !== undefined && (what === "header") === (of === "header");
      })?.name,
  };
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
  /** Its value then. */
  readonly value: unknown;
}

/** All of them. */
export type Overloads = readonly Overload[];

/** All protocols by id. */
export const definitions: Definition[] = [];
/** Their plans by id: all that the dissector's loop looks at. */
export const plans: Plan[] = [];

/** Registers a protocol under the next free number, or under the fixed one that builder and dissector use. */
export function register(details: DefinitionDetails, id = Math.max(definitions.length, 3)): Definition {
  const definition = definitionFrom(id, details);
  definitions[id] = definition;
  plans[id] = definition.plan;
  return definition;
}

/** Whether a value is a protocol's definition. */
export function isDefinition(value: unknown): value is Definition {
  return typeof value === "object" && definitions.includes(value as Definition);
}

/** The definition of what was given as a protocol. */
export function definitionOf(protocol: unknown): Definition {
  const { definition } = Object(protocol) as { readonly definition?: unknown };
  if (!isDefinition(definition)) {
    throw new PacketError(
      `${typedValue(protocol)} is not a protocol`,
      typeof protocol === "string"
        ? `Write ${protocol || "IP"} without quotes.`
        : "Give one by its name: IP, TCP, or what define.protocol() made.",
    );
  }
  if (typeof protocol === "function") return definition;
  throw new PacketError(
    `${definition.name}() is not a protocol`,
    `It is a layer; write ${definition.name} without brackets.`,
  );
}

/** The values that `upper` writes into `lower`, which carries it: the number that names it, and what belongs to that. */
export function overloads(lower: Definition, upper: Definition): Overloads | undefined {
  const known = upper.under.get(lower.id);
  if (known) return known;
  for (let like = lower.details.like; like; like = like.details.like) {
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
