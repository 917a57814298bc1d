/** The limits of a protocol as the dissector uses them: functions for every case, and numbers where fields are enough. */
import { PacketError } from "../error";
import type { ComputedRule } from "./field";
import { type EndOf, type Limits, type NextOf, type SizeOf, untilLimit, type WhichOf } from "./limits";
import { type Header, numberInHeader, readNumber, slotIn, zero } from "./number-in-header";
import type { Slot } from "./slots";

/** The parts of a definition that a plan follows from. */
export interface Planned {
  readonly name: string;
  readonly limits: Limits;
  readonly ports?: Uint16Array;
  readonly firsts?: Uint16Array;
}

/** A table that names nothing. */
const nothing: Uint16Array = new Uint16Array(256);

/**
 * Finds the limits of a protocol's layers. The functions always do it. In a plain plan the numbers say the
 * same, and the dissector's loop calls nothing. All plans have the same properties, which keeps that loop fast.
 */
export class Plan {
  readonly min: number;
  readonly size: SizeOf;
  readonly end: EndOf;
  readonly next: NextOf;
  readonly is: Limits["is"];
  readonly as: WhichOf | undefined;
  /** Which protocol begins here after all, by `is` or `as`. */
  readonly which: WhichOf | undefined;
  /** `min` of a plain plan; of any other one more than there can be. */
  readonly plainMin: number;
  /** Bytes of the header: `sizeBase + ((the 16 bits at sizeAt) >> sizeShift & sizeMask)`. */
  readonly sizeBase: number;
  readonly sizeAt: number;
  readonly sizeShift: number;
  readonly sizeMask: number;
  /** Bytes of the layer: `endBase + the 16 bits at endAt`, unless they are 0; -1 if nothing says it. */
  readonly endAt: number;
  readonly endBase: number;
  /** The number that leads to what follows; below `leastKey` it may be another protocol of the family. */
  readonly keyAt: number;
  readonly keyMask: number;
  readonly leastKey: number;
  /** The protocol that follows, by key, if the bits `unlessMask` of the 16 at `unlessAt` are 0. */
  readonly uppers: Uint16Array;
  readonly unlessAt: number;
  readonly unlessMask: number;
  /** With ports: what may follow, by key, else by the 16 bits at `otherAt`, else by its own first byte. */
  readonly ports: Uint16Array | undefined;
  readonly otherAt: number;
  readonly firsts: Uint16Array;

  constructor(id: number, { name, limits, ports, firsts }: Planned, slots: readonly Slot[]) {
    const header = { name, slots, min: limits.min };
    const size = sizeBy(header, limits);
    const end = endBy(header, limits);
    const next = nextBy(header, limits, ports, firsts);
    const which = whichBy(header, id, limits);
    this.min = limits.min;
    this.size = size.of;
    this.end = end.of;
    this.next = next.of;
    this.is = limits.is;
    this.as = typeof limits.as === "object" ? limits.as.as : limits.as;
    this.which = which.of;
    // The loop reads 16 bits at a time, which a shorter header may not have.
    const plain = size.plain && end.plain && next.plain && which.plain && limits.min >= 2;
    this.plainMin = plain ? limits.min : 0x7fffffff;
    this.sizeBase = size.base;
    this.sizeAt = size.number.at;
    this.sizeShift = size.number.shift;
    this.sizeMask = size.number.mask;
    this.endAt = end.at;
    this.endBase = end.base;
    this.keyAt = next.key.at;
    this.keyMask = next.key.mask;
    this.leastKey = which.leastKey;
    this.uppers = next.uppers;
    this.unlessAt = next.unless.at;
    this.unlessMask = next.unless.mask << next.unless.shift;
    this.ports = next.ports;
    this.otherAt = next.other.at;
    this.firsts = next.firsts;
  }
}

/** The header's size: its function, and `base + the number at number`, which counts bytes already. */
function sizeBy(header: Header, { size }: Limits) {
  if (typeof size === "function") return { of: size, plain: false, base: 0, number: zero };
  if (typeof size === "number") return { of: () => size, plain: true, base: size, number: zero };
  const { unit, minus } = lengthRule(header, size, ["header"]);
  const number = numberInHeader(header, size);
  const base = unit * minus;
  const of: SizeOf = (b, o) => base + unit * readNumber(number, b, o);
  const bytes = { at: number.at, shift: number.shift - Math.log2(unit), mask: number.mask * unit };
  return { of, plain: bytes.shift >= 0 && Number.isInteger(bytes.shift), base, number: bytes };
}

/** The layer's end: its function, and `base + the 16 bits at at`. */
function endBy(header: Header, { end, size }: Limits) {
  if (typeof end === "function") return { of: end, plain: end === untilLimit, at: -1, base: 0 };
  const { by, zero } = typeof end === "string" ? { by: end, zero: untilLimit } : end;
  const rule = lengthRule(header, by, ["layer", "payload"]);
  const { unit, minus } = rule;
  const number = numberInHeader(header, by);
  const carried = rule.of === "payload";
  const of: EndOf = (b, o, e, h) => {
    const length = readNumber(number, b, o);
    if (length === 0) return zero(b, o, e, h);
    return Math.min(e, o + (carried ? h : 0) + unit * (length + minus));
  };
  const plain = number.mask === 0xffff && unit === 1 && minus === 0 && (!carried || typeof size === "number");
  return { of, plain, at: number.at, base: carried && typeof size === "number" ? size : 0 };
}

/** The protocol that follows: its function, and the tables and places by which it is found. */
function nextBy(header: Header, { next }: Limits, ports?: Uint16Array, firsts = nothing) {
  const none = { key: zero, uppers: nothing, unless: zero, ports: undefined, other: zero, firsts };
  if (typeof next === "function") return { ...none, of: next, plain: false };
  if (typeof next === "object" && "ports" in next) {
    const [key, other] = [numberInHeader(header, next.ports[0]), numberInHeader(header, next.ports[1])];
    if (!ports) throw new PacketError(`${header.name} has no table of ports`, "Give it one, or a function.");
    const of: NextOf = (b, o, h, e) =>
      o + h < e ? ports[readNumber(key, b, o)]! || ports[readNumber(other, b, o)]! || firsts[b[o + h]!]! : 0;
    return { ...none, of, plain: key.mask === 0xffff && other.mask === 0xffff, key, ports, other };
  }
  const by = typeof next === "string" ? next : next.by;
  const key = numberInHeader(header, by);
  const unless = typeof next === "string" ? zero : numberInHeader(header, next.unless);
  const { auto } = slotIn(header, by).field;
  if (auto?.kind !== "next" || auto.uppers.length <= key.mask) {
    throw new PacketError(`${header.name}.${by} does not name what follows`, "Give it nextProtocol().");
  }
  const { uppers } = auto;
  const of: NextOf = (b, o) => (readNumber(unless, b, o) === 0 ? uppers[readNumber(key, b, o)]! : 0);
  return { ...none, of, plain: key.shift === 0, key, uppers, unless };
}

/** Which of a family it is: its function, and the key from which on it is this one. */
function whichBy(header: Header, id: number, { is, as, next }: Limits) {
  if (is)
    return { of: (b: Uint8Array, o: number, e: number) => (is(b, o, e) ? id : 0), plain: false, leastKey: 0 };
  if (typeof as !== "object") return { of: as, plain: as === undefined, leastKey: 0 };
  const number = numberInHeader(header, as.by);
  const of: WhichOf = (b, o, e) => (readNumber(number, b, o) > as.upTo ? id : as.as(b, o, e));
  return { of, plain: as.by === next, leastKey: as.upTo + 1 };
}

/** The rule of a field that measures one of these. */
function lengthRule(header: Header, field: string, what: readonly ComputedRule["of"][]) {
  const { auto } = slotIn(header, field).field;
  if (auto?.kind !== "length" || !what.includes(auto.of)) {
    throw new PacketError(
      `${header.name}.${field} does not measure ${what.join(" or ")}`,
      `Give it lengthOf("${what[0]}").`,
    );
  }
  return { of: auto.of, unit: auto.unit ?? 1, minus: auto.minus ?? 0 };
}
