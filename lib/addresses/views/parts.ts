/** The two columns of an address that a mask cuts. */

import type { TableColumn } from "../../view";
import type { IpVersion } from "../block";
import { width } from "../block";

/** Their headings: how many bits each part has. */
export function partColumns(version: IpVersion, prefix: number): [network: TableColumn, host: TableColumn] {
  return [
    { heading: `network part, ${bits(prefix)}`, kind: "network" },
    { heading: `host part, ${bits(width(version) - prefix)}`, kind: "host" },
  ];
}

/** Notes for the reader of an IPv6 address that is cut; none for IPv4. */
export function digitNotes(version: IpVersion, prefix: number): string[] {
  if (version === 4) return [];
  const digit = "Each hexadecimal digit is four bits.";
  return [
    prefix % 4 === 0
      ? digit
      : `${digit} The mask cuts through one: that digit is written as its bits, in parentheses.`,
  ];
}

export function bits(count: number): string {
  return `${count} bit${count === 1 ? "" : "s"}`;
}
