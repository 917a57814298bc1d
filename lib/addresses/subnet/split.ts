/** The prefix length of the parts into which a network is split. */
import { checkedOptions, invalid } from "../../errors";
import { width } from "../block";
import { parsePrefix } from "../text/prefix";
import type { Subnet } from "./api";

/** More parts than this are never made. */
const mostBits = 16;

/**
 * The prefix length of the parts.
 *
 * @throws NetcellError `EINVAL` when the network does not have such parts, or has too many
 */
export function splitPrefix(net: Subnet, into: number | string | { readonly parts: number }): number {
  const prefix =
    typeof into === "object"
      ? net.prefix + bitsFor(net, checkedOptions(into, { parts: true }).parts)
      : parsePrefix(into, net.version);
  const bits = prefix - net.prefix;
  if (bits < 0) {
    throw invalid(
      `A /${prefix} is larger than ${net.text}`,
      `Give a prefix length from ${net.prefix} to ${width(net.version)}.`,
    );
  }
  if (prefix > width(net.version)) {
    throw invalid(`${net.text} has only ${net.size} addresses`, "Ask for fewer parts.");
  }
  if (bits > mostBits) {
    throw invalid(
      `${net.text} has ${2n ** BigInt(bits)} parts of /${prefix}, too many to list`,
      `At most ${2 ** mostBits} are listed: give a prefix length up to ${net.prefix + mostBits}.`,
    );
  }
  return prefix;
}

function bitsFor(net: Subnet, parts: number): number {
  const bits = Math.log2(parts);
  if (Number.isSafeInteger(parts) && parts >= 1 && Number.isInteger(bits)) return bits;
  const hint =
    Number.isSafeInteger(parts) && parts > 0
      ? `Each bit doubles them: ask for ${2 ** Math.floor(bits)} or ${2 ** Math.ceil(bits)}, or for parts of unequal size with plan().`
      : "Ask for 2, 4, 8, …";
  throw invalid(`${net.text} has no ${parts} equal parts`, hint);
}
