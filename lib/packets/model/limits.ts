/** The limits of a protocol's layers: four small rules, each a number, the name of a field, or a small function. */

/** Bytes of the header that begins at `o` in a space that ends at `e`. */
export type SizeOf = (b: Uint8Array, o: number, e: number) => number;
/** Where the layer ends with all it carries: at `e`, or where its own length says; its header has `h` bytes. */
export type EndOf = (b: Uint8Array, o: number, e: number, h: number) => number;
/** The id of the protocol that follows the header of `h` bytes; 0 for none that is known. */
export type NextOf = (b: Uint8Array, o: number, h: number, e: number) => number;
/** The id of the protocol that begins here; 0 for no member of the family. */
export type WhichOf = (b: Uint8Array, o: number, e: number) => number;

/**
 * Rules that find the limits of a layer, without making anything. Functions may trust `min` bytes and no more. Where a field
 * says it, its name is enough, and faster: the dissector then reads the number itself and calls nothing.
 */
export interface Limits {
  /** The least bytes a header has. */
  readonly min: number;
  /** Bytes of the header: a number if they are always the same, the field that `lengthOf("header")` fills, or a function. */
  readonly size: number | string | SizeOf;
  /**
   * Where the layer ends with all it carries: `untilLimit`, the field that `lengthOf("layer")` or `lengthOf("payload")`
   * fills, or a function. A field that holds 0 says nothing.
   */
  readonly end: string | EndBy | EndOf;
  /** The protocol behind the header: the field that `nextProtocol()` fills, the ports, or a function that gives its id. */
  readonly next: string | NextBy | NextByPorts | NextOf;
  /** Whether these bytes are this protocol at all, where it has something to be known by. */
  readonly is?: (b: Uint8Array, o: number, e: number) => boolean;
  /** Which of a family begins here, where the first bytes decide (ICMPv6 by its type); 0 for no member. */
  readonly as?: WhichOf | AsUpTo;
}

/** An end that a field says, where 0 has a meaning of its own. */
export interface EndBy {
  /** The field. */
  readonly by: string;
  /** Where the layer ends when it holds 0. */
  readonly zero: EndOf;
}

/** The protocol that a field names, unless another field shows that something else comes first. */
export interface NextBy {
  /** The field that names it. */
  readonly by: string;
  /** The field that has to be 0: in a later fragment what follows is the middle of something. */
  readonly unless: string;
}

/** A guess by the ports, where there is a payload: the first port that is known decides. */
export interface NextByPorts {
  /** The fields with the ports. */
  readonly ports: readonly [string, string];
}

/** A family in which small numbers of a field stand for another member; all others are this protocol. */
export interface AsUpTo {
  /** The field. */
  readonly by: string;
  /** The largest number that may stand for another member. */
  readonly upTo: number;
  /** Which it is then. */
  readonly as: WhichOf;
}

/** `end` of a layer that says nothing of its length: it goes on to the end of what carries it. */
export const untilLimit: EndOf = (_b, _o, e) => e;
