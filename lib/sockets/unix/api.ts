/** The interface of Unix-domain sockets: the calls of TCP, with a path in the file system instead of an address and a port. */
import type { CallOptions } from "../../cell";
import type { Listening } from "../endpoint";
import type { Connection } from "../stack/connection";
import type { ConnectionHandler, Server, ServingOptions } from "../stack/server";

/** Options of listening on a path. */
export interface UnixListenOptions extends ServingOptions {
  /**
   * Where; left out, a new path in a private directory (mode 0700) that goes away with the server. A path that a dead
   * program left behind is taken over; one of a living program, and anything that is not a socket, is left alone. At most
   * 107 bytes on Linux: the address of a Unix-domain socket is that small.
   */
  readonly path?: string;
}

/** Options of connecting to a path. */
export interface UnixConnectOptions extends CallOptions {
  /** A re-run of the cell replaces the connection of the same name. */
  readonly name?: string;
}

/**
 * AF_UNIX: byte streams between programs of one machine. No network, no port, no address: the file system says who may
 * connect (POSIX, `<sys/un.h>`). On a machine that many users share, such as a JupyterHub, this is the private way:
 * 127.0.0.1 is the same for all of them.
 */
export interface UnixApi {
  /**
   * Starts a server on a path that only this user can connect to (mode 0600). Like TCP's, it is open when the promise
   * resolves, lives on after the cell, and is replaced when the cell is run again. The path is gone when it is closed.
   *
   * @param handler called for every client; without one, take them with `accept()`
   * @throws NetcellError `EADDRINUSE`, `EACCES`, `ENOENT`, `ENAMETOOLONG`, `EAFNOSUPPORT` (on Windows)
   * @example
   * ```ts
   * import { unix } from "netcell";
   * const echo = await unix.listen(async (c) => { for await (const bytes of c) await c.send(bytes) }, { name: "echo" });
   * const me = await unix.connect(echo);
   * await me.send("no port, no address");
   * String(await me.recv())
   * ```
   */
  listen(handler?: ConnectionHandler, options?: UnixListenOptions): Promise<Server>;
  /** Starts a server without a handler: take its clients with `accept()`. */
  listen(options: UnixListenOptions): Promise<Server>;
  /**
   * Connects to a server, or to the path of any program's.
   *
   * @throws NetcellError `ENOENT`, `ECONNREFUSED`, `EACCES`, `ETIMEDOUT`, …
   * @example
   * ```ts
   * import { unix } from "netcell";
   * const time = await unix.listen(async (c) => { await c.send(new Date().toISOString()) });
   * const me = await unix.connect(time.endpoint.address);
   * String(await me.recv())
   * ```
   */
  connect(to: string | Listening, options?: UnixConnectOptions): Promise<Connection>;
}
