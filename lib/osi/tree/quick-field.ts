/** The lines of one field, kept for values that come again: ports, types, flags, the addresses of a few hosts. */
import { getBits } from "../../packets/bits";
import type { Known } from "../../packets/field";
import type { Slot } from "../../packets/slot";
import { fieldMargin, lineHead, lineTail, partLines } from "./lines";
import { valueText } from "./wording";

/** So many lines are kept of each field. */
const places = 256;

export class QuickField {
  readonly slot: Slot;
  readonly #width: number;
  /** Of a field that has always the same width and needs no other to be understood: lines by value, while they last. */
  readonly #keys: Float64Array | undefined;
  readonly #values: unknown[] = [];
  readonly #lines: string[] = [];
  /** What the line begins with, by the bytes that the field takes. */
  readonly #heads: string[] = [];
  readonly #isChecksum: boolean;

  constructor(slot: Slot, width: number) {
    const { bits, meaning, auto } = slot.field;
    this.slot = slot;
    this.#width = width;
    this.#isChecksum = auto?.kind === "checksum";
    const isKept = bits > 0 && bits <= 48 && (meaning?.length ?? 0) < 2;
    if (isKept) this.#keys = new Float64Array(places).fill(-1);
  }

  /** Where the line of what is there is kept; -1 if no lines are kept. */
  find(bytes: Uint8Array, bit: number, bits: number, origin: number): number {
    const keys = this.#keys;
    if (!keys) return -1;
    const key =
      bits === 16 && (bit & 7) === 0
        ? (bytes[bit >>> 3]! << 8) | bytes[(bit >>> 3) + 1]!
        : getBits(bytes, bit, bits);
    const place = key % places;
    if (keys[place] !== key) {
      const value = this.slot.field.read(bytes, bit, bits, origin);
      keys[place] = key;
      this.#values[place] = value;
      this.#lines[place] = this.line(bytes, bit, bits, origin, value, {});
    }
    return place;
  }

  valueAt(place: number): unknown {
    return this.#values[place];
  }

  lineAt(place: number): string {
    return this.#lines[place]!;
  }

  /** The line, with those of its parts. */
  line(bytes: Uint8Array, bit: number, bits: number, origin: number, value: unknown, known: Known): string {
    const { name, field } = this.slot;
    const kids = field.kids?.(bytes, bit, bits, origin) ?? [];
    // Of bytes, and of a list whose parts follow, the text is not told; and it may be long.
    const isLong = value instanceof Uint8Array || (Array.isArray(value) && kids.length > 0);
    const told = {
      label: name,
      bit,
      bits,
      value,
      text: isLong ? "" : field.text(value),
      digits: field.digits?.(value),
      meaning: field.meaning?.(value, known),
      kids,
    };
    const head = this.#head(bits);
    return (
      head + lineTail(valueText(told), field.doc, this.#isChecksum) + partLines(told, `${fieldMargin}  `)
    );
  }

  #head(bits: number): string {
    const size = bits >>> 3;
    this.#heads[size] ??= lineHead(fieldMargin, this.slot.name, this.#width, bits);
    return this.#heads[size];
  }
}
