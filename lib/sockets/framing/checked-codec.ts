/** A codec that is none, said at once and in words. */
import { inspect } from "node:util";
import { NetcellError } from "../../errors";
import { checkedCount } from "../arguments";
import type { Codec } from "./codec";

export function checkedCodec<C extends Codec<unknown, never>>(codec: C): C {
  const { encode, decode, maxBytes } = (codec ?? {}) as Partial<C>;
  if (typeof encode !== "function" || typeof decode !== "function")
    throw new NetcellError(`${inspect(codec, { depth: 0 })} is not a codec`, {
      code: "EINVAL",
      hint: "Give one of framing's, such as framing.lines(), or an object { name, encode, decode }.",
    });
  if (maxBytes !== undefined) checkedCount(maxBytes, "maxBytes");
  return codec;
}
