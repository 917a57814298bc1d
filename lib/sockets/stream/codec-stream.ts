/** Messages over a connection, by the rules of a codec. */
import type { CallOptions } from "../../cell";
import { NetcellError } from "../../errors";
import { checkedCall } from "../arguments";
import type { Codec } from "../framing/api";
import { MessageReader } from "../framing/message-reader";
import type { Connection } from "../stack/connection";
import type { FramedStream } from "../stack/messages";
import type { Inbox } from "./inbox";

export class CodecStream<M, Sent> implements FramedStream<M, Sent> {
  readonly #inbox: Inbox;
  readonly #codec: Codec<M, Sent>;
  readonly #reader: MessageReader<M>;
  readonly #options: CallOptions;

  constructor(
    readonly connection: Connection,
    inbox: Inbox,
    codec: Codec<M, Sent>,
    options: CallOptions,
  ) {
    this.#inbox = inbox;
    this.#reader = new MessageReader(codec);
    this.#codec = codec;
    this.#options = options;
  }

  get canSendNow(): boolean {
    return this.connection.canSendNow;
  }

  async send(message: Sent, options?: CallOptions): Promise<void> {
    await this.connection.send(this.#encoded(message), this.#with(options));
  }

  async recv(options?: CallOptions): Promise<M | null> {
    const call = `recv() of ${this.#codec.name}`;
    try {
      // What is left in the inbox belongs to the connection: other ways to read can follow.
      return await this.#inbox.takeMessage(this.#reader, call, this.#with(options));
    } catch (error) {
      throw this.#located(error, "recv()");
    }
  }

  async *[Symbol.asyncIterator](): AsyncIterator<M> {
    for (let message = await this.recv(); message !== null; message = await this.recv()) yield message;
  }

  #encoded(message: Sent): string | Uint8Array {
    try {
      return this.#codec.encode(message);
    } catch (error) {
      throw this.#located(error, "send()");
    }
  }

  #with(options: CallOptions | undefined): CallOptions {
    return options === undefined ? this.#options : { ...this.#options, ...checkedCall(options) };
  }

  /** An error of a codec, with the connection to which it happened: the codec itself knows of none. */
  #located(error: unknown, call: string): unknown {
    if (!(error instanceof NetcellError) || error.handle) return error;
    const { what, code, hint } = error;
    return new NetcellError(`${call} on ${this.connection.name}: ${what}`, {
      code,
      hint,
      handle: this.connection,
    });
  }
}
