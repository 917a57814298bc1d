/** A listening TCP socket of the operating system. */
import { createServer, type Server as NetServer, type Socket } from "node:net";
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
import { type Endpoint, endpointText } from "../endpoint";
import { nameEndpoint, portName } from "../port-names";
import { socketError } from "../socket-error";
import type { Connection } from "../stack/connection";
import type { ConnectionHandler, ListenOptions, Server } from "../stack/server";
import type { ShowOptions } from "../stack/socket";
import { Recording } from "../transcript/transcript";
import { TcpConnection } from "./connection";
import { handle } from "./handling";
import { streamOptions } from "./options";

const defaultMaxConnections = 100;

export class TcpServer extends LiveHandle implements Server {
  readonly kind = "tcp server";
  readonly name: string;
  readonly transcript = new Recording();
  readonly #handler: ConnectionHandler | undefined;
  readonly #options: ListenOptions;
  readonly #net: NetServer;
  readonly #connections = new Set<TcpConnection>();
  readonly #waiting: TcpConnection[] = [];
  readonly #arrived = new Waiters();
  #endpoint: Endpoint | undefined;
  #accepted = 0;
  #turnedAway = 0;
  #cardOptions: ShowOptions = {};

  constructor(
    name: string,
    key: string | undefined,
    handler: ConnectionHandler | undefined,
    options: ListenOptions,
  ) {
    super(key);
    this.name = name;
    this.#handler = handler;
    this.#options = options;
    this.#net = createServer(streamOptions, (socket) => this.#onConnection(socket));
    this.#net.maxConnections = options.maxConnections ?? defaultMaxConnections;
    this.#net.on("drop", (dropped) => this.#onDrop(dropped));
    // A kernel with a server must still be able to exit.
    this.#net.unref();
  }

  get endpoint(): Endpoint {
    if (this.#endpoint) return this.#endpoint;
    throw new NetcellError(`${this.name} does not listen`, {
      code: "ENOTCONN",
      hint: "Await tcp.listen().",
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

  /** @internal */
  listensOn(port: number): boolean {
    return this.#endpoint?.port === port;
  }

  /** Binds the address and listens. @internal */
  async open(host: string, port: number): Promise<void> {
    const { backlog } = this.#options;
    await new Promise<void>((resolve, reject) => {
      this.#net.once("error", reject);
      this.#net.listen({ host, port, ...(backlog !== undefined && { backlog }) }, () => {
        this.#net.off("error", reject);
        resolve();
      });
    });
    this.#net.on(
      "error",
      (error) => void this.closeAs({ by: "error", error: socketError(error, this.name, this) }),
    );
    const {
      address,
      port: bound,
      family,
    } = this.#net.address() as { address: string; port: number; family: string };
    this.#endpoint = { address, port: bound, family: family === "IPv6" ? "IPv6" : "IPv4" };
    if (this.#options.port === undefined || this.#options.port === 0)
      nameEndpoint(endpointText(this.#endpoint), this.name);
    this.opened();
  }

  async accept(options: CallOptions = {}): Promise<Connection> {
    if (this.#handler)
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
    const endpoint = stable && isFree ? `a free port of ${this.#endpoint!.address}` : text;
    return { endpoint, bytes: this.transcript.bytes };
  }

  protected async release(grace: number): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      this.#net.close(() => resolve());
    });
    this.#arrived.wake();
    const reason = this.reason!;
    await Promise.all(
      [...this.#connections].map((connection) => connection.closeAs(reasonOfServer(reason), grace)),
    );
    await closed;
  }

  /** The next connection; `undefined` when the server is closed. */
  async #next(options: CallOptions = {}): Promise<TcpConnection | undefined> {
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
    const record = { record: this.transcript, changed: () => this.changed() };
    const connection = new TcpConnection({ name: `${this.name}#${++this.#accepted}`, server: record });
    this.#connections.add(connection);
    connection.attach(socket, "accept");
    void connection.closed.then(() => {
      this.#connections.delete(connection);
      this.changed();
    });
    if (this.#handler) {
      const cell = this.#options.output === "current" ? undefined : this.cell;
      handle(connection, this.#handler, { cell, record: this.transcript });
    } else {
      this.#waiting.push(connection);
      this.#arrived.wake();
    }
  }

  #onDrop(dropped: { remoteAddress?: string; remotePort?: number } | undefined): void {
    const from = dropped?.remoteAddress
      ? endpointText({ address: dropped.remoteAddress, port: dropped.remotePort ?? 0 })
      : "?";
    this.#turnedAway++;
    const note = `no more than ${this.#net.maxConnections} at a time (maxConnections)`;
    this.transcript.add("drop", from, endpointText(this.endpoint), undefined, note);
    this.changed();
  }
}

const connectFirst =
  "Connect a client in this cell or an earlier one, give listen() a handler, or give { timeout } more milliseconds.";

function reasonOfServer(reason: CloseReason): CloseReason {
  return reason.by === "error" ? { by: "local" } : reason;
}
