/** Text in a packet: UTF-8, and no byte is lost where it is something else. */

import { checkedOptions, type NamesOf, typedValue } from "../../errors";
import { hex, quotedBytes, utf8 } from "../bytes-as-text";
import { Refusal } from "../error";
import { type Field, type FieldOptions, type Fields, fieldOptions } from "../model/field";

/** Options of a field of text. */
export interface TextOptions extends FieldOptions {
  /** The text when none is given. */
  readonly default?: string;
  /** Its meaning. */
  readonly meaning?: (value: string, known: Fields) => string | undefined;
}

const textOptions: NamesOf<TextOptions> = {
  ...fieldOptions,
  default: true,
  meaning: true,
};

/** Text in so many bytes, filled up with zeros. */
export function paddedText(length: number, options: TextOptions = {}): Field<string, string> {
  checkedOptions(options, textOptions);
  const trimmed = (bytes: Uint8Array) => {
    let end = bytes.length;
    while (end > 0 && bytes[end - 1] === 0) end--;
    return decodeText(bytes.subarray(0, end));
  };
  return {
    ...common(options),
    bits: 8 * length,
    read: (from, bit) => trimmed(from.subarray(bit >>> 3, (bit >>> 3) + length)),
    write(to, bit, _bits, value) {
      to.fill(0, bit >>> 3, (bit >>> 3) + length);
      to.set(encodeText(value), bit >>> 3);
    },
    parse(value) {
      const bytes = encodeText(textOnly(value));
      if (bytes.length <= length) return trimmed(bytes);
      throw new Refusal(
        `${typedValue(value)} takes ${bytes.length} bytes`,
        `Take a text of at most ${length}.`,
      );
    },
  };
}

/** Text up to a zero byte, which is the field's last one. */
export function zeroTerminated(options: TextOptions = {}): Field<string, string> {
  checkedOptions(options, textOptions);
  return {
    ...common(options),
    bits: 0,
    extent: (_known, left, bytes, at) => sizeToZero(bytes, at, at + left),
    size: (value) => encodeText(value).length + 1,
    read: (from, bit, bits) => decodeText(from.subarray(bit >>> 3, ((bit + bits) >>> 3) - 1)),
    write: (to, bit, _bits, value) => to.set(encodeText(value), bit >>> 3),
    parse(value) {
      const text = textOnly(value);
      if (!text.includes("\0")) return text;
      throw new Refusal(`${typedValue(value)} has a zero in it`, "A zero ends this text: leave it out.");
    },
  };
}

/** Bytes from `at` up to and with the next zero; where there is none before `end`, one more than there are. */
export function sizeToZero(bytes: Uint8Array, at: number, end: number): number {
  let to = at;
  while (to < end && bytes[to] !== 0) to++;
  return to + 1 - at;
}

const common = (options: TextOptions) => ({
  ...options,
  default: options.default ?? "",
  text: (value: string) => quotedBytes(encodeText(value)),
  scapy: (value: string) => `bytes.fromhex('${hex(encodeText(value))}')`,
});

function textOnly(value: unknown): string {
  if (typeof value === "string") return value;
  throw new Refusal(`${typedValue(value)} is not text`, "Take a string.");
}

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * The text of these bytes. Where they are not UTF-8, each byte above 0x7f becomes one of the code units U+DC80…U+DCFF,
 * which no text has (Python calls it "surrogateescape"): so writing the text gives the same bytes again.
 */
export function decodeText(encoded: Uint8Array): string {
  try {
    return strict.decode(encoded);
  } catch {
    return Array.from(encoded, (byte) => String.fromCharCode(byte < 0x80 ? byte : 0xdc00 + byte)).join("");
  }
}

/** The bytes of a text. */
export function encodeText(text: string): Uint8Array {
  if (!/[\udc80-\udcff]/.test(text)) return utf8(text);
  const escaped = (letter: string) => letter.length === 1 && letter >= "\udc80" && letter <= "\udcff";
  return Uint8Array.from(
    Array.from(text).flatMap((letter) =>
      escaped(letter) ? letter.charCodeAt(0) - 0xdc00 : Array.from(utf8(letter)),
    ),
  );
}
