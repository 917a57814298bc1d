/** A codec at work on chunks that the caller gives it: framing without a socket. */
import { NetcellError } from "../../errors";
import { bytesOf } from "../arguments";
import type { Codec, Decoder } from "./api";
import { ByteQueue } from "./byte-queue";
import { MessageReader } from "./message-reader";

export function decoder<M>(codec: Codec<M, never>): Decoder<M> {
  return new PushDecoder(codec);
}

class PushDecoder<M> implements Decoder<M> {
  readonly #reader: MessageReader<M>;
  readonly #queue = new ByteQueue();
  #fault: { readonly error: unknown } | undefined;
  #hasEnded = false;

  constructor(codec: Codec<M, never>) {
    this.#reader = new MessageReader(codec);
  }

  get held(): number {
    return this.#queue.length;
  }

  push(chunk: string | Uint8Array): M[] {
    if (this.#hasEnded)
      throw new NetcellError("the decoder has ended", {
        code: "EPIPE",
        hint: "Nothing can be pushed after end(): make another framing.decoder().",
      });
    // A copy: what the caller does to its chunk later changes nothing.
    if (!this.#fault) this.#queue.push(Buffer.from(bytesOf(chunk)));
    return this.#messages();
  }

  end(): M[] {
    this.#hasEnded = true;
    return this.#messages();
  }

  #messages(): M[] {
    const messages: M[] = [];
    const before = this.#queue.length;
    try {
      if (this.#fault) throw this.#fault.error;
      let message = this.#reader.next(this.#queue, this.#hasEnded);
      for (; message !== undefined; message = this.#reader.next(this.#queue, this.#hasEnded))
        messages.push(message);
    } catch (error) {
      this.#fault = { error };
      this.#queue.clear();
      if (messages.length === 0) throw error;
    }
    if (this.#queue.length < before) this.#compact();
    return messages;
  }

  /** The few bytes that are left would hold on to the chunk that they came in. */
  #compact(): void {
    this.#queue.push(Buffer.from(this.#queue.take(this.#queue.length)));
  }
}
