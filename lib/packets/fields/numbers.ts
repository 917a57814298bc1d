/** A list of numbers of one width, with the names people give to them. */

import { namesThatExist, typedValue } from "../../errors";
import { getBits, putBits } from "../bits";
import { Refusal } from "../error";
import type { Field, FieldOptions, Fields } from "../model/field";

/** Options of a list of numbers. */
export interface NumbersOptions<N> extends FieldOptions {
  /** Names for some of them. */
  readonly names: N;
  /** Prints one without a name. */
  readonly named: (value: number) => string;
  /** The list when none is given. */
  readonly default: readonly number[];
  /** Bytes it takes when read. */
  readonly extent: (known: Fields) => number;
}

/** A list of numbers of 8 or 16 bits. Names are taken too. */
export function numbers<const N extends { readonly [value: number]: string }>(
  bits: 8 | 16,
  options: NumbersOptions<N>,
): Field<readonly (number | N[keyof N])[], readonly number[]> {
  const { names, named, ...rest } = options;
  const width = bits / 8;
  const byName = new Map(Object.entries(names).map(([value, name]) => [name.toLowerCase(), Number(value)]));
  const at = (bytes: Uint8Array, first: number, i: number) => getBits(bytes, first + bits * i, bits);
  return {
    ...rest,
    bits: 0,
    size: (value) => width * value.length,
    // A list that breaks off within a number gives those before.
    read: (bytes, first, all) =>
      Array.from({ length: Math.floor(all / bits) }, (_, i) => at(bytes, first, i)),
    write(bytes, first, _bits, value) {
      for (const [i, each] of value.entries()) putBits(bytes, first + bits * i, bits, each);
    },
    parse(value) {
      if (!Array.isArray(value))
        throw new Refusal(`${typedValue(value)} is not a list`, "Write a list of numbers.");
      return value.map((each: unknown) => {
        const number = typeof each === "string" ? byName.get(each.toLowerCase()) : each;
        if (typeof number === "number" && Number.isInteger(number) && number >= 0 && number < 2 ** bits)
          return number;
        throw new Refusal(
          `${typedValue(each)} is not a number of ${bits} bits, and not a name known here`,
          namesThatExist(String(each), Object.values(names)),
        );
      });
    },
    text: (value) => `[${value.map(named).join(", ")}]`,
    kids: (bytes, first, all) =>
      Array.from({ length: Math.floor(all / bits) }, (_, i) => {
        const value = at(bytes, first, i);
        return { label: String(i + 1), bit: first + bits * i, bits, value, text: named(value) };
      }),
  };
}
