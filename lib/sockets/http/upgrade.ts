/** Routes that turn an HTTP connection into something else (RFC 9110, section 7.8). */
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { HttpExchange, HttpHandler } from "./api";
import type { HttpConnection } from "./connection";

/** The request that asks for it, and what it came over. */
export interface Upgrade {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  /** What came after the request already. */
  readonly head: Buffer;
  readonly exchange: HttpExchange;
  readonly connection: HttpConnection;
  /** Whose handlers print where. */
  readonly cell: HttpConnection["cell"];
}

/** Takes over the connection of such a request. */
type Upgrader = (upgrade: Upgrade) => void;

const upgraders = new WeakMap<HttpHandler, Upgrader>();

/** `handler` answers ordinary requests, `upgrader` those that ask for an upgrade. */
export function upgradable(handler: HttpHandler, upgrader: Upgrader): HttpHandler {
  upgraders.set(handler, upgrader);
  return handler;
}

/** The upgrader of a handler, if it has one. */
export function upgraderOf(handler: HttpHandler): Upgrader | undefined {
  return upgraders.get(handler);
}
