/** Arguments that are not what they should be, said at once and in words. */
import { inspect } from "node:util";
import type { CallOptions } from "../cell";
import { type NamesOf, NetcellError } from "../errors";

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

export function checkedName(name: string | undefined): string | undefined {
  if (name === undefined || (typeof name === "string" && name !== "")) return name;
  throw new NetcellError(`${inspect(name)} is not a name`, {
    code: "EINVAL",
    hint: 'Give a string, such as "echo".',
  });
}

/** What every call that waits can be told. */
export const callNames: NamesOf<CallOptions> = { timeout: true, signal: true };

export function checkedHandler<H>(handler: H | undefined): H | undefined {
  if (handler === undefined || typeof handler === "function") return handler;
  throw new NetcellError(`${inspect(handler)} is not a handler`, {
    code: "EINVAL",
    hint: "Give a function that takes a connection, or leave it out and use accept().",
  });
}
