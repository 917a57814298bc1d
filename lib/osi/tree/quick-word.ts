/**
 * The lines of one field, or of several that share a word of 16 bits, kept for values that come again: types, flags, the
 * ports and addresses of a few hosts.
 */

import type { ComputedRule, Fields } from "../../packets";
import { getBits, isFixed, type Slot, u16 } from "../../packets";
import { fieldMargin, lineHead, lineTail, partLines } from "./lines";
import { valueText } from "./wording";

/** A field whose value follows from the rest, and so can be wrong. */
export interface Judged {
  /** Its number among the fields of the word. */
  readonly place: number;
  readonly rule: ComputedRule;
}

/** So many lines are kept of each word. */
const kept = 256;

/** Fields that lie next to each other, at a place that never changes. */
export class QuickWord {
  readonly slots: readonly Slot[];
  readonly judged: readonly Judged[];
  /** The first bit in the header. */
  readonly at: number;
  readonly #bits: number;
  readonly #heads: readonly string[];
  readonly #keys = new Float64Array(kept).fill(-1);
  readonly #values: Array<readonly unknown[]> = [];
  readonly #lines: string[] = [];

  constructor(slots: readonly Slot[], width: number) {
    this.slots = slots;
    this.at = slots[0]!.at;
    this.#bits = slots.reduce((sum, { field }) => sum + field.bits, 0);
    this.#heads = slots.map(({ name, field }) => lineHead(fieldMargin, name, width, field.bits));
    this.judged = slots.flatMap((slot, place) => judgedIn(slot, place));
  }

  /** Where the lines of what is there are kept; they are made if they are not. */
  find(bytes: Uint8Array, start: number): number {
    const bit = 8 * start + this.at;
    const bits = this.#bits;
    const key = bits === 16 && (bit & 7) === 0 ? u16(bytes, bit >>> 3) : getBits(bytes, bit, bits);
    const place = (key ^ (key >>> 8)) & (kept - 1);
    if (this.#keys[place] !== key) this.#make(place, key, bytes, start);
    return place;
  }

  values(place: number): readonly unknown[] {
    return this.#values[place]!;
  }

  lines(place: number): string {
    return this.#lines[place]!;
  }

  #make(place: number, key: number, bytes: Uint8Array, start: number): void {
    const values: unknown[] = [];
    let lines = "";
    let bit = 8 * start + this.at;
    for (let i = 0; i < this.slots.length; i++) {
      const slot = this.slots[i]!;
      const { bits } = slot.field;
      const value = slot.field.read(bytes, bit, bits, start);
      lines += this.#heads[i]! + behindHead(slot, bytes, bit, bits, start, value, nothingKnown);
      values.push(value);
      bit += bits;
    }
    this.#keys[place] = key;
    this.#values[place] = values;
    this.#lines[place] = lines;
  }
}

const nothingKnown: Fields = {};

/** A number that seldom comes again: its line is put together from what never changes and its digits. */
export class QuickNumber {
  readonly slots: readonly Slot[];
  readonly judged: readonly Judged[];
  readonly #slot: Slot;
  readonly #head: string;
  readonly #tails: readonly string[];
  readonly #named = new Map<unknown, string>();

  constructor(slot: Slot, width: number) {
    const { field, name } = slot;
    this.slots = [slot];
    this.judged = judgedIn(slot, 0);
    this.#slot = slot;
    this.#head = lineHead(fieldMargin, name, width, field.bits);
    this.#tails = Array.from({ length: longestNumber + 1 }, (_, digits) =>
      lineTail("0".repeat(digits), field.doc, field.auto?.kind === "checksum").slice(digits),
    );
  }

  read(bytes: Uint8Array, start: number): unknown {
    const { field, at } = this.#slot;
    return field.read(bytes, 8 * start + at, field.bits, start);
  }

  lines(bytes: Uint8Array, start: number, value: unknown): string {
    const { field, at } = this.#slot;
    const digits = field.digits!(value);
    const isPlain =
      digits.length <= longestNumber && field.text(value) === digits && !field.meaning?.(value, nothingKnown);
    if (isPlain) return this.#head + digits + this.#tails[digits.length]!;
    const known = this.#named.get(value);
    if (known !== undefined) return known;
    const line =
      this.#head + behindHead(this.#slot, bytes, 8 * start + at, field.bits, start, value, nothingKnown);
    if (this.#named.size < kept) this.#named.set(value, line);
    return line;
  }
}

const longestNumber = 12;

/** A field whose place or width varies, that others decide about, or that is too wide to be kept. */
export class QuickField {
  readonly slot: Slot;
  /** Whether it has to be found, being not always at the same place. */
  readonly isFound: boolean;
  readonly judged: readonly Judged[];
  readonly #width: number;
  readonly #isList: boolean;
  readonly #isBytes: boolean;
  #empty: string | undefined;

  constructor(slot: Slot, width: number) {
    this.slot = slot;
    this.isFound = !isFixed(slot);
    this.#width = width;
    this.judged = judgedIn(slot, 0);
    this.#isList = Array.isArray(slot.field.default) && slot.field.kids !== undefined;
    this.#isBytes = slot.field.default instanceof Uint8Array && slot.field.kids === undefined;
  }

  /** Its value, as far as its lines need it: bytes where they are, of a list that there is one. */
  read(bytes: Uint8Array, bit: number, bits: number, start: number): unknown {
    if (this.#isBytes) return bytes.subarray(bit >>> 3, (bit + bits) >>> 3);
    if (this.#isList && !this.slot.field.auto) return nothingListed;
    return this.slot.field.read(bytes, bit, bits, start);
  }

  lines(bytes: Uint8Array, bit: number, bits: number, start: number, value: unknown, known: Fields): string {
    if (bits === 0 && this.#empty !== undefined) return this.#empty;
    const head = lineHead(fieldMargin, this.slot.name, this.#width, bits);
    const line = head + behindHead(this.slot, bytes, bit, bits, start, value, known);
    // An empty list is always told in the same way.
    if (bits === 0 && this.#isList) this.#empty = line;
    return line;
  }
}

const nothingListed: readonly unknown[] = [];

function judgedIn({ field: { auto } }: Slot, place: number): Judged[] {
  return auto && auto.kind !== "next" && !auto.advisory ? [{ place, rule: auto }] : [];
}

/** The rest of a field's line, with the lines of its parts. */
function behindHead(
  { field }: Slot,
  bytes: Uint8Array,
  bit: number,
  bits: number,
  start: number,
  value: unknown,
  known: Fields,
): string {
  const kids = field.kids?.(bytes, bit, bits, start) ?? noKids;
  // Of bytes, and of a list whose parts follow, the text is not told; and it may be long.
  const isLong = value instanceof Uint8Array || (Array.isArray(value) && kids.length > 0);
  const told = {
    bit,
    bits,
    value,
    label: "",
    text: isLong ? "" : field.text(value),
    digits: field.digits?.(value),
    meaning: field.meaning?.(value, known),
    kids,
  };
  const tail = lineTail(valueText(told), field.doc, field.auto?.kind === "checksum");
  return kids.length === 0 ? tail : tail + partLines(told, partMargin);
}

const noKids: readonly never[] = [];
const partMargin = `${fieldMargin}  `;
