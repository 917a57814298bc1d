/** One end of a WebSocket: messages in, messages out, within bounds, and a record of both. */
import type { RawData, WebSocket } from "ws";
import {
  type CallOptions,
  type CloseReason,
  Deadline,
  type HandleFacts,
  Waiters,
  waitError,
} from "../../cell";
import { NetcellError } from "../../errors";
import type { View } from "../../view";
import { bytesOf, checkedCall } from "../arguments";
import { connectionCard } from "../card";
import { shownEndpoint } from "../endpoint-names";
import { RecordedHandle } from "../recorded-handle";
import type { ShowOptions } from "../stack/socket";
import type { WireEvent } from "../transcript/transcript";
import type { WebSocketEnd, WebSocketStream } from "./api";
import { endError, endText, faultError } from "./close-codes";

/** Bytes that may wait to be sent, or to be received. */
const limit = 1024 * 1024;
/** Bytes that may wait before an awaited send waits, too. */
const highWaterMark = 256 * 1024;
/** A message of no bytes takes memory as well. */
const overhead = 64;

/** The two ends, as transcripts write them. */
export interface EndTexts {
  readonly local: string;
  readonly remote: string;
}

export class WebSocketConnection extends RecordedHandle implements WebSocketStream {
  readonly kind = "websocket";
  readonly #waiting: Array<string | Buffer> = [];
  readonly #changed = new Waiters();
  #socket: WebSocket | undefined;
  #ends: EndTexts | undefined;
  #waitingBytes = 0;
  #maxBytes = 0;
  #closeCode = 1000;
  #ended: WebSocketEnd | undefined;
  /** What was wrong with what the peer sent. */
  #fault: NetcellError | undefined;

  /** `listed`: by itself, not as part of a server. */
  constructor(name: string, key: string | undefined, listed: boolean) {
    super({ name, key, listed, wrapping: "WebSocket" });
  }

  get connection(): this {
    return this;
  }

  get ended(): WebSocketEnd | undefined {
    return this.#ended;
  }

  get canSendNow(): boolean {
    return this.state === "open" && this.#socket!.bufferedAmount < highWaterMark;
  }

  /** Takes over a WebSocket that is open. @internal */
  attach(socket: WebSocket, ends: EndTexts, event: "connect" | "accept", maxBytes: number): void {
    this.#socket = socket;
    this.#maxBytes = maxBytes;
    this.#ends = ends;
    socket.on("message", (data, isBinary) => this.#onMessage(data, isBinary));
    socket.on("error", (error) => this.#onFault(error));
    socket.on("close", (code, reason) => this.#onClose({ code, reason: String(reason) }));
    this.#note(event, event === "connect");
    this.opened();
  }

  async send(message: string | Uint8Array, options: CallOptions = {}): Promise<void> {
    checkedCall(options);
    const bytes = bytesOf(message);
    const socket = this.#usable("send()");
    if (socket.bufferedAmount > limit)
      throw new NetcellError(`${socket.bufferedAmount} bytes wait to be sent on ${this.name}`, {
        code: "ENOBUFS",
        hint: "Write await before send(): it waits until the peer has taken enough.",
        handle: this,
      });
    this.#add("data", true, bytes);
    socket.send(bytes, { binary: typeof message !== "string" }, () => this.#changed.wake());
    const deadline = new Deadline(options, this);
    while (socket.bufferedAmount >= highWaterMark && this.state === "open") {
      const end = await this.#changed.wait(deadline);
      if (end === "event") continue;
      const what = `send() on ${this.name}`;
      const call = { what, awaited: "the peer did not take the message", hint: "Read on the other end." };
      throw waitError(end, deadline, call, { handle: this });
    }
  }

  async recv(options: CallOptions = {}): Promise<string | Buffer | null> {
    const deadline = new Deadline(checkedCall(options), this);
    for (;;) {
      const message = this.#take();
      if (message !== undefined) return message;
      if (this.#ended) return this.#atEnd(this.#ended);
      this.#usable("recv()");
      const end = await this.#changed.wait(deadline);
      if (end === "event" || this.#waiting.length > 0) continue;
      const call = { what: `recv() on ${this.name}`, awaited: "no message came", hint: sendFirst };
      throw waitError(end, deadline, call, { handle: this });
    }
  }

  async *[Symbol.asyncIterator](): AsyncIterator<string | Buffer> {
    for (let message = await this.recv(); message !== null; message = await this.recv()) yield message;
  }

  /** Something went wrong at this end, which the transcript is to tell. @internal */
  noteError(note: string): void {
    this.#note("error", true, note);
  }

  /** Ends it with this code of RFC 6455, section 7.4.1. @internal */
  endWith(code: number, reason: string): void {
    this.#socket?.close(code, reason);
  }

  /** The server that it belongs to closes. @internal */
  goAway(reason: CloseReason, grace: number): Promise<void> {
    this.#closeCode = 1001;
    return this.closeAs(reason, grace);
  }

  protected card(options: ShowOptions): View {
    return connectionCard(this, options);
  }

  override get stateNote(): string {
    return this.#ended && this.state === "closed" ? `: ${endText(this.#ended)}` : super.stateNote;
  }

  facts(stable: boolean): HandleFacts {
    const name = (endpoint: string) => shownEndpoint(endpoint, stable, this.network);
    const endpoint = this.#ends ? `${name(this.#ends.local)} → ${name(this.#ends.remote)}` : "not connected";
    return { endpoint, bytes: this.transcript.bytes };
  }

  /** Both ends say that they close (section 7.1.2); who does not within the grace is cut off. */
  protected async release(grace: number): Promise<void> {
    const socket = this.#socket;
    this.#changed.wake();
    if (!socket || socket.readyState === socket.CLOSED) return;
    const limit = this.time.wakeAt(this.time.now() + grace, () => socket.terminate());
    await new Promise<void>((resolve) => {
      socket.once("close", () => resolve());
      socket.resume();
      socket.close(this.#closeCode);
    });
    limit.cancel();
  }

  #onMessage(data: RawData, isBinary: boolean): void {
    const bytes = data as Buffer;
    this.#add("data", false, bytes);
    if (this.state !== "open") return;
    this.#waiting.push(isBinary ? bytes : bytes.toString());
    this.#waitingBytes += bytes.length + overhead;
    if (this.#waitingBytes > limit) this.#socket!.pause();
    this.#changed.wake();
  }

  #onClose(end: WebSocketEnd): void {
    this.#ended = end;
    this.#note("fin", this.state !== "open", endText(end));
    this.#changed.wake();
    void this.closeAs(this.#fault ? { by: "error", error: this.#fault } : { by: "peer" });
  }

  /** The peer sent something that is not accepted: the close code says so to the peer, and this error to the reader here. */
  #onFault(error: NodeJS.ErrnoException): void {
    this.#note("error", false, error.message);
    this.#fault ??= faultError(error, this.#maxBytes, this);
  }

  #take(): string | Buffer | undefined {
    const message = this.#waiting.shift();
    if (message === undefined) return undefined;
    this.#waitingBytes -= Buffer.byteLength(message) + overhead;
    if (this.#socket!.isPaused && this.#waitingBytes < limit / 2) this.#socket!.resume();
    return message;
  }

  #atEnd(end: WebSocketEnd): null {
    if (this.#fault) throw this.#fault;
    const error = endError(end, this);
    if (error && this.reason?.by === "peer") throw error;
    return null;
  }

  #usable(call: string): WebSocket {
    if (this.#socket && this.state === "open") return this.#socket;
    throw new NetcellError(`${call} on ${this.name}: it is closed`, {
      code: "ENOTCONN",
      hint: "Connect again: a closed connection does not come back.",
      handle: this,
    });
  }

  #note(event: WireEvent, outgoing: boolean, note?: string): void {
    this.#add(event, outgoing, undefined, note);
  }

  #add(event: WireEvent, outgoing: boolean, bytes?: Uint8Array, note?: string): void {
    const { local, remote } = this.#ends!;
    const [from, to] = outgoing ? [local, remote] : [remote, local];
    this.transcript.add(event, from, to, bytes, note, this.time.now());
    this.changed();
  }
}

const sendFirst = "Make the peer send in this cell or an earlier one, or give { timeout } more milliseconds.";
