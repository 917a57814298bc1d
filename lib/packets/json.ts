/** A packet's values as JSON has them: numbers, strings, lists; bytes in hexadecimal. */
import { hex } from "./fields/bytes";

/** The value with all bytes in it as hexadecimal text. */
export function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return hex(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, plain(each)]));
  }
  return value;
}
