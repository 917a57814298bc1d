/** What these functions do not take, told to the person who wrote it. */
import { NetcellError } from "../errors";

/** The error for what cannot be understood: what it was, and what to write instead. */
export function refuse(what: string, hint: string): NetcellError {
  return new NetcellError(what, { code: "EINVAL", hint });
}

/** A value as it was typed, to be quoted in an error; cut where it grows long. */
export function typed(value: unknown): string {
  if (typeof value !== "string")
    return value === null || value === undefined ? String(value) : typeName(value);
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 59)}…` : value);
}

function typeName(value: unknown): string {
  return typeof value === "number" || typeof value === "bigint"
    ? `the number ${value}`
    : `${typeof value === "object" ? "an" : "a"} ${typeof value}`;
}
