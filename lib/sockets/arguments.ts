/** Arguments of the calls of sockets, checked: bytes, handlers, and the names of options. */
import { inspect } from "node:util";
import type { CallOptions } from "../cell";
import { checkedCount, checkedOptions, invalid, type NamesOf, NetcellError } from "../errors";
import type { ListenOptions, PortOptions, ServingOptions, TcpOptions } from "./stack/server";
import type { ConnectOptions } from "./tcp/api";

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

export function checkedHandler<H>(handler: H | undefined): H | undefined {
  if (handler === undefined || typeof handler === "function") return handler;
  throw new NetcellError(`${inspect(handler)} is not a handler`, {
    code: "EINVAL",
    hint: "Give a function that takes a connection, or leave it out and use accept().",
  });
}

/** The arguments of `listen(handler, options)` and `listen(options)`. */
export function handlerAndOptions<H, O extends object>(
  first: H | O | undefined,
  options: O,
): readonly [handler: H | undefined, options: O] {
  return typeof first === "object" && first !== null ? [undefined, first as O] : [first as H, options];
}

/** The arguments that all kinds of server share, checked. */
export function checkServing<O extends ServingOptions>(
  handler: unknown,
  options: O,
  names: NamesOf<O>,
): void {
  checkedHandler(handler);
  const { maxConnections, backlog } = checkedOptions(options, names);
  if (maxConnections !== undefined) checkedCount(maxConnections, "maxConnections");
  if (backlog !== undefined) checkedCount(backlog, "backlog");
}

/** The options of every call that waits. */
export const callNames: NamesOf<CallOptions> = { timeout: true, signal: true };

/** The options of a call that waits, checked. */
export function checkedCall(options: CallOptions): CallOptions {
  if (typeof options !== "number") return checkedOptions(options, callNames);
  throw invalid(`${options} is not an object of options`, "Write milliseconds in braces: { timeout: 1000 }.");
}

export const servingNames: NamesOf<ServingOptions> = {
  name: true,
  backlog: true,
  maxConnections: true,
  output: true,
};

export const portNames: NamesOf<PortOptions> = { port: true, host: true, public: true, ...servingNames };

const tcpNames: NamesOf<TcpOptions> = { keepAlive: true, noDelay: true };

export const listenNames: NamesOf<ListenOptions> = { ...portNames, ...tcpNames };

export const connectNames: NamesOf<ConnectOptions> = {
  name: true,
  localPort: true,
  ...callNames,
  ...tcpNames,
};
