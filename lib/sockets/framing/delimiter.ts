/** Messages that end with a mark that none of them holds; lines are the best known. */
import { checkedCount, checkedOptions, invalid, type NetcellError } from "../../errors";
import { bytesOf } from "../arguments";
import type { Codec, DelimiterOptions, LineCodecOptions } from "./api";
import { checkedText, textOf } from "./text";

const carriageReturn = 0x0d;

export function lines(options: LineCodecOptions = {}): Codec<string> {
  const { delimiter = "\n", maxBytes } = checkedOptions(options, { delimiter: true, maxBytes: true });
  const name = delimiter === "\n" ? "lines" : `lines ending in ${JSON.stringify(delimiter)}`;
  const end = checkedDelimiter(delimiter);
  const endsInNewline = delimiter === "\n";
  return {
    name,
    ...(maxBytes !== undefined && { maxBytes }),
    encode(line) {
      const text = checkedText(line, name);
      const whole = text + delimiter;
      if (whole.indexOf(delimiter) < text.length || (endsInNewline && text.includes("\r")))
        throw lineEndingInside();
      return whole;
    },
    decode(bytes, ended) {
      const at = bytes.indexOf(end);
      // The last line needs no line ending.
      if (at < 0) return ended ? textOf(bytes.take(bytes.length), "the last line") : undefined;
      const line = bytes.take(at + end.length);
      const length = endsInNewline && line[at - 1] === carriageReturn ? at - 1 : at;
      return textOf(line.subarray(0, length), "a line");
    },
  };
}

export function delimiter(
  mark: string | Uint8Array,
  options: DelimiterOptions = {},
): Codec<Buffer, string | Uint8Array> {
  const { maxBytes } = checkedOptions(options, { maxBytes: true });
  const end = checkedDelimiter(mark);
  const name = `messages ending in ${JSON.stringify(Buffer.from(end).toString())}`;
  return {
    name,
    ...(maxBytes !== undefined && { maxBytes }),
    encode(message) {
      const bytes = bytesOf(message);
      const whole = Buffer.concat([bytes, end]);
      // A message may also hold the beginning of the mark, which what follows completes.
      if (whole.indexOf(end) < bytes.length) throw delimiterInside(name);
      return whole;
    },
    decode(bytes) {
      const at = bytes.indexOf(end);
      return at < 0 ? undefined : bytes.take(at + end.length).subarray(0, at);
    },
  };
}

/** A copy: what the caller does to its bytes later changes nothing. */
function checkedDelimiter(mark: string | Uint8Array): Uint8Array {
  const bytes = Uint8Array.from(bytesOf(mark));
  checkedCount(bytes.length, "the delimiter's length");
  return bytes;
}

function lineEndingInside(): NetcellError {
  return invalid(
    "a line cannot hold a line ending",
    "Send each line by itself, or use connection.send() for text as it is.",
  );
}

function delimiterInside(name: string): NetcellError {
  return invalid(
    `${name}: this one holds the mark itself`,
    "Choose another mark, or framing.lengthPrefixed(), which carries any bytes.",
  );
}
