/** What listens, and how. */
import type { CallOptions, Handle } from "../../cell";
import type { Endpoint } from "../endpoint";
import type { Connection } from "./connection";
import type { SocketHandle } from "./socket";

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
