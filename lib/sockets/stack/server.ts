/** Servers, and the options of listening. */
import type { CallOptions, Handle } from "../../cell";
import type { Endpoint } from "../endpoint";
import type { Connection } from "./connection";
import type { SocketHandle } from "./socket";
import type { TcpState } from "./tcp-state";

/** A listening socket. Iterating gives the connections that arrive, where no handler takes them. */
export interface Server<C extends Handle = Connection> extends SocketHandle, AsyncIterable<C> {
  /** Where it listens: the operating system chose the port, unless `listen` was given one. */
  readonly endpoint: Endpoint;
  /** The connections that are open now. */
  readonly connections: ReadonlyArray<C>;
  /** How many connections were accepted in all. */
  readonly accepted: number;
  /** How many were reset at once, because as many as `maxConnections` were open. */
  readonly turnedAway: number;
  /** `LISTEN`, then `CLOSED` (RFC 9293, section 3.3.2); `undefined` for servers that do not listen with TCP. */
  readonly tcpState: TcpState | undefined;
  /**
   * The next connection, also one that was made before: the operating system completes handshakes by itself.
   * @throws NetcellError `ETIMEDOUT` when no client comes within 5 s or `timeout`, `EINVAL` when a handler takes them
   */
  accept(options?: CallOptions): Promise<C>;
}

/** A function that is called with each connection. When the promise it returns is done, the connection is closed. */
export type ConnectionHandler = (connection: Connection) => unknown;

/** Options of servers of every address family. */
export interface ServingOptions {
  /** A re-run of the cell replaces the server of the same name, and takes its place over. */
  readonly name?: string;
  /** A hint to the operating system: connections that may wait until they are accepted. Not a limit of clients. */
  readonly backlog?: number;
  /** Connections open at a time (default: 100); more are turned away with a reset, and counted. (AF_UNIX has no reset: they read an end.) */
  readonly maxConnections?: number;
  /** Where handlers print: in the cell that made the server, its `owner` (default), or in the `current` cell. */
  readonly output?: "owner" | "current";
}

/** Options of listening. */
export interface ListenOptions extends PortOptions, TcpOptions {}

/** Options of serving on a port. */
export interface PortOptions extends ServingOptions {
  /** The port; left out or 0, the operating system chooses a free one. */
  readonly port?: number;
  /**
   * The address (default: `127.0.0.1`, this machine only). `"::1"` is the same in IPv6. `"::"` is every
   * address of the machine, of both versions: a client over IPv4 is seen as `::ffff:192.0.2.1` (RFC 4291, section
   * 2.5.5.2).
   */
  readonly host?: string;
  /** Needed, with `NETCELL_ALLOW_PUBLIC=1` in the environment, to let other machines in. */
  readonly public?: true;
}

/** Options of TCP at this end. */
export interface TcpOptions {
  /**
   * Milliseconds without traffic after which the operating system asks the peer whether it is still there, and breaks
   * the connection with `ETIMEDOUT` when it never answers. Off by default, as RFC 9293, section 3.8.4, wants
   * it: an idle connection sends nothing. Whole seconds count.
   */
  readonly keepAlive?: number;
  /**
   * Send at once, without waiting for the ACK of what was sent before (Nagle's algorithm, RFC 9293, section 3.7.4).
   * True by default, so that each send can be looked at by itself.
   */
  readonly noDelay?: boolean;
}
