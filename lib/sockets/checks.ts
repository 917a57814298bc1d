/** Arguments that are not what they should be, said at once and in words. */
import { NetcellError } from "../cell";

/** Text as UTF-8, or the bytes themselves. */
export function bytesOf(data: string | Uint8Array): Uint8Array {
  return typeof data === "string" ? Buffer.from(data) : checkedBytes(data);
}

export function checkedBytes(data: Uint8Array): Uint8Array {
  if (data instanceof Uint8Array) return data;
  throw new NetcellError(`a socket sends bytes, not ${data === null ? "null" : typeof data}`, {
    code: "EINVAL",
    hint: "Give a string or a Uint8Array; JSON.stringify() makes a string of an object.",
  });
}

export function checkedCount(count: number, name: string): void {
  if (Number.isInteger(count) && count > 0) return;
  throw new NetcellError(`${name} is ${String(count)}`, {
    code: "EINVAL",
    hint: "Give a whole number, 1 or more.",
  });
}
