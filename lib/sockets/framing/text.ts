/** Text as messages carry it: UTF-8 (RFC 3629), and nothing that only looks like it. */
import { isUtf8 } from "node:buffer";
import { invalid, NetcellError } from "../../errors";
import { printable, utf8Length } from "../../view";

const replacement = "\ufffd";

/** The text of the bytes; `what` they are, for the error. */
export function textOf(bytes: Buffer, what: string): string {
  const text = bytes.toString();
  // What is not UTF-8 becomes U+FFFD, which hardly any text holds by itself.
  if (!text.includes(replacement) || isUtf8(bytes)) return text;
  const at = utf8Length(bytes, 0);
  throw new NetcellError(`${what} is not UTF-8 at byte ${at}: ${printable(bytes.subarray(at, at + 8))}`, {
    code: "EILSEQ",
    hint: "The peer sends bytes, or text in another encoding. This message is skipped; the next can be received.",
  });
}

/** The text to be sent, if it is text. */
export function checkedText(text: string, codec: string): string {
  if (typeof text === "string") return text;
  throw invalid(
    `${codec}: a message is text, not ${text === null ? "null" : typeof text}`,
    "Give a string; framing.json() carries other values.",
  );
}
