/** Flags: single bits that have letters or short names. */

import { checkedOptions, type NamesOf, namesThatExist, typedValue } from "../../errors";
import { getBits, putBits } from "../bits";
import { Refusal } from "../error";
import { type Field, type FieldOptions, fieldOptions, type Part } from "../model/field";

/** Options of a field of flags. */
export interface FlagsOptions extends FieldOptions {
  /** The flags when none is given. */
  readonly default?: string;
  /** The meaning of each flag when it is set, in the order of the names. */
  readonly meanings?: readonly string[];
  /** The name of each bit in the standard's drawing of the header, the most significant first, if it shows each. */
  readonly bitTitles?: readonly string[];
  /** Whether scapy has no such names for them: then code for scapy has the number. */
  readonly unnamed?: boolean;
}

const flagsOptions: NamesOf<FlagsOptions> = {
  ...fieldOptions,
  default: true,
  meanings: true,
  bitTitles: true,
  unnamed: true,
};

/**
 * Flags by name, the least significant bit first, as scapy writes them: one letter each runs together (`"SA"`),
 * longer names are joined by a plus (`"MF+DF"`). A number is taken too.
 */
export function flags(names: readonly string[], options: FlagsOptions = {}): Field<string | number, string> {
  checkedOptions(options, flagsOptions);
  const bits = names.length;
  const letters = names.every((name) => name.length === 1);
  const values = new Map(names.map((name, i) => [name, 1 << i]));
  const join = (value: number) => names.filter((_, i) => (value >>> i) & 1).join(letters ? "" : "+");
  const texts = bits <= 12 ? Array.from({ length: 1 << bits }, (_, value) => join(value)) : undefined;
  const numbers = new Map(texts?.map((text, value) => [text, value]));

  const numberOf = (text: string): number => {
    const known = numbers.get(text);
    if (known !== undefined) return known;
    let value = 0;
    for (const name of letters ? text : text.split("+")) {
      const bit = values.get(name) ?? values.get(name.toUpperCase());
      if (bit === undefined) {
        throw new Refusal(
          `${typedValue(text)} has no flag ${typedValue(name)}`,
          namesThatExist(name, names, "flags"),
        );
      }
      value |= bit;
    }
    return value;
  };

  return {
    ...options,
    bits,
    default: options.default ?? "",
    read: (bytes, bit) => {
      const value = getBits(bytes, bit, bits);
      return texts?.[value] ?? join(value);
    },
    write: (bytes, bit, _bits, value) => putBits(bytes, bit, bits, value === "" ? 0 : numberOf(value)),
    parse(value) {
      if (typeof value === "string") return value === "" ? "" : join(numberOf(value));
      if (typeof value === "number" && Number.isInteger(value) && value >= 0 && value < 2 ** bits) {
        return join(value);
      }
      throw new Refusal(`${typedValue(value)} are not flags`, `Take letters: ${names.join(", ")}.`);
    },
    text: (value) => value,
    ...(options.unnamed && { scapy: (value: string) => (value === "" ? "0" : String(numberOf(value))) }),
    meaning: (value) =>
      names
        .filter((_, i) => value !== "" && (numberOf(value) >>> i) & 1)
        .map((name) => options.meanings?.[names.indexOf(name)] ?? name)
        .join(", ") || undefined,
    kids: (bytes, bit): Part[] =>
      names
        .map((name, i): Part => {
          const at = bit + bits - 1 - i;
          const value = getBits(bytes, at, 1);
          return {
            label: name,
            bit: at,
            bits: 1,
            value,
            text: value ? (options.meanings?.[i] ?? "set") : "not set",
          };
        })
        .reverse(),
  };
}
