/** A value as it was typed, to be quoted in the error that refuses it. */
import { visible } from "../view";

const longest = 60;

/** The value in a few words: text in quotes, numbers as they are, the kind of all else. */
export function typedValue(value: unknown): string {
  switch (typeof value) {
    case "string":
      return visible(JSON.stringify(value.length > longest ? `${value.slice(0, longest - 1)}…` : value));
    case "function":
      return value.name === "" ? "a function" : `the function ${visible(value.name)}`;
    case "object":
      return value === null ? "null" : objectKind(value);
    case "bigint":
      return `${value}n`;
    default:
      return String(value);
  }
}

function objectKind(value: object): string {
  if (value instanceof Promise) return "a promise (is an await missing?)";
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  const type = value.constructor?.name ?? "Object";
  return type === "Object" ? "an object" : `a value of type ${visible(type)}`;
}
