/** Numbers with a binary point at a fixed place, and numbers below zero. */

import { checkedOptions, type NamesOf, typedValue } from "../../errors";
import { getBits, putBits } from "../bits";
import { Refusal } from "../error";
import { type Field, type FieldOptions, type Fields, fieldOptions } from "../model/field";

/** Options of such a field. */
export interface FixedOptions extends FieldOptions {
  /** The number when none is given. */
  readonly default?: number;
  /** Bits behind the point. */
  readonly fraction?: number;
  /** Whether it may be below zero (two's complement). */
  readonly signed?: boolean;
  /** The meaning of a number. */
  readonly meaning?: (value: number, known: Fields) => string | undefined;
}

const fixedOptions: NamesOf<FixedOptions> = {
  ...fieldOptions,
  default: true,
  fraction: true,
  signed: true,
  meaning: true,
};

/** A number of so many bits (up to 53); what is written is brought to the nearest number there is. */
export function fixed(bits: number, options: FixedOptions = {}): Field<number, number> {
  checkedOptions(options, fixedOptions);
  const { fraction = 0, signed = false, ...rest } = options;
  const unit = 2 ** -fraction;
  const wrap = 2 ** bits;
  const least = signed ? -wrap / 2 : 0;
  const most = signed ? wrap / 2 - 1 : wrap - 1;
  return {
    ...rest,
    bits,
    default: options.default ?? 0,
    read(bytes, bit) {
      const raw = getBits(bytes, bit, bits);
      return (raw > most ? raw - wrap : raw) * unit;
    },
    write(bytes, bit, _bits, value) {
      const raw = Math.round(value / unit);
      putBits(bytes, bit, bits, raw < 0 ? raw + wrap : raw);
    },
    parse(value) {
      const raw = typeof value === "number" ? Math.round(value / unit) : Number.NaN;
      if (raw >= least && raw <= most) return raw * unit;
      throw new Refusal(
        `${typedValue(value)} does not fit in ${bits} bits`,
        `Take a number from ${least * unit} to ${most * unit}.`,
      );
    },
    text: String,
  };
}
