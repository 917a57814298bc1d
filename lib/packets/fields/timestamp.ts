/** Moments as NTP counts them (RFC 5905 §6): seconds since 1900 in 32 bits, fractions of a second in 32 more. */

import { typedValue } from "../../errors";
import { Refusal } from "../error";
import type { Field, FieldOptions } from "../model/field";

/** Seconds from 1900 to 1970, where JavaScript's clock begins. */
const to1970 = 2_208_988_800;
/** Seconds of an era: then the count begins again at 0. */
const era = 2 ** 32;

/**
 * A moment, in seconds since 1900, as a decimal number in a string: a `number` has not digits enough for 64 bits.
 * `Number(…)` of it is right to less than a microsecond. A `Date`, or a date as text, is taken too.
 */
export function timestamp(options: FieldOptions = {}): Field<string | number | Date, string> {
  return {
    ...options,
    bits: 64,
    default: "0",
    read(bytes, bit) {
      const view = new DataView(bytes.buffer, bytes.byteOffset + (bit >>> 3), 8);
      return decimal(view.getUint32(0), view.getUint32(4));
    },
    write(bytes, bit, _bits, value) {
      const view = new DataView(bytes.buffer, bytes.byteOffset + (bit >>> 3), 8);
      const [seconds, fraction] = split(value);
      view.setUint32(0, seconds);
      view.setUint32(4, fraction);
    },
    parse(value) {
      const typedIn = String(value instanceof Date || typeof value === "string" ? fromDate(value) : value);
      const [seconds, fraction] = /^\d+(\.\d+)?$/.test(typedIn) ? split(typedIn) : [Number.NaN, 0];
      if (seconds < era) return decimal(seconds, fraction);
      throw new Refusal(
        `${typedValue(value)} is not a moment`,
        `Take seconds since 1900, a Date, or "2036-02-07T06:28:16Z".`,
      );
    },
    text: (value) => value,
    meaning,
    scapy: scapyNumber,
  };
}

/** Ten digits tell all fractions apart: they are 2^-32 s. */
function decimal(seconds: number, fraction: number): string {
  const digits = Math.round((fraction / era) * 1e10);
  return digits === 0 ? String(seconds) : `${seconds}.${String(digits).padStart(10, "0").replace(/0+$/, "")}`;
}

function split(value: string): [seconds: number, fraction: number] {
  const point = value.indexOf(".");
  const whole = Number(point < 0 ? value : value.slice(0, point));
  const fraction = point < 0 ? 0 : Math.round(Number(`0${value.slice(point)}`) * era);
  return fraction === era ? [whole + 1, 0] : [whole, fraction];
}

/** Seconds since 1900 of a date; in which era, they do not tell. A value that is not a date is left as it is. */
function fromDate(date: Date | string): string {
  const looksLikeOne = date instanceof Date || /^\d{4}-\d\d-\d\d/.test(date);
  const milliseconds = looksLikeOne ? new Date(date).getTime() : Number.NaN;
  if (Number.isNaN(milliseconds)) return String(date);
  const seconds = Math.floor(milliseconds / 1000) + to1970;
  return decimal(((seconds % era) + era) % era, ((((milliseconds % 1000) + 1000) % 1000) / 1000) * era);
}

/** The date, in the era of which it can be: NTP did not exist before 1968, so small numbers are of the next one (RFC 4330 §3). */
function meaning(value: string): string {
  const [seconds, fraction] = split(value);
  if (seconds === 0 && fraction === 0) return "not known";
  const number = seconds < era / 2 ? 1 : 0;
  const date = new Date((seconds + number * era - to1970) * 1000).toISOString().slice(0, 19);
  return `${date}.${String(Math.floor((fraction / era) * 1e9)).padStart(9, "0")}Z, if of era ${number}`;
}

/** scapy cuts off what is below 2^-32 s, so it gets the middle of the step. */
function scapyNumber(value: string): string {
  const [seconds, fraction] = split(value);
  return fraction === 0
    ? String(seconds)
    : `EDecimal('${seconds}${((fraction + 0.5) / era).toFixed(12).slice(1)}')`;
}
