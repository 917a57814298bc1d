/** specialRanges(): the tables of ranges, to look at. */
import type { Displayable, View } from "../../view";
import type { IpVersion } from "../block";
import { shownAs } from "../value";
import { rangesView } from "../views/ranges";
import { ipv4Multicast, ipv4Special } from "./ipv4";
import { ipv6Groups, ipv6Retired, ipv6Special } from "./ipv6";
import type { AddressRange } from "./range";

/** Ranges of addresses; as the last expression of a cell they are a table. */
export interface AddressRanges extends ReadonlyArray<AddressRange>, Displayable {
  /** The view that a cell shows of them. */
  view(): View;
}

/**
 * Every range of addresses with a purpose of its own: IANA's special-purpose addresses (RFC 6890), and groups.
 *
 * @param version 4 or 6
 * @example
 * ```ts
 * import { specialRanges } from "netcell";
 * specialRanges(4)
 * ```
 */
export function specialRanges(version: IpVersion): AddressRanges {
  const ranges =
    version === 4 ? [...ipv4Special, ...ipv4Multicast] : [...ipv6Special, ...ipv6Retired, ipv6Groups];
  const caption = `Special IPv${version} addresses (IANA, RFC 6890)`;
  return shownAs<AddressRange, AddressRanges>(
    ranges,
    () => rangesView(caption, ranges),
    ({ prefix }) => prefix,
  );
}
