/** Public types of framing: the rules by which a protocol puts messages into a byte stream, without any socket. */

/** Options of {@link Framing.lines}. */
export interface LineCodecOptions {
  /** The end of a line (default: `\n`, where a `\r` before it is removed). */
  readonly delimiter?: string;
  /** The longest line in bytes that is accepted, with its ending (default: 65 536). */
  readonly maxBytes?: number;
}

/** Options of {@link Framing.delimiter}. */
export interface DelimiterOptions {
  /** The longest message in bytes that is accepted, with its delimiter (default: 65 536). */
  readonly maxBytes?: number;
}

/** Options of {@link Framing.lengthPrefixed}. */
export interface LengthPrefixOptions {
  /** How many bytes the length takes: 1, 2 or 4 (default: 4). */
  readonly bytes?: 1 | 2 | 4;
  /** The byte order of the length (default: `"big"`, that of the Internet's protocols, with the highest byte first). */
  readonly endian?: "big" | "little";
  /** The longest message in bytes, without its length (default: 65 536). */
  readonly maxBytes?: number;
}

/**
 * Ways to put messages into a byte stream, which has no boundaries of its own: give one to `connection.framed()`.
 *
 * The limit of each is what a decoder holds at most, whatever the peer sends. A message that breaks the rules inside
 * its frame (`EILSEQ`, not UTF-8; `EBADMSG`, not JSON) is skipped, and the next can be received. Where the frame itself
 * is wrong (`EMSGSIZE`, too long; `ENODATA`, cut short) the place where the next message begins is unknown: the bytes stay in
 * the connection, where `connection.recv()` gives them, and every further `recv()` of messages fails likewise.
 */
export interface Framing {
  /**
   * Text, line by line. Sending a line that holds a line ending is refused; the last line received needs none.
   *
   * @throws NetcellError (when used) `EMSGSIZE` for a line too long, `EILSEQ` for one that is not UTF-8 (RFC 3629)
   * @example
   * ```ts
   * import { framing } from "netcell";
   * const decoder = framing.decoder(framing.lines());
   * [decoder.push("one\ntw"), decoder.push("o\nthree"), decoder.end()]
   * ```
   */
  lines(options?: LineCodecOptions): Codec<string>;
  /**
   * Messages that end with a mark, as bytes (`String(message)` is their text).
   *
   * @throws NetcellError (when used) `EMSGSIZE` for a message too long, `ENODATA` when the stream ends before the mark
   * @example
   * ```ts
   * import { framing } from "netcell";
   * framing.decoder(framing.delimiter(";")).push("left;right;ju").map(String)
   * ```
   */
  delimiter(mark: string | Uint8Array, options?: DelimiterOptions): Codec<Buffer, string | Uint8Array>;
  /**
   * Messages of `length` bytes each.
   *
   * @throws NetcellError (when used) `ENODATA` when the stream ends in the middle of one
   * @example
   * ```ts
   * import { framing } from "netcell";
   * framing.decoder(framing.fixed(4)).push("golfhotel").map(String)
   * ```
   */
  fixed(length: number): Codec<Buffer, string | Uint8Array>;
  /**
   * Messages of any bytes, each after its length. A length above `maxBytes` is refused before anything is kept for it.
   *
   * @throws NetcellError (when used) `EMSGSIZE` for a message too long, `ENODATA` when the stream ends in one
   * @example
   * ```ts
   * import { framing } from "netcell";
   * const codec = framing.lengthPrefixed({ bytes: 2 });
   * const bytes = codec.encode("hello");
   * [bytes, framing.decoder(codec).push(bytes).map(String)]
   * ```
   */
  lengthPrefixed(options?: LengthPrefixOptions): Codec<Buffer, string | Uint8Array>;
  /**
   * Values as JSON (RFC 8259), each in a message of `inner` (default: a line). `null` alone is not a
   * message: it would look like the end of the stream.
   *
   * @throws NetcellError (when used) `EBADMSG` with the position for what is not JSON, and what `inner` throws
   * @example
   * ```ts
   * import { framing } from "netcell";
   * framing.decoder(framing.json()).push('{"x": 1}\n[2, 3]\n')
   * ```
   */
  // biome-ignore lint/suspicious/noExplicitAny: as JSON.parse: what a peer sends can have any shape
  json<M = any>(inner?: Codec<string | Buffer, string>): Codec<M>;
  /**
   * A codec at work without a socket: push chunks in, however they are cut, and take the messages.
   *
   * @example
   * ```ts
   * import { framing } from "netcell";
   * const decoder = framing.decoder(framing.lengthPrefixed({ bytes: 1 }));
   * const messages = decoder.push(Uint8Array.of(2, 104, 105, 5, 119));
   * [messages.map(String), decoder.held]
   * ```
   */
  decoder<M>(codec: Codec<M, never>): Decoder<M>;
}

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
  /** The longest message in bytes, with all that frames it (default: 65 536). A decoder holds no more. */
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
