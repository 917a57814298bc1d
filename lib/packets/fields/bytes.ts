/** Bytes as they are: payloads, padding, data without a name. */

import { checkedOptions, type NamesOf, typedValue } from "../../errors";
import { quotedBytes, utf8 } from "../bytes-as-text";
import { Refusal } from "../error";
import { type Field, type FieldOptions, type Fields, fieldOptions } from "../model/field";

/** Options of a field of bytes. */
export interface BytesOptions extends FieldOptions {
  /** Bytes it takes when read; without it, all that the header has left. */
  readonly extent?: (known: Fields, left: number) => number;
  /** Fills up with zeros, or cuts, to this many bytes when written. */
  readonly width?: (known: Fields) => number;
}

const bytesOptions: NamesOf<BytesOptions> = {
  ...fieldOptions,
  extent: true,
  width: true,
};

const none = new Uint8Array(0);
/** So many bytes; a string stands for its UTF-8. */
export function bytes(options: BytesOptions = {}): Field<string | Uint8Array, Uint8Array> {
  checkedOptions(options, bytesOptions);
  const { width, ...rest } = options;
  return {
    ...rest,
    bits: 0,
    default: none,
    size: (value, known) => width?.(known) ?? value.length,
    read: (from, bit, bits) => from.slice(bit >>> 3, (bit + bits) >>> 3),
    write: (to, bit, bits, value) => to.set(value.subarray(0, bits >>> 3), bit >>> 3),
    parse(value) {
      if (typeof value === "string") return utf8(value);
      if (value instanceof Uint8Array) return value.slice();
      throw new Refusal(`${typedValue(value)} is neither text nor bytes`, "Take a string or a Uint8Array.");
    },
    text: quotedBytes,
  };
}
