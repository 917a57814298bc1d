/** Values of options on the command line, read and checked. */
import { InvalidArgumentError } from "commander";

/** A number of seconds. */
export function seconds(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !(value >= 0 && value <= 2_000_000))
    throw new InvalidArgumentError("It should be a number of seconds.");
  return value;
}

/** The same in milliseconds, where 0 means without limit. */
export function milliseconds(seconds: number): number {
  return seconds === 0 ? Number.POSITIVE_INFINITY : seconds * 1000;
}

export function wholeNumber(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It should be a whole number, 1 or more.");
}
