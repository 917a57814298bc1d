/** WebSocket as a notebook sees it: messages both ways over a connection that began as HTTP, so that browsers can have it. */
import type { CallOptions } from "../../cell";
import type { HttpHandler } from "../http/api";
import type { MessageStream } from "../stack/messages";
import type { SocketHandle } from "../stack/socket";

/** WebSocket (RFC 6455): a route of `http.serve()`, and clients. */
export interface WebSocketApi {
  /**
   * A route at which clients, browsers too, open a WebSocket. Pages of other origins may when the server's `cors` says so.
   *
   * @param handler called for every client; when the promise it returns is done, the connection is closed
   * @example
   * ```ts
   * import { http, room, websocket } from "netcell";
   * const hall = room<string>();
   * const chat = await http.serve({
   *   "GET /chat/:name": websocket.route(async (s, x) => {
   *     const me = hall.join(x.params.name, s);
   *     for await (const text of s) hall.broadcast(`${me.name}: ${text}`);
   *   }),
   * });
   * const ann = await websocket.connect(`${chat.url}/chat/ann`);
   * await ann.send("hello");
   * await ann.recv()
   * ```
   */
  route(handler: WebSocketHandler, options?: WebSocketOptions): HttpHandler;
  /**
   * Opens a WebSocket to a server.
   *
   * @param to its URL: `"ws://…"` or `"http://…"`, with `s` for TLS
   * @throws NetcellError `ECONNREFUSED`, `ETIMEDOUT`, `EPROTO` when the server opens none, `EINVAL`
   * @example
   * ```ts
   * import { http, websocket } from "netcell";
   * const echo = await http.serve({ "GET /": websocket.route(async (s) => { for await (const m of s) await s.send(m) }) });
   * const me = await websocket.connect(echo.url);
   * await me.send("hi");
   * await me.recv()
   * ```
   */
  connect(to: string, options?: WebSocketConnectOptions): Promise<WebSocketStream>;
}

/** Called for each client of a route. */
export type WebSocketHandler = (stream: WebSocketStream, opening: WebSocketOpening) => unknown;

/** The request with which a client opened its WebSocket. */
export interface WebSocketOpening {
  /** What stood in the path where the route has `:name`, decoded. */
  readonly params: { readonly [name: string]: string };
  /** What followed `?`, by name, decoded. */
  readonly query: { readonly [name: string]: string };
  /** Header fields, their names in lower case. */
  readonly headers: { readonly [name: string]: string };
}

/** Options of `websocket.route()`. */
export interface WebSocketOptions {
  /** Bytes that a message may have (default: 1 MiB); a longer one ends the connection with code 1009. */
  readonly maxBytes?: number;
}

/** Options of `websocket.connect()`. */
export interface WebSocketConnectOptions extends WebSocketOptions, CallOptions {
  /** A re-run of the cell replaces the connection of the same name. */
  readonly name?: string;
}

/** Why a WebSocket ended (RFC 6455, section 7.1.5 and 7.1.6). */
export interface WebSocketEnd {
  /** 1000 normal, 1001 going away, 1006 without a word, 1009 a message too big, … (section 7.4.1). */
  readonly code: number;
  /** In the peer's words, often none. */
  readonly reason: string;
}

/**
 * One end of a WebSocket: text arrives as a string, anything else as bytes, each message in one piece. Its transcript
 * shows the messages; that of the server's connection shows the frames they came in.
 */
export interface WebSocketStream extends SocketHandle, MessageStream<string | Buffer, string | Uint8Array> {
  /** Why it ended; `undefined` before that. */
  readonly ended: WebSocketEnd | undefined;
}
