/** A listening socket of the operating system, of whatever family. */
import type { ListenOptions as NetListenOptions, Server as NetServer, Socket } from "node:net";
import {
  type CallOptions,
  type CloseReason,
  Deadline,
  type HandleFacts,
  jupyterDisplay,
  LiveHandle,
  type MimeBundle,
  NetcellError,
  Waiters,
  waitError,
} from "../../cell";
import { serverCard } from "../cards";
import { type Endpoint, endpointText, freePlace, listeningEndpoint } from "../endpoint";
import { nameEndpoint, portName } from "../port-names";
import { socketError } from "../socket-error";
import type { Connection } from "../stack/connection";
import type { ConnectionHandler, Server, ServingOptions } from "../stack/server";
import type { ShowOptions } from "../stack/socket";
import type { TcpState } from "../stack/tcp-state";
import { Recording } from "../transcript/transcript";
import { StreamConnection } from "./connection";
import { handle } from "./handling";
import type { Ends, Transport } from "./transport";

const defaultMaxConnections = 100;

/** Which server this is, and what it is made of. */
export interface ServerSetup {
  /** `"tcp server"`. */
  readonly kind: string;
  /** The call that makes one: `"tcp.listen()"`. */
  readonly opener: string;
  readonly name: string;
  readonly key: string | undefined;
  readonly handler: ConnectionHandler | undefined;
  readonly options: ServingOptions;
  /** What listens, not yet listening. */
  readonly net: NetServer;
  /** The event by which it gives connections that are ready. */
  readonly arrival: "connection" | "secureConnection";
  /** What carries the connections. */
  readonly transport: Transport;
  /** The ends of a connection that was accepted; `name` is what the connection is called, `at` where the server is. */
  ends(socket: Socket, name: string, at: Endpoint): Ends;
}

/** A server of anything that is made like `net.Server`: TCP, AF_UNIX, TLS. */
export class StreamServer extends LiveHandle implements Server {
  readonly kind: string;
  readonly name: string;
  readonly transcript = new Recording();
  readonly #setup: ServerSetup;
  readonly #connections = new Set<StreamConnection>();
  readonly #waiting: StreamConnection[] = [];
  readonly #arrived = new Waiters();
  #endpoint: Endpoint | undefined;
  #accepted = 0;
  #turnedAway = 0;
  #cardOptions: ShowOptions = {};

  constructor(setup: ServerSetup) {
    super(setup.key);
    this.kind = setup.kind;
    this.name = setup.name;
    this.#setup = setup;
    const { net, options } = setup;
    net.maxConnections = options.maxConnections ?? defaultMaxConnections;
    net.on(setup.arrival, (socket: Socket) => this.#onConnection(socket));
    net.on("drop", (dropped) => this.#onDrop(dropped));
    // A kernel with a server must still be able to exit.
    net.unref();
  }

  get endpoint(): Endpoint {
    if (this.#endpoint) return this.#endpoint;
    throw new NetcellError(`${this.name} does not listen`, {
      code: "ENOTCONN",
      hint: `Await ${this.#setup.opener}.`,
      handle: this,
    });
  }

  get connections(): ReadonlyArray<Connection> {
    return [...this.#connections];
  }

  get accepted(): number {
    return this.#accepted;
  }

  get turnedAway(): number {
    return this.#turnedAway;
  }

  get tcpState(): TcpState | undefined {
    if (!this.#setup.transport.hasTcpStates) return undefined;
    return this.state === "open" ? "LISTEN" : "CLOSED";
  }

  override get stateNote(): string {
    return this.state === "open" && this.tcpState ? `, ${this.tcpState}` : super.stateNote;
  }

  /** Whether it listens at a place like that. @internal */
  isAt(isWanted: (endpoint: Endpoint) => boolean): boolean {
    return this.#endpoint !== undefined && isWanted(this.#endpoint);
  }

  /**
   * Binds the address and listens. `isFree`: the place was chosen for it, and differs from run to run; exports say
   * the name instead.
   * @internal
   */
  async open(at: NetListenOptions, isFree: boolean): Promise<void> {
    const { net, options } = this.#setup;
    const { backlog } = options;
    await new Promise<void>((resolve, reject) => {
      net.once("error", reject);
      net.listen({ ...at, ...(backlog !== undefined && { backlog }) }, () => {
        net.off("error", reject);
        resolve();
      });
    });
    net.on(
      "error",
      (error) => void this.closeAs({ by: "error", error: socketError(error, this.name, this) }),
    );
    this.#endpoint = listeningEndpoint(net);
    if (isFree) nameEndpoint(endpointText(this.#endpoint), this.name);
    this.opened();
  }

  async accept(options: CallOptions = {}): Promise<Connection> {
    if (this.#setup.handler)
      throw new NetcellError(`accept() on ${this.name}: its handler takes the connections`, {
        code: "EINVAL",
        hint: "Listen without a handler to accept them yourself.",
        handle: this,
      });
    const connection = await this.#next(options);
    if (connection) return connection;
    throw new NetcellError(`accept() on ${this.name}: it is closed`, {
      code: "ENOTCONN",
      hint: "Run the cell that listens again.",
      handle: this,
    });
  }

  async *[Symbol.asyncIterator](): AsyncIterator<Connection> {
    for (let next = await this.#next(); next !== undefined; next = await this.#next()) yield next;
  }

  override show(options: ShowOptions = {}): void {
    this.#cardOptions = options;
    super.show();
  }

  [jupyterDisplay](): MimeBundle {
    return serverCard(this, this.#cardOptions)[jupyterDisplay]();
  }

  facts(stable: boolean): HandleFacts {
    const text = this.#endpoint ? endpointText(this.#endpoint) : "not listening";
    const isFree = portName(text) !== undefined;
    const endpoint = stable && isFree ? freePlace(this.#endpoint!) : text;
    return { endpoint, bytes: this.transcript.bytes };
  }

  protected async release(grace: number): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      this.#setup.net.close(() => resolve());
    });
    this.#arrived.wake();
    const reason = this.reason!;
    await Promise.all(
      [...this.#connections].map((connection) => connection.closeAs(reasonOfServer(reason), grace)),
    );
    await closed;
  }

  /** The next connection; `undefined` when the server is closed. */
  async #next(options: CallOptions = {}): Promise<StreamConnection | undefined> {
    const deadline = new Deadline(options);
    for (;;) {
      const connection = this.#waiting.shift();
      if (connection) return connection;
      if (this.state !== "open") return undefined;
      const end = await this.#arrived.wait(deadline);
      if (end === "event" || this.#waiting.length > 0) continue;
      const call = { what: `accept() on ${this.name}`, awaited: "no client connected", hint: connectFirst };
      throw waitError(end, deadline, call, { handle: this });
    }
  }

  #onConnection(socket: Socket): void {
    const { transport, handler, options, ends } = this.#setup;
    const server = { record: this.transcript, changed: () => this.changed() };
    const name = `${this.name}#${++this.#accepted}`;
    const connection = new StreamConnection({ name, transport, server });
    this.#connections.add(connection);
    connection.attach(socket, "accept", ends(socket, name, this.endpoint));
    void connection.closed.then(() => {
      this.#connections.delete(connection);
      this.changed();
    });
    if (handler) {
      const cell = options.output === "current" ? undefined : this.cell;
      handle(connection, handler, cell);
    } else {
      this.#waiting.push(connection);
      this.#arrived.wake();
    }
  }

  #onDrop(dropped: { remoteAddress?: string; remotePort?: number } | undefined): void {
    const from = dropped?.remoteAddress
      ? endpointText({ address: dropped.remoteAddress, port: dropped.remotePort ?? 0 })
      : "a client";
    this.#turnedAway++;
    const note = `no more than ${this.#setup.net.maxConnections} at a time (maxConnections)`;
    this.transcript.add("drop", from, endpointText(this.endpoint), undefined, note);
    this.changed();
  }
}

const connectFirst =
  "Connect a client in this cell or an earlier one, give listen() a handler, or give { timeout } more milliseconds.";

function reasonOfServer(reason: CloseReason): CloseReason {
  return reason.by === "error" ? { by: "local" } : reason;
}
