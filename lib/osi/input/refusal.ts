/** The error of a view that cannot draw what it was given: what that was, and what to give instead. */
import { invalid, type NetcellError, typedValue } from "../../errors";
import { visible } from "../../view";

/** The error of `osi.caller()`; the hint says what to do. */
export function refusal(caller: string, given: unknown, lacks: string, hint: string): NetcellError {
  return invalid(
    `osi.${caller}() was given ${described(given)}${lacks}`,
    given instanceof Promise ? `Write await before it. ${hint}` : hint,
  );
}

/** The value in a few words. A protocol is a function: its name is what its reader knows it by. */
function described(value: unknown): string {
  if (typeof value === "string") return `the text ${typedValue(value)}`;
  if (typeof value === "function") return `a function${value.name && `, ${visible(value.name)}`}`;
  return typedValue(value);
}
