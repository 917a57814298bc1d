/** One end of a TCP connection of the operating system: bytes in, bytes out, and a record of both. */
import type { Socket } from "node:net";
import {
  type CallOptions,
  type HandleFacts,
  jupyterDisplay,
  LiveHandle,
  type MimeBundle,
  NetcellError,
} from "../../cell";
import { connectionCard } from "../cards";
import { bytesOf } from "../checks";
import { type Endpoint, endpointText } from "../endpoint";
import { nameEndpoint, shownEndpoint } from "../port-names";
import { socketError } from "../socket-error";
import type { Connection, LineOptions, MessageStream } from "../stack/connection";
import type { ShowOptions } from "../stack/socket";
import { Recording, type WireEvent } from "../transcript/transcript";
import { defaultMaxBytes, Inbox } from "./inbox";
import { LineStream } from "./line-stream";
import { Outbox } from "./outbox";

/** Which connection this is, and who else follows it. */
export interface ConnectionSetup {
  readonly name: string;
  readonly key?: string;
  /** This end's port, where the operating system did not choose it. */
  readonly localPort?: number;
  /** For an accepted connection: the server's record, and a call for every change. It is listed with the server. */
  readonly server?: { readonly record: Recording; changed(): void };
}

export class TcpConnection extends LiveHandle implements Connection {
  readonly kind = "tcp connection";
  readonly name: string;
  readonly transcript = new Recording();
  readonly #server: ConnectionSetup["server"];
  readonly #freePort: boolean;
  readonly #inbox = new Inbox(this, () => this.#socket?.resume());
  readonly #outbox = new Outbox(this, () => this.#trouble("send()"));
  #socket: Socket | undefined;
  #ends: { readonly local: Endpoint; readonly remote: Endpoint } | undefined;
  #localText = "";
  #remoteText = "";
  #peerEnded = false;
  #error: NodeJS.ErrnoException | undefined;
  #cardOptions: ShowOptions = {};

  constructor(setup: ConnectionSetup) {
    super(setup.key, setup.server === undefined);
    this.name = setup.name;
    this.#server = setup.server;
    this.#freePort = setup.localPort === undefined;
  }

  get local(): Endpoint {
    return (this.#ends ?? this.#notConnected()).local;
  }

  get remote(): Endpoint {
    return (this.#ends ?? this.#notConnected()).remote;
  }

  override get stateNote(): string {
    return this.state === "open" && this.#peerEnded ? ", the peer sends no more" : super.stateNote;
  }

  /** Takes over a socket that is connected. @internal */
  attach(socket: Socket, event: "connect" | "accept"): void {
    this.#socket = socket;
    const local = endpointOf(socket.localAddress, socket.localPort, socket.localFamily);
    const remote = endpointOf(socket.remoteAddress, socket.remotePort, socket.remoteFamily);
    this.#ends = { local, remote };
    this.#localText = endpointText(local);
    this.#remoteText = endpointText(remote);
    if (event === "accept") nameEndpoint(this.#remoteText, `client of ${this.name}`, "unless named");
    else if (this.#freePort) nameEndpoint(this.#localText, this.name);
    // A kernel with open sockets must still be able to exit.
    socket.unref();
    socket.on("data", (chunk) => this.#onData(chunk));
    socket.on("end", () => this.#onEnd());
    socket.on("drain", () => this.#outbox.wake());
    socket.on("error", (error) => this.#onError(error));
    socket.on("close", () => this.#onClose());
    this.#note(event, event === "connect");
    this.opened();
  }

  async send(data: string | Uint8Array, options: CallOptions = {}): Promise<number> {
    const bytes = bytesOf(data);
    const socket = this.#socket ?? this.#notConnected();
    this.#outbox.check(socket);
    this.#add("data", true, bytes);
    if (!socket.write(bytes)) await this.#outbox.room(socket, options);
    return bytes.length;
  }

  recv(first: number | CallOptions = defaultMaxBytes, options: CallOptions = {}): Promise<Buffer | null> {
    return typeof first === "object"
      ? this.#inbox.take(defaultMaxBytes, first)
      : this.#inbox.take(first, options);
  }

  recvExactly(count: number, options: CallOptions = {}): Promise<Buffer> {
    return this.#inbox.takeExactly(count, options);
  }

  async recvUntil(
    delimiter: string | Uint8Array,
    options: CallOptions & { readonly maxBytes?: number } = {},
  ): Promise<Buffer> {
    const pattern = bytesOf(delimiter);
    const call = `recvUntil(${JSON.stringify(Buffer.from(pattern).toString())})`;
    const found = await this.#inbox.takeUntil(pattern, options.maxBytes ?? defaultMaxBytes, call, options);
    if (found) return found;
    throw new NetcellError(`${call} on ${this.name}: the peer ended the connection and sent nothing more`, {
      code: "ENODATA",
      hint: "Everything that came has been read; recv() says null then.",
      handle: this,
    });
  }

  lines(options: LineOptions = {}): MessageStream<string> {
    return new LineStream(this, this.#inbox, options);
  }

  async *[Symbol.asyncIterator](): AsyncIterator<Buffer> {
    for (let bytes = await this.recv(); bytes !== null; bytes = await this.recv()) yield bytes;
  }

  async shutdown(how: "write" = "write"): Promise<void> {
    if (how !== "write")
      throw new NetcellError(`shutdown(${JSON.stringify(how)}) is not possible`, {
        code: "EINVAL",
        hint: 'Only "write" can be shut down: TCP has no way to say that one stops reading.',
      });
    const socket = this.#socket ?? this.#notConnected();
    if (socket.writableEnded || socket.destroyed) return;
    this.#note("fin", true);
    await new Promise<void>((resolve) => {
      socket.once("close", resolve);
      socket.end(resolve);
    });
  }

  abort(): Promise<void> {
    if (this.#socket && !this.#socket.destroyed) {
      this.#note("rst", true);
      this.#socket.resetAndDestroy();
    }
    return this.close();
  }

  override show(options: ShowOptions = {}): void {
    this.#cardOptions = options;
    super.show();
  }

  [jupyterDisplay](): MimeBundle {
    return connectionCard(this, this.#cardOptions)[jupyterDisplay]();
  }

  facts(stable: boolean): HandleFacts {
    const name = (endpoint: string) => shownEndpoint(endpoint, stable);
    const endpoint = this.#ends ? `${name(this.#localText)} → ${name(this.#remoteText)}` : "not connected";
    return { endpoint, bytes: this.transcript.bytes };
  }

  protected async release(grace: number): Promise<void> {
    this.#inbox.end({ by: "local" });
    this.#outbox.wake();
    const socket = this.#socket;
    if (!socket || socket.destroyed) return;
    // What still arrives is read and thrown away: unread data would turn the end into a reset (RFC 1122, 4.2.2.13).
    socket.resume();
    const began = performance.now();
    if (!socket.writableEnded && !(await sentWithin(socket, grace))) {
      // Not after end(): a socket that is shutting down cannot be reset any more.
      this.#note("rst", true, `not everything was sent within ${grace} ms`);
      socket.resetAndDestroy();
      return;
    }
    if (!socket.writableEnded) this.#note("fin", true);
    await endedAndQuiet(socket, grace - (performance.now() - began));
    socket.destroy();
  }

  #onData(chunk: Buffer): void {
    this.#add("data", false, chunk);
    if (this.state === "open" && !this.#inbox.push(chunk)) this.#socket!.pause();
  }

  #onEnd(): void {
    this.#peerEnded = true;
    this.#note("fin", false);
    this.#inbox.end({ by: "peer" });
  }

  #onError(error: NodeJS.ErrnoException): void {
    this.#error = error;
    this.#note(error.code === "ECONNRESET" ? "rst" : "error", false, error.code);
    this.#inbox.end({ by: "error", error: () => this.#trouble("recv()")! });
    this.#outbox.wake();
  }

  #onClose(): void {
    if (this.#error)
      void this.closeAs({ by: this.#error.code === "ECONNRESET" ? "peer" : "error", error: this.#error });
    else void this.closeAs({ by: this.#peerEnded ? "peer" : "local" });
    this.#outbox.wake();
    this.#server?.changed();
  }

  #note(event: WireEvent, outgoing: boolean, note?: string): void {
    this.#add(event, outgoing, undefined, note);
  }

  #add(event: WireEvent, outgoing: boolean, bytes?: Uint8Array, note?: string): void {
    const from = outgoing ? this.#localText : this.#remoteText;
    const to = outgoing ? this.#remoteText : this.#localText;
    const now = performance.now();
    this.transcript.add(event, from, to, bytes, note, now);
    this.#server?.record.add(event, from, to, bytes, note, now);
    this.changed();
    this.#server?.changed();
  }

  /** Why the connection is of no use any more, if it is not. */
  #trouble(call: string): NetcellError | undefined {
    if (this.#error) {
      const what = `${call} on ${this.name}: the connection to ${shownEndpoint(this.#remoteText)} broke`;
      return socketError(this.#error, what, this);
    }
    if (this.state === "open") return undefined;
    return new NetcellError(`${call} on ${this.name}: it is closed`, {
      code: "ENOTCONN",
      hint: "Connect again: a closed connection does not come back.",
      handle: this,
    });
  }

  #notConnected(): never {
    throw new NetcellError(`${this.name} is not connected`, {
      code: "ENOTCONN",
      hint: "Await tcp.connect() before using the connection.",
      handle: this,
    });
  }
}

/** Has all that was written left this process, `grace` milliseconds from now at the latest? */
function sentWithin(socket: Socket, grace: number): Promise<boolean> {
  if (socket.writableLength === 0) return Promise.resolve(true);
  return new Promise((resolve) => {
    const limit = setTimeout(() => resolve(false), grace);
    const done = () => {
      clearTimeout(limit);
      resolve(true);
    };
    socket.once("close", done);
    socket.write("", done);
  });
}

/** Milliseconds without a byte from the peer after which an ended connection is left to the operating system. */
const quiet = 20;

/** Sends FIN, and gives the peer the chance to finish what it is sending, at most `grace` milliseconds. */
function endedAndQuiet(socket: Socket, grace: number): Promise<void> {
  return new Promise((resolve) => {
    let last: NodeJS.Timeout | undefined;
    const done = () => {
      clearTimeout(last);
      clearTimeout(limit);
      socket.off("data", extend);
      resolve();
    };
    const extend = () => {
      clearTimeout(last);
      last = setTimeout(done, quiet);
    };
    const limit = setTimeout(done, grace);
    socket.once("close", done);
    socket.end(() => {
      socket.on("data", extend);
      extend();
    });
  });
}

function endpointOf(address = "", port = 0, family = "IPv4"): Endpoint {
  return { address, port, family: family === "IPv6" ? "IPv6" : "IPv4" };
}
