/** A codec reading messages from a queue of bytes, held to its limit: it sees no more bytes than it may hold. */
import { inspect } from "node:util";
import { checkedCount, invalid, NetcellError } from "../../errors";
import type { Codec, ReceivedBytes } from "./api";
import type { ByteQueue } from "./byte-queue";

/** Bytes of one message, or of one call, where nothing else is said. */
export const defaultMaxBytes = 65_536;

export class MessageReader<M> {
  readonly #codec: Codec<M, never>;
  readonly #maxBytes: number;

  constructor(codec: Codec<M, never>) {
    this.#codec = checkedCodec(codec);
    this.#maxBytes = codec.maxBytes ?? defaultMaxBytes;
  }

  /**
   * Takes the next message from the queue; `undefined` when it has not come yet, or when the bytes have `ended` with
   * the message before. The answer depends on the bytes alone, and not on how they were cut.
   */
  next(queue: ByteQueue, ended: boolean): M | undefined {
    while (queue.length > 0) {
      const before = queue.length;
      // A full window is not the end of the stream, even if the end has come already.
      const message = this.#codec.decode(new Window(queue, this.#maxBytes), ended && before < this.#maxBytes);
      const taken = before - queue.length;
      if (message !== undefined && message !== null) {
        if (taken > 0) return message;
        throw this.#fault(
          "made a message of no bytes",
          "EPROTO",
          "Its decode() must take() what it has read.",
        );
      }
      // Bytes that belong to no message, such as padding, may be taken alone.
      if (taken > 0) continue;
      if (before >= this.#maxBytes)
        throw this.#fault(`found no end in ${this.#maxBytes} bytes`, "EMSGSIZE", larger);
      if (ended) throw cutShort(this.#codec.name, before);
      return undefined;
    }
    return undefined;
  }

  #fault(what: string, code: string, hint: string): NetcellError {
    return new NetcellError(`${this.#codec.name}: ${what}`, { code, hint });
  }
}

const larger =
  "The peer frames its messages in another way, or sends longer ones: give a larger maxBytes, or abort() the connection.";
/** The first bytes of a queue, as a codec may see them. */
class Window implements ReceivedBytes {
  readonly #queue: ByteQueue;
  #limit: number;

  constructor(queue: ByteQueue, limit: number) {
    this.#queue = queue;
    this.#limit = limit;
  }

  get length(): number {
    return Math.min(this.#queue.length, this.#limit);
  }

  indexOf(pattern: string | Uint8Array): number {
    const sought = typeof pattern === "string" ? Buffer.from(pattern) : pattern;
    const at = this.#queue.indexOf(sought);
    return at + sought.length > this.#limit ? -1 : at;
  }

  peek(count: number): Buffer {
    return this.#queue.peek(Math.max(0, Math.min(count, this.length)));
  }

  take(count: number): Buffer {
    if (!(count >= 0 && count <= this.length))
      throw invalid(
        `take(${count}) of ${this.length} bytes`,
        "A codec's decode() answers undefined until bytes.length says that enough has come.",
      );
    const taken = this.#queue.take(count);
    this.#limit -= count;
    return taken;
  }
}

/** `there` bytes of the message have come, `wanted` it has, where that is known. */
export function cutShort(codec: string, there: number, wanted?: number): NetcellError {
  const part =
    wanted === undefined
      ? `${there} ${there === 1 ? "byte" : "bytes"} of it`
      : `${there} of its ${wanted} bytes`;
  return new NetcellError(`${codec}: the stream ended in the middle of a message, ${part} had come`, {
    code: "ENODATA",
    hint: "The peer closed too early, or frames its messages in another way.",
  });
}

function checkedCodec<C extends Codec<unknown, never>>(codec: C): C {
  const { encode, decode, maxBytes } = (codec ?? {}) as Partial<C>;
  if (typeof encode !== "function" || typeof decode !== "function")
    throw invalid(
      `${inspect(codec, { depth: 0 })} is not a codec`,
      "Give one of framing's, such as framing.lines(), or an object { name, encode, decode }.",
    );
  if (maxBytes !== undefined) checkedCount(maxBytes, "maxBytes");
  return codec;
}
