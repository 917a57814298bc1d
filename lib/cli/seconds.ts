/** The value of `--timeout`. */
import { InvalidArgumentError } from "commander";

/** A number of seconds from the command line. */
export function seconds(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !(value >= 0 && value <= 2_000_000))
    throw new InvalidArgumentError("It should be a number of seconds.");
  return value;
}

/** The same in milliseconds, where 0 stands for as long as it likes. */
export function milliseconds(seconds: number): number {
  return seconds === 0 ? Number.POSITIVE_INFINITY : seconds * 1000;
}
