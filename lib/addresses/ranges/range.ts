/** A range of addresses with a purpose of its own, as a row of IANA's registries tells it. */

/** For whom an address is meant, and how far it reaches. The words are those of RFC 6890 and IANA's registries. */
export type Scope =
  | "global"
  | "private-use"
  | "shared"
  | "unique-local"
  | "loopback"
  | "link-local"
  | "this network"
  | "unspecified"
  | "documentation"
  | "benchmarking"
  | "multicast"
  | "limited broadcast"
  | "IPv4-mapped"
  | "translation"
  | "6to4"
  | "Teredo"
  | "discard-only"
  | "segment routing"
  | "protocol assignment"
  | "deprecated"
  | "reserved";

/**
 * A range of addresses with one purpose. The five questions are those of RFC 6890, section 2.2.1, as RFC 8190,
 * section 2.1 words them; `undefined` where the registry has no answer.
 */
export interface AddressRange {
  /** The range: `"192.168.0.0/16"`. */
  readonly prefix: string;
  /** Its name in the registry. */
  readonly name: string;
  /** Its purpose in a word or two. */
  readonly scope: Scope;
  /** The document that made it. */
  readonly rfc: string;
  /** Its purpose, in a sentence. */
  readonly meaning: string;
  /** May such an address be the source of a packet that passes from one device to another? */
  readonly source: boolean | undefined;
  /** May it be the destination of one? */
  readonly destination: boolean | undefined;
  /** May a router forward a packet to it? */
  readonly forwardable: boolean | undefined;
  /** May a packet to it leave the site and cross the Internet? */
  readonly globallyReachable: boolean | undefined;
  /** Must every implementation of IP treat it in a way of its own? */
  readonly reservedByProtocol: boolean | undefined;
}

/**
 * The answers to the five questions, a letter each: source, destination, forwardable, globally reachable, reserved by
 * protocol; `y`es, `n`o, or `-` for no answer.
 */
export type Answers = string;

/** A row of a table of ranges. */
export function range(
  prefix: string,
  name: string,
  scope: Scope,
  rfc: string,
  answers: Answers,
  meaning: string,
): AddressRange {
  const answer = (i: number) => (answers[i] === "-" ? undefined : answers[i] === "y");
  return Object.freeze({
    prefix,
    name,
    scope,
    rfc,
    meaning,
    source: answer(0),
    destination: answer(1),
    forwardable: answer(2),
    globallyReachable: answer(3),
    reservedByProtocol: answer(4),
  });
}
