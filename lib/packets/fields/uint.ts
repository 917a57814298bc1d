/** A number of so many bits, with the names people give to its values. */

import { checkedOptions, type NamesOf, namesThatExist, typedValue } from "../../errors";
import { getBits, putBits } from "../bits";
import { Refusal } from "../error";
import { type Field, type FieldOptions, fieldOptions } from "../model/field";

/** Names for numbers: `{ 80: "http" }`. */
export interface Names {
  readonly [value: number]: string;
}

/** Other names that people write: `{ dns: 53 }`. */
export interface Aliases {
  readonly [name: string]: number;
}

/** Options of a number field. */
export interface UintOptions<N, A = Aliases> extends FieldOptions {
  /** The number when none is given. */
  readonly default?: number;
  /** Names for some numbers. */
  readonly names?: N;
  /** Other names for some numbers, in small letters: taken, but never printed. */
  readonly aliases?: A;
  /** Whether it is printed in hexadecimal. */
  readonly hex?: boolean;
  /** Least significant byte first, as no Internet header has it, but many a game's. */
  readonly littleEndian?: boolean;
  /** The meaning of a number, where that depends on other fields. */
  readonly meaning?: (value: number, known: Readonly<Record<string, unknown>>) => string | undefined;
}

const uintOptions: NamesOf<UintOptions<Names>> = {
  ...fieldOptions,
  default: true,
  names: true,
  aliases: true,
  hex: true,
  littleEndian: true,
  meaning: true,
};

/**
 * A number of so many bits. Its names are taken as they are or in small letters, and the type checker knows them;
 * digits as text are taken too.
 */
// biome-ignore lint/complexity/noBannedTypes: no names are no properties
export function uint<const N extends Names = {}, const A extends Aliases = {}>(
  bits: number,
  options: UintOptions<N, A> = {},
): Field<
  | number
  | `${number}`
  | { [K in keyof N]: N[K] extends string ? N[K] | Lowercase<N[K]> : never }[keyof N]
  | (keyof A & string),
  number
> {
  checkedOptions(options, uintOptions);
  const names = (options.names ?? {}) as Names;
  const byName = new Map<string, number>([
    ...Object.entries(names).map(([value, name]) => [name.toLowerCase(), Number(value)] as const),
    ...Object.entries<number>(options.aliases ?? {}),
  ]);
  const numberOf = (text: string) =>
    byName.get(text.toLowerCase()) ?? (/^[0-9]+$/.test(text) ? Number(text) : undefined);
  const most = 2 ** bits - 1;
  const digits = (value: number) => (options.hex ? `0x${value.toString(16)}` : String(value));
  return {
    ...options,
    bits,
    default: options.default ?? (options.auto ? undefined : 0),
    ...access(bits, options.littleEndian === true),
    parse(value) {
      const number = typeof value === "string" ? numberOf(value) : value;
      if (typeof number !== "number") throw notAName(value, names);
      if (Number.isInteger(number) && number >= 0 && number <= most) return number;
      throw new Refusal(
        `${typedValue(value)} does not fit in ${bits} bits`,
        `Take a whole number from 0 to ${most}.`,
      );
    },
    text: (value) => names[value] ?? digits(value),
    digits,
    meaning: options.meaning ?? ((value) => names[value]),
  };
}

function notAName(value: unknown, names: Names): Refusal {
  const known = Object.values(names);
  if (typeof value !== "string" || known.length === 0) {
    return new Refusal(`${typedValue(value)} is not a number`, "Take a number.");
  }
  return new Refusal(`${typedValue(value)} is not a name known here`, namesThatExist(value, known));
}

interface Access {
  read(bytes: Uint8Array, bit: number): number;
  write(bytes: Uint8Array, bit: number, bits: number, value: number): void;
}

/** Whole bytes are read and written as such; anything else bit by bit. */
function access(bits: number, littleEndian: boolean): Access {
  if (littleEndian) return backwards(bits >> 3);
  const general: Access = {
    read: (bytes, bit) => getBits(bytes, bit, bits),
    write: (bytes, bit, _bits, value) => putBits(bytes, bit, bits, value),
  };
  if (bits === 16) {
    return {
      read: (bytes, bit) =>
        bit & 7 ? general.read(bytes, bit) : (bytes[bit >>> 3]! << 8) | bytes[(bit >>> 3) + 1]!,
      write(bytes, bit, _bits, value) {
        if (bit & 7) return general.write(bytes, bit, bits, value);
        bytes[bit >>> 3] = value >>> 8;
        bytes[(bit >>> 3) + 1] = value;
      },
    };
  }
  if (bits === 8) {
    return {
      read: (bytes, bit) => (bit & 7 ? general.read(bytes, bit) : bytes[bit >>> 3]!),
      write(bytes, bit, _bits, value) {
        if (bit & 7) general.write(bytes, bit, bits, value);
        else bytes[bit >>> 3] = value;
      },
    };
  }
  return general;
}

function backwards(length: number): Access {
  return {
    read(bytes, bit) {
      let value = 0;
      for (let i = length - 1; i >= 0; i--) value = value * 256 + bytes[(bit >>> 3) + i]!;
      return value;
    },
    write(bytes, bit, _bits, value) {
      let rest = value;
      for (let i = 0; i < length; i++, rest = Math.floor(rest / 256)) bytes[(bit >>> 3) + i] = rest % 256;
    },
  };
}
