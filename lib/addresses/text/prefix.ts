/** Prefix lengths and masks read from what people write: 24, "/24", "255.255.255.0". */
import { invalid, typedValue } from "../../errors";
import { allOnes, type IpVersion, maskOf, width } from "../block";
import { dotted } from "./notation";
import { parseAddress } from "./parse";

/**
 * The number of network bits of an address.
 *
 * @throws NetcellError `EINVAL` when it is not a prefix length and no mask
 */
export function parsePrefix(value: number | string, version: IpVersion): number {
  const text = typeof value === "string" ? value.replace(/^\//, "") : value;
  if (typeof text === "string" && text.includes(".") && version === 4) return prefixOfMask(text);
  const prefix =
    typeof text === "number" ? text : /^(0|[1-9][0-9]{0,2})$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isInteger(prefix) && prefix >= 0 && prefix <= width(version)) return prefix;
  throw invalid(
    `${typedValue(value)} is not a prefix length of IPv${version}`,
    `It says how many bits are the network's: 0 to ${width(version)}${version === 4 ? `, or a mask like "255.255.255.0"` : ""}.`,
  );
}

function prefixOfMask(text: string): number {
  const { number: mask } = parseAddress(text);
  const wildcard = mask ^ allOnes(32);
  // Zeros below the ones only: then the wildcard is one less than a power of two.
  if ((wildcard & (wildcard + 1n)) === 0n) return 32 - wildcard.toString(2).replace(/^0$/, "").length;
  if ((mask & (mask + 1n)) === 0n) {
    throw invalid(
      `${typedValue(text)} is a wildcard mask, with ones where the hosts' bits are`,
      `The mask is "${dotted(wildcard)}".`,
    );
  }
  const ones = mask.toString(2).padStart(32, "0").indexOf("0");
  throw invalid(
    `${typedValue(text)} is not a mask: it has ones behind a zero`,
    `A mask is ones, then zeros (RFC 4632, section 5.1): "${dotted(maskOf(4, ones))}" is /${ones}.`,
  );
}
