/** Servers of byte streams, of any family of addresses. */
import type { Socket } from "node:net";
import { type CallOptions, Deadline, runHandler, Waiters, waitError } from "../../cell";
import { NetcellError } from "../../errors";
import type { View } from "../../view";
import { checkedCall } from "../arguments";
import { serverCard } from "../card";
import type { Endpoint } from "../endpoint";
import type { Connection } from "../stack/connection";
import type { ConnectionHandler, Server } from "../stack/server";
import type { ShowOptions } from "../stack/socket";
import type { TcpState } from "../stack/tcp-state";
import { StreamConnection } from "./connection";
import { inWords, isOwnClose, isReset, resetText } from "./handler-errors";
import { ListeningHandle, type ListeningSetup } from "./listening";
import type { Ends, Transport } from "./transport";

/** Which server this is, and what it is made of. */
export interface ServerSetup extends ListeningSetup {
  readonly handler: ConnectionHandler | undefined;
  /** The event by which it gives connections that are ready. */
  readonly arrival: "connection" | "secureConnection";
  /** The transport of the connections. */
  readonly transport: Transport;
  /** The class of a connection, where that is more than a stream. */
  readonly Connection?: typeof StreamConnection;
  /** The ends of a connection that was accepted; `name` is what the connection is called, `at` where the server is. */
  ends(socket: Socket, name: string, at: Endpoint): Ends;
}

/** A server of anything that is made like `net.Server`: TCP, AF_UNIX, TLS. */
export class StreamServer extends ListeningHandle<StreamConnection> implements Server {
  readonly #setup: ServerSetup;
  readonly #waiting: StreamConnection[] = [];
  readonly #arrived = new Waiters();

  constructor(setup: ServerSetup) {
    super(setup);
    this.#setup = setup;
    setup.net.on(setup.arrival, (socket: Socket) => this.#onConnection(socket));
  }

  get tcpState(): TcpState | undefined {
    if (!this.#setup.transport.hasTcpStates) return undefined;
    return this.state === "open" ? "LISTEN" : "CLOSED";
  }

  override get stateNote(): string {
    return this.state === "open" && this.tcpState ? `, ${this.tcpState}` : super.stateNote;
  }

  async accept(options: CallOptions = {}): Promise<Connection> {
    if (this.#setup.handler)
      throw new NetcellError(`accept() on ${this.name}: its handler takes the connections`, {
        code: "EINVAL",
        hint: "Listen without a handler to accept them yourself.",
        handle: this,
      });
    const connection = await this.#next(checkedCall(options));
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

  protected card(options: ShowOptions): View {
    return serverCard(this, options);
  }

  protected override async release(grace: number): Promise<void> {
    const released = super.release(grace);
    this.#arrived.wake();
    await released;
  }

  /** The next connection; `undefined` when the server is closed. */
  async #next(options: CallOptions = {}): Promise<StreamConnection | undefined> {
    const deadline = new Deadline(options, this);
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
    const { transport, handler, options, ends, Connection = StreamConnection } = this.#setup;
    const server = { record: this.transcript, changed: () => this.changed() };
    const name = this.nextName();
    const connection = new Connection({ name, key: undefined, network: this.network, transport, server });
    this.keep(connection);
    connection.attach(socket, "accept", ends(socket, name, this.endpoint));
    if (handler) {
      const cell = options.output === "current" ? undefined : this.cell;
      serve(connection, handler, cell);
    } else {
      this.#waiting.push(connection);
      this.#arrived.wake();
    }
  }
}

/** Calls the handler on behalf of `cell`, or of the newest; what it throws ends this connection only. */
function serve(
  connection: StreamConnection,
  handler: ConnectionHandler,
  cell: Parameters<typeof runHandler>[0],
): void {
  runHandler(cell, async () => {
    try {
      const dialogue = handler(connection);
      // A handler that returns no promise has only set something up: the connection stays.
      if (!(dialogue instanceof Promise)) return;
      await dialogue;
      await connection.close();
    } catch (error) {
      if (isOwnClose(error, connection)) return;
      if (isReset(error, connection)) console.error(resetText(connection));
      else await abortFor(error, connection);
    }
  });
}

async function abortFor(error: unknown, connection: StreamConnection): Promise<void> {
  connection.noteError(`the handler threw ${inWords(error)}`);
  console.error(`${connection.name}: the handler threw`, error);
  // The client's own handshake comes first: it did connect, and finds the reset when it reads.
  await new Promise(setImmediate);
  await connection.abortBecause(`the handler threw ${inWords(error)}`);
}

const connectFirst =
  "Connect a client in this cell or an earlier one, give listen() a handler, or give { timeout } more milliseconds.";
