/** The value of options that count something. */
import { InvalidArgumentError } from "commander";

export function wholeNumber(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It should be a whole number, 1 or more.");
}
