/** One end of a byte stream of the operating system: bytes in, bytes out, and a record of both. */
import type { Socket } from "node:net";
import type { CallOptions, HandleFacts, Identity } from "../../cell";
import { checkedOptions, type NamesOf, NetcellError } from "../../errors";
import type { View } from "../../view";
import { bytesOf, callNames, checkedCall } from "../arguments";
import { connectionCard } from "../card";
import type { Endpoint } from "../endpoint";
import { shownEndpoint } from "../endpoint-names";
import type { Codec } from "../framing/api";
import { framing } from "../framing/framing";
import { defaultMaxBytes } from "../framing/message-reader";
import type { Network } from "../network";
import { RecordedHandle } from "../recorded-handle";
import { socketError } from "../socket-error";
import type { Connection } from "../stack/connection";
import type { FramedStream, LineOptions } from "../stack/messages";
import type { ShowOptions } from "../stack/socket";
import type { TcpState } from "../stack/tcp-state";
import type { Recording, WireEvent } from "../transcript/transcript";
import { CodecStream } from "./codec-stream";
import { endedAndQuiet, sentUntil } from "./ending";
import { Inbox } from "./inbox";
import { Outbox } from "./outbox";
import { noteReset, resetError, resetReason, wasReset } from "./reset";
import { tcpStateOf } from "./tcp-state";
import type { Ends, Transport } from "./transport";

const untilNames: NamesOf<CallOptions & { maxBytes?: number }> = { maxBytes: true, ...callNames };
const lineNames: NamesOf<LineOptions> = { delimiter: true, ...untilNames };

/** Which connection this is, what carries it, and who else follows it. */
interface ConnectionSetup extends Identity {
  readonly network?: Network;
  readonly transport: Transport;
  /** For an accepted connection: the server's record, and a call for every change. It is listed with the server. */
  readonly server?: { readonly record: Recording; changed(): void };
}

/** A connection over any `net.Socket`, and what is made like one: TCP, AF_UNIX, TLS. */
export class StreamConnection extends RecordedHandle implements Connection {
  readonly kind: string;
  readonly #transport: Transport;
  readonly #server: ConnectionSetup["server"];
  readonly #inbox = new Inbox(this, () => this.#socket?.resume());
  readonly #outbox = new Outbox(this, () => this.#trouble("send()"));
  #socket: Socket | undefined;
  #ends: Ends | undefined;
  #localText = "";
  #remoteText = "";
  readonly #ended: Array<"here" | "there"> = [];
  #isReset = false;
  #error: NodeJS.ErrnoException | undefined;

  constructor(setup: ConnectionSetup) {
    const { family, wrapping } = setup.transport;
    super({ ...setup, listed: setup.server === undefined, family, wrapping });
    this.kind = setup.transport.kind;
    this.#transport = setup.transport;
    this.#server = setup.server;
  }

  get local(): Endpoint {
    return (this.#ends ?? this.#notConnected()).local.endpoint;
  }

  get remote(): Endpoint {
    return (this.#ends ?? this.#notConnected()).remote.endpoint;
  }

  get tcpState(): TcpState | undefined {
    if (!this.#transport.hasTcpStates) return undefined;
    return tcpStateOf(this.state, this.#ended, this.#isReset || this.#error !== undefined);
  }

  get canSendNow(): boolean {
    const socket = this.#socket;
    return this.state === "open" && socket !== undefined && socket.writable && !socket.writableNeedDrain;
  }

  override get stateNote(): string {
    if (this.state !== "open") return super.stateNote;
    const notes = [this.tcpState, this.#ended.includes("there") && "the peer sends no more"].filter(Boolean);
    return notes.length > 0 ? `, ${notes.join(": ")}` : "";
  }

  /** Takes over a socket that is connected. @internal */
  attach(socket: Socket, event: "connect" | "accept", ends: Ends): void {
    this.#socket = socket;
    this.#ends = ends;
    this.#localText = ends.local.text;
    this.#remoteText = ends.remote.text;
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
    checkedCall(options);
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
    const { maxBytes = defaultMaxBytes, ...callOptions } = checkedOptions(options, untilNames);
    const pattern = bytesOf(delimiter);
    const call = `recvUntil(${JSON.stringify(Buffer.from(pattern).toString())})`;
    const found = await this.#inbox.takeUntil(pattern, maxBytes, call, callOptions);
    if (found) return found;
    throw new NetcellError(`${call} on ${this.name}: the peer ended the connection and sent nothing more`, {
      code: "ENODATA",
      hint: "Everything that came has been read; recv() returns null then.",
      handle: this,
    });
  }

  lines(options: LineOptions = {}): FramedStream<string> {
    const { timeout, signal, ...codec } = checkedOptions(options, lineNames);
    return new CodecStream(this, this.#inbox, framing.lines(codec), { timeout, signal } as CallOptions);
  }

  framed<M, Sent = M>(codec: Codec<M, Sent>, options: CallOptions = {}): FramedStream<M, Sent> {
    return new CodecStream(this, this.#inbox, codec, checkedCall(options));
  }

  async *[Symbol.asyncIterator](): AsyncIterator<Buffer> {
    for (let bytes = await this.recv(); bytes !== null; bytes = await this.recv()) yield bytes;
  }

  async shutdown(how: "write" = "write", options: CallOptions = {}): Promise<void> {
    if (how !== "write")
      throw new NetcellError(`shutdown(${JSON.stringify(how)}) is not possible`, {
        code: "EINVAL",
        hint: 'Only "write" can be shut down: TCP has no way to say that one stops reading.',
      });
    checkedCall(options);
    const socket = this.#socket ?? this.#notConnected();
    if (socket.writableEnded || socket.destroyed) return;
    this.#noteFin();
    socket.end(() => this.#outbox.wake());
    await this.#outbox.finished(socket, options);
  }

  abort(): Promise<void> {
    return this.abortBecause("abort() was called");
  }

  /** Aborts it; a peer in this notebook can read why. @internal */
  abortBecause(reason: string): Promise<void> {
    if (this.#socket && !this.#socket.destroyed) this.#reset(this.#socket, reason);
    return this.close();
  }

  /** Notes in the transcript that something went wrong at this end. @internal */
  noteError(note: string): void {
    this.#note("error", true, note);
  }

  protected card(options: ShowOptions): View {
    return connectionCard(this, options);
  }

  facts(stable: boolean): HandleFacts {
    const name = (endpoint: string) => shownEndpoint(endpoint, stable, this.network);
    const endpoint = this.#ends ? `${name(this.#localText)} → ${name(this.#remoteText)}` : "not connected";
    return { endpoint, bytes: this.transcript.bytes };
  }

  protected async release(grace: number): Promise<void> {
    this.#inbox.end({ by: "local" });
    this.#outbox.wake();
    const socket = this.#socket;
    if (!socket || socket.destroyed) return;
    // Nothing more passes after a reset, nor when both directions have ended.
    if (this.#isReset || (socket.writableFinished && socket.readableEnded)) {
      await new Promise((resolve) => socket.once("close", resolve));
      return;
    }
    // What still arrives is read and thrown away: unread data would turn the end into a reset (RFC 1122, 4.2.2.13).
    socket.resume();
    const limit = this.time.now() + grace;
    if (!socket.writableEnded && !(await sentUntil(limit, socket, this.time))) {
      // Not after end(): a socket that is shutting down cannot be reset any more.
      const reason = `not everything was sent within ${grace} ms`;
      this.#reset(socket, reason, reason);
      return;
    }
    if (!socket.writableEnded) this.#noteFin();
    await endedAndQuiet(limit, socket, this.time);
    socket.destroy();
  }

  /** Ends both directions at once; a stream that has no reset is just closed, and its peer reads an end. */
  #reset(socket: Socket, reason: string, note?: string): void {
    this.#isReset = true;
    const { reset } = this.#transport;
    this.#note(reset ? "rst" : "fin", true, note);
    noteReset(this.#localText, this.#remoteText, `on ${this.name}, ${reason}`, this.network);
    if (reset) reset(socket);
    else socket.destroy();
  }

  #onData(chunk: Buffer): void {
    this.#add("data", false, chunk);
    if (this.state === "open" && !this.#inbox.push(chunk)) this.#socket!.pause();
  }

  #onEnd(): void {
    if (this.#transport.reset && wasReset(this.#socket!)) {
      this.#socket!.destroy(resetError());
      return;
    }
    this.#ended.push("there");
    this.#note("fin", false);
    this.#inbox.end({ by: "peer" });
  }

  #onError(error: NodeJS.ErrnoException): void {
    this.#error = error;
    const isReset = error.code === "ECONNRESET" && this.#transport.reset !== undefined;
    this.#note(isReset ? "rst" : "error", false, error.code);
    this.#inbox.end({ by: "error", error: () => this.#trouble("recv()")! });
    this.#outbox.wake();
  }

  #onClose(): void {
    if (this.#error)
      void this.closeAs({ by: this.#error.code === "ECONNRESET" ? "peer" : "error", error: this.#error });
    else void this.closeAs({ by: this.#ended.includes("there") ? "peer" : "local" });
    this.#outbox.end();
    this.#server?.changed();
  }

  #noteFin(): void {
    this.#ended.push("here");
    this.#note("fin", true);
  }

  #note(event: WireEvent, outgoing: boolean, note?: string): void {
    this.#add(event, outgoing, undefined, note);
  }

  #add(event: WireEvent, outgoing: boolean, bytes?: Uint8Array, note?: string): void {
    const from = outgoing ? this.#localText : this.#remoteText;
    const to = outgoing ? this.#remoteText : this.#localText;
    const now = this.time.now();
    this.transcript.add(event, from, to, bytes, note, now);
    this.#server?.record.add(event, from, to, bytes, note, now);
    this.changed();
    this.#server?.changed();
  }

  /** Why the connection cannot be used any more, or `undefined` if it can. */
  #trouble(call: string): NetcellError | undefined {
    if (this.#error) {
      const what = `${call} on ${this.name}: the connection to ${shownEndpoint(this.#remoteText, undefined, this.network)} broke`;
      const reason = resetReason(this.#remoteText, this.#localText, this.since, this.network);
      const known = reason && {
        ECONNRESET: `The reset itself (RST) does not say why; this notebook knows: ${reason}.`,
      };
      return socketError(this.#error, what, this, { ...this.#transport.hints, ...known });
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
      hint: `Await ${this.#transport.opener} before using the connection.`,
      handle: this,
    });
  }
}
