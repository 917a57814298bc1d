/** Listening sockets of the operating system: the part that servers of streams and of HTTP share. */
import type { ListenOptions as NetListenOptions, Server as NetServer, Socket } from "node:net";
import { type CloseReason, type HandleFacts, type LiveHandle, liveHandles } from "../../cell";
import { NetcellError } from "../../errors";
import { type Endpoint, endpointText, freePlace, listeningEndpoint } from "../endpoint";
import { nameEndpoint, portName } from "../endpoint-names";
import { RecordedHandle, type RecordedSetup } from "../recorded-handle";
import { socketError } from "../socket-error";
import type { ServingOptions } from "../stack/server";
import type { SocketHandle } from "../stack/socket";
import { noteReset, reset } from "./reset";
import { internetEnds } from "./transport";

const defaultMaxConnections = 100;

/** Which server this is. */
export interface ListeningSetup extends RecordedSetup {
  /** `"tcp server"`. */
  readonly kind: string;
  /** The call that makes one: `"tcp.listen()"`. */
  readonly opener: string;
  readonly options: ServingOptions;
  /** Node's server, not yet listening. */
  readonly net: NetServer;
}

/** The part of every server that is the same: its endpoint, its connections, its end. */
export abstract class ListeningHandle<C extends LiveHandle & SocketHandle> extends RecordedHandle {
  readonly kind: string;
  readonly #setup: ListeningSetup;
  readonly #connections = new Set<C>();
  /** All sockets, also those whose handshake of TLS is not done. */
  readonly #sockets = new Set<Socket>();
  #endpoint: Endpoint | undefined;
  #accepted = 0;
  #turnedAway = 0;

  constructor(setup: ListeningSetup) {
    super(setup);
    this.kind = setup.kind;
    this.#setup = setup;
    const { net, options } = setup;
    admit(net, (socket) => this.#isAdmitted(socket, options.maxConnections ?? defaultMaxConnections));
    // A kernel with a server must still be able to exit.
    net.unref();
  }

  /** The call that makes it. @internal */
  get opener(): string {
    return this.#setup.opener;
  }

  get endpoint(): Endpoint {
    if (this.#endpoint) return this.#endpoint;
    throw new NetcellError(`${this.name} does not listen`, {
      code: "ENOTCONN",
      hint: `Await ${this.opener}.`,
      handle: this,
    });
  }

  get connections(): ReadonlyArray<C> {
    return [...this.#connections];
  }

  get accepted(): number {
    return this.#accepted;
  }

  get turnedAway(): number {
    return this.#turnedAway;
  }

  /** Whether it listens at a place like that. @internal */
  isAt(isWanted: (endpoint: Endpoint) => boolean): boolean {
    return this.#endpoint !== undefined && isWanted(this.#endpoint);
  }

  /**
   * Binds the address and listens. `isFree`: the operating system chose the place, so it differs from run to run, and
   * exports show the name instead.
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
    if (isFree) nameEndpoint(endpointText(this.#endpoint), this.name, this.network);
    this.opened();
  }

  facts(stable: boolean): HandleFacts {
    const text = this.#endpoint ? endpointText(this.#endpoint) : "not listening";
    const isFree = portName(text, this.network) !== undefined;
    const endpoint = stable && isFree ? freePlace(this.#endpoint!) : text;
    return { endpoint, bytes: this.transcript.bytes };
  }

  /** A client did something wrong before it had a connection. @internal */
  noteError(from: string, note: string): void {
    this.transcript.add("error", from, endpointText(this.endpoint), undefined, note, this.time.now());
    this.changed();
  }

  /** The name of a connection that has just been accepted. */
  protected nextName(): string {
    return `${this.name}#${++this.#accepted}`;
  }

  /** Keeps a connection until it is closed. */
  protected keep(connection: C): void {
    this.#connections.add(connection);
    void connection.whenClosed.then(() => {
      this.#connections.delete(connection);
      this.changed();
    });
  }

  protected async release(grace: number): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      this.#setup.net.close(() => resolve());
    });
    const reason = this.reason!;
    await Promise.all(
      [...this.#connections].map((connection) => connection.closeAs(reasonOfServer(reason), grace)),
    );
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #isAdmitted(socket: Socket, most: number): boolean {
    const isFull = this.#sockets.size >= most;
    if (isFull) this.#turnAway(socket, most);
    this.#sockets.add(socket);
    socket.once("close", () => this.#sockets.delete(socket));
    return !isFull;
  }

  /** By a reset, because an orderly end would look as if the server had nothing to say. AF_UNIX has only that. */
  #turnAway(socket: Socket, most: number): void {
    const isInternet = socket.remoteAddress !== undefined;
    const { local, remote } = internetEnds(socket);
    const note = `no more than ${most} at a time (maxConnections)`;
    const from = isInternet ? remote.text : "a client";
    this.#turnedAway++;
    this.transcript.add("drop", from, endpointText(this.endpoint), undefined, note, this.time.now());
    noteReset(local.text, remote.text, `${this.name} takes ${note}`, this.network);
    this.changed();
    socket.on("error", () => {});
    // The client's own handshake comes first: it did connect, and finds the reset when it reads.
    setImmediate(() => (isInternet ? reset(socket) : socket.destroy()));
  }
}

/** A server of any kind. */
export type AnyServer = ListeningHandle<LiveHandle & SocketHandle>;

/** The holder of a place like that: a server of this notebook, or a stranger. */
export function holder(isThere: (endpoint: Endpoint) => boolean, stranger: string): string {
  const own = liveHandles().find((handle) => handle instanceof ListeningHandle && handle.isAt(isThere));
  return own ? `this notebook's own server ${JSON.stringify(own.name)}` : stranger;
}

/** Asks `isAdmitted` of every client before anything else sees it: Node's parsers of HTTP and TLS, and our own. */
function admit(net: NetServer, isAdmitted: (socket: Socket) => boolean): void {
  const emit = net.emit.bind(net) as (event: string | symbol, ...values: unknown[]) => boolean;
  net.emit = (event: string | symbol, ...values: unknown[]) =>
    (event === "connection" && !isAdmitted(values[0] as Socket)) || emit(event, ...values);
}

function reasonOfServer(reason: CloseReason): CloseReason {
  return reason.by === "error" ? { by: "local" } : reason;
}
