/** What a codec is: the rules by which one protocol puts messages into a byte stream, without any socket. */

/**
 * How messages of one kind are put into a byte stream and found in it again. `framing` has the usual ones; a codec of
 * your own is an object with a name and two functions.
 *
 * `M` is what arrives, `Sent` what can be sent.
 *
 * @example
 * ```ts
 * import { framing, type Codec } from "netcell";
 * // Netstrings: "5:hello,"
 * const netstring: Codec<string> = {
 *   name: "netstring",
 *   encode: (text) => `${Buffer.byteLength(text)}:${text},`,
 *   decode: (bytes) => {
 *     const colon = bytes.indexOf(":");
 *     const length = Number(bytes.peek(colon));
 *     if (colon < 0 || bytes.length < colon + 1 + length + 1) return undefined;
 *     return String(bytes.take(colon + 1 + length + 1).subarray(colon + 1, -1));
 *   },
 * };
 * framing.decoder(netstring).push("5:hello,6:wor")
 * ```
 */
export interface Codec<M, Sent = M> {
  /** What error messages call it. */
  readonly name: string;
  /** The longest message in bytes, with all that frames it; 65 536 unless told otherwise. A decoder holds no more. */
  readonly maxBytes?: number;
  /**
   * The message as text (which is sent as UTF-8) or bytes, with whatever marks its end.
   * @throws NetcellError when the codec cannot carry this message
   */
  encode(message: Sent): string | Uint8Array;
  /**
   * Takes the next message from the front of `bytes`, or takes nothing and answers `undefined` until all of it has
   * come; it is asked again then. It remembers nothing between two calls: what it needs is in `bytes`.
   *
   * Throwing after the bytes of a bad message were taken skips that message; throwing before leaves the stream where it is.
   *
   * @param ended nothing comes after these bytes; only a codec whose last message needs no mark at its end looks at it
   */
  decode(bytes: ReceivedBytes, ended: boolean): M | undefined;
}

/** The bytes that have come and that no message has been made of yet, as a {@link Codec} sees them. */
export interface ReceivedBytes {
  /** How many there are, at most the codec's `maxBytes`. */
  readonly length: number;
  /** Where text (as UTF-8) or bytes begin in them; -1 when they are not there. */
  indexOf(pattern: string | Uint8Array): number;
  /** The first `count` of them, or fewer where there are no more; they stay. */
  peek(count: number): Buffer;
  /** Removes the first `count` of them, which must be there. */
  take(count: number): Buffer;
}

/** A codec at work on chunks of bytes that are handed to it, however they were cut. */
export interface Decoder<M> {
  /** Bytes of a message that has begun and not ended. */
  readonly held: number;
  /**
   * Takes the next bytes and gives the messages that they complete.
   * @throws NetcellError when the bytes break the rules of the codec: in the call after the messages before the fault
   * were given, and in every call from then on
   */
  push(chunk: string | Uint8Array): M[];
  /**
   * Nothing more comes: gives a last message that needs no end.
   * @throws NetcellError `ENODATA` when the bytes end in the middle of a message
   */
  end(): M[];
}
