/** A stream that ends in the middle of a message. */
import { NetcellError } from "../../errors";

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
