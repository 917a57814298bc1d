/** What servers and connections promise, whatever network they run on: the operating system's is only the first. */
import type { CallOptions, Handle } from "../../cell";
import type { Endpoint, Target } from "../endpoint";
import type { Transcript } from "../transcript/transcript";

/** A handle through which bytes pass. */
export interface SocketHandle extends Handle {
  /** What has passed through it. */
  readonly transcript: Transcript;
  /** Shows a card in this cell that stays up to date. */
  show(options?: ShowOptions): void;
}

/** How a card is drawn. */
export interface ShowOptions {
  /** Names instead of ephemeral ports and no clock times, so that two runs look the same; on by default in exports. */
  readonly stable?: boolean;
  /** How many of the newest transcript rows to draw; 8 unless told otherwise. */
  readonly rows?: number;
}

/**
 * One end of a TCP connection: a byte stream in both directions (RFC 9293, section 2.2).
 * Iterating gives the bytes as they arrive, and ends with the peer's FIN.
 */
export interface Connection extends SocketHandle, AsyncIterable<Buffer> {
  /** This end. The port of a client is chosen by the operating system unless it says otherwise. */
  readonly local: Endpoint;
  /** The other end. */
  readonly remote: Endpoint;
  /**
   * Sends text (as UTF-8) or bytes, and resolves with their number when there is room for more: awaiting it is all
   * the flow control there is to do.
   * @throws NetcellError `ENOBUFS` when more than 1 MiB waits already, `ENOTCONN` when closed, `ETIMEDOUT`
   */
  send(data: string | Uint8Array, options?: CallOptions): Promise<number>;
  /**
   * The next bytes (`String(bytes)` is their text), as many as there are and at most `maxBytes` (65 536 unless told otherwise); `null` after the
   * peer's FIN. A byte stream has no message boundaries: what was sent in one piece may arrive in several.
   * @throws NetcellError `ETIMEDOUT`, `ECONNRESET`, `ENOTCONN`, `EINTR`
   */
  recv(maxBytes?: number, options?: CallOptions): Promise<Buffer | null>;
  /** The next bytes, with other options than the usual: `recv({ timeout: 10_000 })`. */
  recv(options: CallOptions): Promise<Buffer | null>;
  /**
   * Exactly `count` bytes.
   * @throws NetcellError `ENODATA` when the peer ends before that; what came stays there for `recv()`
   */
  recvExactly(count: number, options?: CallOptions): Promise<Buffer>;
  /**
   * Everything up to and with `delimiter`.
   * @throws NetcellError `EMSGSIZE` when `maxBytes` (65 536 unless told otherwise) bytes hold none; `ENODATA` when the
   * peer ends before it. What came stays there for `recv()`.
   */
  recvUntil(
    delimiter: string | Uint8Array,
    options?: CallOptions & { readonly maxBytes?: number },
  ): Promise<Buffer>;
  /** The stream read line by line (`\n` or `\r\n`), as text. */
  lines(options?: LineOptions): MessageStream<string>;
  /** Ends this direction: the peer reads to the end and gets FIN; receiving goes on (RFC 9293, section 3.6). */
  shutdown(how?: "write"): Promise<void>;
  /** Ends both directions at once with a reset, RST (RFC 9293, section 3.10.5). What was not sent is lost. */
  abort(): Promise<void>;
}

/** How {@link Connection.lines} reads. */
export interface LineOptions extends CallOptions {
  /** The longest line in bytes that is accepted, 65 536 unless told otherwise. */
  readonly maxBytes?: number;
}

/** Messages over a byte stream: what was sent in one piece arrives in one piece. */
export interface MessageStream<M> extends AsyncIterable<M> {
  /** The connection that carries the messages. */
  readonly connection: Connection;
  /** Sends one message. */
  send(message: M, options?: CallOptions): Promise<void>;
  /** The next message; `null` after the peer's FIN. */
  recv(options?: CallOptions): Promise<M | null>;
}

/** A listening socket. Iterating gives the connections that arrive, where no handler takes them. */
export interface Server<C extends Handle = Connection> extends SocketHandle, AsyncIterable<C> {
  /** Where it listens: the operating system chose the port, unless `listen` was told one. */
  readonly endpoint: Endpoint;
  /** The connections that are open now. */
  readonly connections: ReadonlyArray<C>;
  /** How many connections were accepted in all. */
  readonly accepted: number;
  /** How many were reset at once, because as many as `maxConnections` were open. */
  readonly turnedAway: number;
  /**
   * The next connection, also one that was made before: the operating system completes handshakes by itself.
   * @throws NetcellError `ETIMEDOUT` when no client comes within 5 s or `timeout`, `EINVAL` when a handler takes them
   */
  accept(options?: CallOptions): Promise<C>;
}

/** What is done with each connection. When the promise it returns is done, the connection is closed. */
export type ConnectionHandler = (connection: Connection) => unknown;

/** How to listen. */
export interface ListenOptions {
  /** The port; left out or 0, the operating system chooses a free one. */
  readonly port?: number;
  /** The address, `127.0.0.1` unless told otherwise: this machine only. */
  readonly host?: string;
  /** A re-run of the cell replaces the server of the same name, and takes its port over. */
  readonly name?: string;
  /** A hint to the operating system: connections that may wait until they are accepted. Not a limit of clients. */
  readonly backlog?: number;
  /** Connections open at a time, 100 unless told otherwise; more are turned away and counted. */
  readonly maxConnections?: number;
  /** Needed, with `NETCELL_ALLOW_PUBLIC=1` in the environment, to let other machines in. */
  readonly public?: true;
  /** Where handlers print: `owner`, the cell that made the server, unless told otherwise; or the `current` cell. */
  readonly output?: "owner" | "current";
}

/** How to connect. */
export interface ConnectOptions extends CallOptions {
  /** A re-run of the cell replaces the connection of the same name. */
  readonly name?: string;
  /** This end's port; left out, the operating system chooses one from its ephemeral range. */
  readonly localPort?: number;
}

/** TCP: connections, byte streams, servers and clients (RFC 9293). */
export interface TcpApi {
  /**
   * Starts a server. It is open when the promise resolves, lives on after the cell, and is replaced when the cell is
   * run again.
   *
   * @param handler called for every client; without one, take them with `accept()`
   * @throws NetcellError `EADDRINUSE`, `EACCES`, `EADDRNOTAVAIL`, `EINVAL`
   * @example
   * ```ts
   * import { tcp } from "netcell";
   * const echo = await tcp.listen(async (c) => { for await (const bytes of c) await c.send(bytes) }, { name: "echo" });
   * echo.show()
   * ```
   */
  listen(handler?: ConnectionHandler, options?: ListenOptions): Promise<Server>;
  /** Starts a server without a handler: take its clients with `accept()`. */
  listen(options: ListenOptions): Promise<Server>;
  /**
   * Connects to a server, a port of this machine, or `{ host, port }`.
   *
   * @throws NetcellError `ECONNREFUSED`, `ETIMEDOUT`, `ENOTFOUND`, `EINVAL`, …
   * @example
   * ```ts
   * import { tcp } from "netcell";
   * const time = await tcp.listen(async (c) => { await c.send(new Date().toISOString()) });
   * const me = await tcp.connect(time);
   * String(await me.recv())
   * ```
   */
  connect(to: Target, options?: ConnectOptions): Promise<Connection>;
}

/** A network: the operating system's, or one in memory. The same program runs on either. */
export interface Stack {
  /** Connections and servers. */
  readonly tcp: TcpApi;
}
