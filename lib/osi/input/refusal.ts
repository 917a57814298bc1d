/** The error for input that a view cannot draw: what the input was, and what to give instead. */
import { NetcellError } from "../../errors";
import { visible } from "../../view";

/** The error of `osi.caller()`; the hint says what to do, unless what was given tells more. */
export function refusal(caller: string, given: unknown, lacks: string, hint: string): NetcellError {
  return new NetcellError(`osi.${caller}() was given ${described(given)}${lacks}`, {
    code: "EINVAL",
    hint: given instanceof Promise ? `Write await before it. ${hint}` : hint,
  });
}

/** The value in a few words. */
function described(value: unknown): string {
  if (value instanceof Promise) return "a promise (is an await missing?)";
  if (typeof value === "string") return `the text ${JSON.stringify(value.slice(0, 40))}`;
  if (typeof value === "function") return `a function${value.name && `, ${value.name}`}`;
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  if (value === null || typeof value !== "object") return visible(String(value)).slice(0, 40);
  return `a value of type ${visible(value.constructor?.name ?? "Object")}`;
}
