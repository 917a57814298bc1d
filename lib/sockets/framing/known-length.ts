/** Messages whose length is known before their end: all of one length, or each with its length first. */
import { checkedCount, checkedOptions, invalid, NetcellError } from "../../errors";
import { bytesOf } from "../arguments";
import type { Codec, LengthPrefixOptions } from "./api";
import { cutShort, defaultMaxBytes } from "./message-reader";

export function fixed(length: number): Codec<Buffer, string | Uint8Array> {
  checkedCount(length, "the length");
  const name = `messages of ${length} bytes`;
  return {
    name,
    maxBytes: length,
    encode(message) {
      const bytes = bytesOf(message);
      if (bytes.length === length) return bytes;
      throw invalid(
        `${name}: this one has ${bytes.length}`,
        "Fill it up or cut it to size; framing.lengthPrefixed() carries any length.",
      );
    },
    decode(bytes, ended) {
      if (bytes.length >= length) return bytes.take(length);
      if (ended) throw cutShort(name, bytes.length, length);
      return undefined;
    },
  };
}

export function lengthPrefixed(options: LengthPrefixOptions = {}): Codec<Buffer, string | Uint8Array> {
  const { bytes: size = 4, endian = "big" } = checkedPrefix(options);
  const largest = 2 ** (8 * size) - 1;
  const limit = Math.min(options.maxBytes ?? defaultMaxBytes, largest);
  checkedCount(limit, "maxBytes");
  const name = `length-prefixed messages (${size}-byte length)`;
  return {
    name,
    maxBytes: size + limit,
    encode(message) {
      const payload = bytesOf(message);
      if (payload.length > limit) throw tooLongToSend(name, payload.length, limit, largest);
      const framed = Buffer.allocUnsafe(size + payload.length);
      if (endian === "big") framed.writeUIntBE(payload.length, 0, size);
      else framed.writeUIntLE(payload.length, 0, size);
      framed.set(payload, size);
      return framed;
    },
    decode(bytes, ended) {
      if (bytes.length >= size) {
        const prefix = bytes.peek(size);
        const length = endian === "big" ? prefix.readUIntBE(0, size) : prefix.readUIntLE(0, size);
        // Before anything is kept for it: the number is the peer's word, and nothing more.
        if (length > limit) throw tooLongToReceive(name, prefix, length, limit);
        if (bytes.length >= size + length) return bytes.take(size + length).subarray(size);
        if (ended) throw cutShort(name, bytes.length, size + length);
      }
      return undefined;
    },
  };
}

function checkedPrefix(options: LengthPrefixOptions): LengthPrefixOptions {
  const { bytes = 4, endian = "big" } = checkedOptions(options, {
    bytes: true,
    endian: true,
    maxBytes: true,
  });
  if ([1, 2, 4].includes(bytes) && (endian === "big" || endian === "little")) return options;
  throw invalid(
    `a length of ${String(bytes)} bytes, ${String(endian)}-endian, is not offered`,
    'Give { bytes: 1, 2 or 4, endian: "big" or "little" }.',
  );
}

function tooLongToSend(name: string, length: number, limit: number, largest: number): NetcellError {
  return new NetcellError(`${name}: ${length} bytes are too many to send, at most ${limit} are`, {
    code: "EMSGSIZE",
    hint:
      limit < largest
        ? "Send it in pieces, or give both ends a larger maxBytes."
        : "Send it in pieces, or give the length more bytes.",
  });
}

function tooLongToReceive(name: string, prefix: Buffer, length: number, limit: number): NetcellError {
  const hex = prefix.toString("hex").replace(/(..)(?=.)/g, "$1 ");
  return new NetcellError(
    `${name}: the next one says ${length} bytes (${hex}), at most ${limit} are accepted`,
    {
      code: "EMSGSIZE",
      hint: "The peer does not speak this protocol or means harm: abort() the connection, or give a larger maxBytes.",
    },
  );
}
