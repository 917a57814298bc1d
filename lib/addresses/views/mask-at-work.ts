/** The mask at work: address AND mask = network; network OR wildcard = broadcast. */
import type { View } from "../../view";
import { blockAround, lastOf, maskOf, sizeOf } from "../block";
import type { IpAddress } from "../ip";
import { cut, dotted } from "../text/notation";
import { shortForm } from "../text/short-form";
import { digitNotes, partColumns } from "./parts";
import { addressTable } from "./table";

/** The address under a mask of so many ones. */
export function maskAtWork({ version, number }: IpAddress, prefix: number): View {
  const block = blockAround(version, number, prefix);
  const written = (value: bigint) => (version === 4 ? dotted(value) : shortForm(value));
  const row = (what: string, value: bigint) => [what, written(value), ...cut(version, value, prefix)];
  // In IPv6, and in networks of one or two addresses, the last address is a host's like any other.
  const last = version === 4 && prefix < 31 ? "broadcast" : "last address";
  return addressTable({
    caption: `${written(number)} AND ${version === 4 ? written(maskOf(4, prefix)) : `/${prefix}`} = ${written(block.number)}, so it is in ${written(block.number)}/${prefix}`,
    columns: [
      { heading: "step" },
      { heading: version === 4 ? "decimal" : "short form", kind: "mono" },
      ...partColumns(version, prefix),
    ],
    rows: [
      row("address", number),
      row("AND mask", maskOf(version, prefix)),
      row("= network", block.number),
      row("OR wildcard", sizeOf(block) - 1n),
      row(`= ${last}`, lastOf(block)),
    ],
    notes: [
      "AND: where the mask has 1 the bit stays, where it has 0 it becomes 0. OR with the wildcard, which is the mask turned over, makes every bit of the host part 1.",
      ...digitNotes(version, prefix),
    ],
  });
}
