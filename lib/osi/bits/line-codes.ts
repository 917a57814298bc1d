/** Line codes: how bits become levels on a wire, and levels bits again. Sans I/O, each a pair of functions. */
import { NetcellError } from "../../errors";

/** The line codes that are known here. */
export type LineCodeName = "NRZ" | "NRZI" | "Manchester" | "4B/5B";

/** A level on the wire. */
export type Level = "+" | "-";

/** Which bit of a byte is sent first: the most significant, as RFCs write it, or the least, as Ethernet sends it. */
export type BitOrder = "most" | "least";

/** One way to put bits on a wire. */
export interface LineCode {
  /** The rule, to be read aloud, with its source. */
  readonly rule: string;
  /** Of so many bits it makes `levels`. */
  readonly bits: number;
  readonly levels: number;
  encode(bits: readonly number[], order: BitOrder): Level[];
  /** The bits again, or a {@link CodeViolation}. */
  decode(levels: readonly Level[], order: BitOrder): number[];
}

/** Levels that the code never makes. */
export class CodeViolation extends NetcellError {
  constructor(what: string) {
    super(what, { code: "EILSEQ", hint: "The levels were damaged, or the code is another one." });
  }
}

const inverted = (level: Level): Level => (level === "+" ? "-" : "+");

const nrz: LineCode = {
  rule: "1 is high, 0 is low, for the whole bit (non-return to zero)",
  bits: 1,
  levels: 1,
  encode: (bits) => bits.map((bit) => (bit ? "+" : "-")),
  decode: (levels) => levels.map((level) => (level === "+" ? 1 : 0)),
};

const nrzi: LineCode = {
  rule: "1 changes the level, 0 keeps it; before the first bit it is low (inverted NRZ, as FDDI has it; USB does it the other way round)",
  bits: 1,
  levels: 1,
  encode(bits) {
    let level: Level = "-";
    return bits.map((bit) => {
      if (bit) level = inverted(level);
      return level;
    });
  },
  decode: (levels) => levels.map((level, i) => (level === (levels[i - 1] ?? "-") ? 0 : 1)),
};

const manchester: LineCode = {
  rule: "1 goes up in the middle of the bit, 0 goes down (IEEE 802.3, clause 7; textbooks after G. E. Thomas have it the other way round)",
  bits: 1,
  levels: 2,
  encode: (bits) => bits.flatMap((bit): Level[] => (bit ? ["-", "+"] : ["+", "-"])),
  decode(levels) {
    const bits: number[] = [];
    for (let i = 0; i < levels.length; i += 2) {
      if (levels[i] === levels[i + 1]) {
        throw new CodeViolation(`bit ${i / 2 + 1} does not change its level in the middle`);
      }
      bits.push(levels[i] === "-" ? 1 : 0);
    }
    return bits;
  },
};

/** The code groups of the sixteen half bytes (IEEE 802.3, table 24-1). */
const groups = [
  "11110",
  "01001",
  "10100",
  "10101",
  "01010",
  "01011",
  "01110",
  "01111",
  "10010",
  "10011",
  "10110",
  "10111",
  "11010",
  "11011",
  "11100",
  "11101",
] as const;

const fourFive: LineCode = {
  rule: "each half byte becomes five bits, never with more than three 0 in a row, and these are sent as NRZI (IEEE 802.3, clause 24, over fibre)",
  bits: 4,
  levels: 5,
  encode(bits, order) {
    const coded: number[] = [];
    for (let i = 0; i < bits.length; i += 4) {
      const four = bits.slice(i, i + 4);
      const value = (order === "most" ? four : four.reverse()).reduce((sum, bit) => 2 * sum + bit, 0);
      coded.push(...Array.from(groups[value]!, Number));
    }
    return nrzi.encode(coded, order);
  },
  decode(levels, order) {
    const coded = nrzi.decode(levels, order).join("");
    const bits: number[] = [];
    for (let i = 0; i < coded.length; i += 5) {
      const group = coded.slice(i, i + 5);
      const value = groups.indexOf(group as (typeof groups)[number]);
      if (value < 0) throw new CodeViolation(`group ${i / 5 + 1}, ${group}, stands for no half byte`);
      const four = Array.from({ length: 4 }, (_, k) => (value >> (3 - k)) & 1);
      bits.push(...(order === "most" ? four : four.reverse()));
    }
    return bits;
  },
};

/** All line codes. */
export const lineCodes: { readonly [name in LineCodeName]: LineCode } = {
  NRZ: nrz,
  NRZI: nrzi,
  Manchester: manchester,
  "4B/5B": fourFive,
};

/** The bits of these bytes in the order in which they are sent. */
export function bitsOf(bytes: Uint8Array, order: BitOrder): number[] {
  return Array.from(bytes).flatMap((byte) =>
    Array.from({ length: 8 }, (_, i) => (byte >> (order === "most" ? 7 - i : i)) & 1),
  );
}

/** The bytes of these bits, eight each. */
export function bytesOf(bits: readonly number[], order: BitOrder): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(bits.length / 8));
  bits.forEach((bit, i) => {
    bytes[i >> 3]! |= bit << (order === "most" ? 7 - (i & 7) : i & 7);
  });
  return bytes;
}
