/** Protocols: defining one, and binding it to those that carry it. */

import { checkedOptions, type NamesOf, namesThatExist, typedValue } from "../errors";
import { parseFields } from "./build/parse-fields";
import { PacketError } from "./error";
import { type Definition, type DefinitionDetails, definitions, register } from "./model/definition";
import type { FieldTable } from "./model/field";
import { isFixed, slotsOf } from "./model/slots";
import { type AnyProtocol, Layer, type Protocol } from "./packet";

/** Everything that defines a protocol: the details of a definition, with `like` as the protocol itself. */
export interface ProtocolDetails extends Omit<DefinitionDetails, "like"> {
  /** A protocol that names what follows by the same numbers (802.1Q as Ethernet does). */
  readonly like?: AnyProtocol;
}

/** The protocols that were defined outside of netcell. */
const own = new WeakSet<Definition>();

/** Defines a protocol: everything else follows from its field table and its limits. */
export function protocol<V extends object, I>(details: ProtocolDetails, id?: number): Protocol<V, I> {
  const { like, ...rest } = details;
  const definition = register({ ...rest, ...(like && { like: like.definition }) }, id);
  const make = (init?: I): Layer<V, I> => new Layer<V, I>(definition, parseFields(definition, init));
  Object.defineProperty(make, "name", { value: details.name });
  return Object.assign(make, { definition });
}

const protocolDetails: NamesOf<ProtocolDetails> = {
  name: true,
  title: true,
  rfc: true,
  layer: true,
  pdu: true,
  fields: true,
  limits: true,
  like: true,
  addresses: true,
  whole: true,
  quotes: true,
  ports: true,
  firsts: true,
  remarks: true,
  unknownToScapy: true,
  summary: true,
  dialog: true,
};

/**
 * Defines a protocol: everything else follows from its field table and its limits. A cell that is run again
 * defines it again, and the newer one takes the place of the older.
 *
 * @throws PacketError when netcell has a protocol of this name, or its fields do not fill whole bytes
 */
export function ownProtocol<V extends object, I>(details: ProtocolDetails): Protocol<V, I> {
  const { name, fields } = checkedOptions(details, protocolDetails);
  if (definitions.some((each) => each?.name === name && !own.has(each))) {
    throw new PacketError(`There is a protocol ${name} already`, "Take another name.");
  }
  inWholeBytes(name, fields);
  const made = protocol<V, I>(details);
  own.add(made.definition);
  return made;
}

/** Refuses fixed fields that leave a byte half used where the header ends or a field of varying length begins. */
function inWholeBytes(name: string, fields: FieldTable): void {
  const slots = slotsOf(fields);
  const behind = slots.findIndex((slot) => !isFixed(slot));
  const next = slots[behind];
  const last = slots.at(behind < 0 ? -1 : behind - 1);
  if (!last || behind === 0 || next?.field.bits) return;
  const bits = last.at + last.field.bits;
  if (bits % 8 === 0) return;
  throw new PacketError(
    `The fields of ${name} up to ${last.name} take ${bits} bits, which are not whole bytes`,
    `Add one for the rest behind ${last.name}: spare: uint(${8 - (bits % 8)}).`,
  );
}

/**
 * Says that `lower` carries `upper` when its fields have these values: read from bytes, the number leads to `upper`;
 * put under `upper` when building, `lower` gets all of them. Of several bindings the first is the one that is built.
 */
export function bind<V extends object, I>(
  lower: Protocol<V, I>,
  values: I & object,
  upper: AnyProtocol,
): void {
  const { definition } = lower;
  const { selector } = definition;
  const parsed = new Map(Object.entries(parseFields(definition, values)));
  const key = selector && parsed.get(selector.name);
  const uppers = selector?.field.auto?.kind === "next" ? selector.field.auto.uppers : undefined;
  if (!selector || typeof key !== "number" || !uppers) {
    throw new PacketError(
      `${definition.name} cannot name ${upper.definition.name} with ${[...parsed.keys()].join(", ")}`,
      selector ? `Give its ${selector.name}.` : "It has no field that names what follows.",
    );
  }
  const held: Definition | undefined = definitions[uppers[key]!];
  const isOwn = own.has(upper.definition);
  if (held && isOwn && !own.has(held)) {
    throw new PacketError(
      `${definition.name} carries ${held.name} where ${selector.name} is ${key}`,
      `Take a number that is free, or read the bytes as ${upper.definition.name} where you want to: dissect(bytes, ${upper.definition.name}).`,
    );
  }
  // A newer protocol of a cell takes the place of an older one; of netcell's own the first stays.
  if (!held || isOwn) uppers[key] = upper.definition.id;
  addUnder(upper.definition, definition, parsed);
}

/** The clue of a guess: a port, or the first byte where the port does not decide. */
export type Clue = PortClue | ByteClue;

/** The port that data come from or go to. */
export interface PortClue {
  /** Its number. */
  readonly port: number;
}

/** The first byte; then `upper` has the last word, in its `is` or `as`. */
export interface ByteClue {
  /** The bytes that it may be. */
  readonly first: readonly number[];
}

/** Says that what `lower` carries is taken for `upper` by this clue: a guess, and marked as one. */
export function guess(lower: AnyProtocol, clue: Clue, upper: AnyProtocol): void {
  const { definition } = lower;
  const { id } = upper.definition;
  checkClue(clue);
  const table = definition.details["port" in clue ? "ports" : "firsts"];
  if (!table) {
    throw new PacketError(
      `${definition.name} has no ${"port" in clue ? "ports" : "guesses by first bytes"}`,
      `guess() is for ${"port" in clue ? "UDP and TCP" : "TCP"}.`,
    );
  }
  if ("first" in clue) for (const byte of clue.first) table[byte] = id;
  else {
    table[clue.port] = id;
    addUnder(upper.definition, definition, new Map([["dport", clue.port]]));
  }
}

function checkClue(clue: Clue): void {
  const given = Object(clue) as Readonly<Record<string, unknown>>;
  if (!("port" in given || "first" in given)) {
    const [wrong = ""] = Object.keys(given);
    throw new PacketError(
      `guess() got no clue that it knows: ${wrong || typedValue(clue)}`,
      namesThatExist(wrong, ["port", "first"], "clues"),
    );
  }
  const { port = 0 } = given;
  if (typeof port !== "number" || !Number.isInteger(port) || port < 0 || port > 65535) {
    throw new PacketError(`${typedValue(port)} is not a port`, "Take a whole number from 0 to 65535.");
  }
}

/** Says what `upper` writes into `lower` when it is carried by it: the port of a server, say. */
export function overload<V extends object, I>(
  lower: Protocol<V, I>,
  values: I & object,
  upper: AnyProtocol,
): void {
  addUnder(
    upper.definition,
    lower.definition,
    new Map(Object.entries(parseFields(lower.definition, values))),
  );
}

function addUnder(upper: Definition, lower: Definition, values: ReadonlyMap<string, unknown>): void {
  if (upper.under.has(lower.id)) return;
  upper.under.set(
    lower.id,
    Array.from(values, ([name, value]) => ({ slot: lower.byName.get(name)!, value })),
  );
}
