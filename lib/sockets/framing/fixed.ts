/** Messages that are all of one length. */
import { NetcellError } from "../../errors";
import { bytesOf, checkedCount } from "../arguments";
import type { Codec } from "./codec";
import { cutShort } from "./cut-short";

export function fixed(length: number): Codec<Buffer, string | Uint8Array> {
  checkedCount(length, "the length");
  const name = `messages of ${length} bytes`;
  return {
    name,
    maxBytes: length,
    encode(message) {
      const bytes = bytesOf(message);
      if (bytes.length === length) return bytes;
      throw new NetcellError(`${name}: this one has ${bytes.length}`, {
        code: "EINVAL",
        hint: "Fill it up or cut it to size; framing.lengthPrefixed() carries any length.",
      });
    },
    decode(bytes, ended) {
      if (bytes.length >= length) return bytes.take(length);
      if (ended) throw cutShort(name, bytes.length, length);
      return undefined;
    },
  };
}
