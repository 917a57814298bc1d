/** The interface of TCP, on any network. */
import type { CallOptions } from "../../cell";
import type { Target } from "../endpoint";
import type { Connection } from "../stack/connection";
import type { ConnectionHandler, ListenOptions, Server, TcpOptions } from "../stack/server";

/** Options of connecting. */
export interface ConnectOptions extends CallOptions, TcpOptions {
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
