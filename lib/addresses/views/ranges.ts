/** Ranges of addresses in a table: what they are for, and how far a packet to them goes. */
import type { View } from "../../view";
import type { AddressRange } from "../ranges/range";
import { addressTable } from "./table";

/** One range a row. */
export function rangesView(caption: string, ranges: readonly AddressRange[]): View {
  return addressTable({
    caption,
    columns: [
      { heading: "range", kind: "mono" },
      { heading: "scope" },
      { heading: "a packet to it goes" },
      { heading: "what it is for", kind: "words", width: 46 },
    ],
    rows: ranges.map((range) => [range.prefix, range.scope, reach(range), `${range.meaning} (${range.rfc})`]),
  });
}

/** The registry's answers in one: each "yes" goes farther than the one before. */
function reach({ destination, forwardable, globallyReachable }: AddressRange): string {
  if (destination === false) return "onto no link";
  if (forwardable === false) return "not beyond the link";
  if (globallyReachable === false) return "not beyond the site";
  return globallyReachable ? "anywhere" : "not said";
}
