/** The view of shortening(): the rules that make an IPv6 address short, one a row. */
import type { View } from "../../view";
import type { IpAddress } from "../ip";
import { addressTable } from "./table";

/** The steps from `written` to the short form. */
export function shorteningView({ text, shorteningSteps }: IpAddress, written: string): View {
  return addressTable({
    caption:
      shorteningSteps.length === 0
        ? `${text} is in its short form; no rule changes it`
        : `From ${written} to its short form (RFC 5952)`,
    columns: [
      { heading: "rule" },
      { heading: "what it says", kind: "words", width: 34 },
      { heading: "the address then", kind: "mono" },
    ],
    rows: [
      ["as written", "", written],
      ...shorteningSteps.map(({ rule, says, result }) => [rule, says, result]),
    ],
  });
}
