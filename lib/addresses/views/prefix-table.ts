/** A table of networks, and how an address is looked up in it. */
import { type View, visible } from "../../view";
import { blockAround } from "../block";
import { Address, type IpAddress } from "../ip";
import type { PrefixEntry } from "../prefix-table";
import { addressTable } from "./table";

/** The table alone. */
export function prefixTableView(entries: ReadonlyArray<PrefixEntry<unknown>>): View {
  return addressTable({
    caption: "Networks, the longest prefixes first",
    columns: [{ heading: "network", kind: "mono" }, { heading: "value" }],
    rows: entries.map(({ subnet, value }) => [subnet.text, visible(String(value))]),
  });
}

/** Every row that could have the address, what its mask makes of it, and which row wins. */
export function lookupView(
  address: IpAddress,
  entries: ReadonlyArray<PrefixEntry<unknown>>,
  winner: PrefixEntry<unknown> | undefined,
): View {
  const { version, number, text } = address;
  const tried = entries.filter(({ subnet }) => subnet.version === version);
  return addressTable({
    caption: winner
      ? `${text} belongs to ${winner.subnet}: ${visible(String(winner.value))}`
      : `${text} is in none of the networks`,
    columns: [
      { heading: "network", kind: "mono" },
      { heading: "value" },
      { heading: "address AND mask", kind: "mono" },
      { heading: "match" },
    ],
    rows: tried.map((entry) => {
      const { subnet, value } = entry;
      const masked = new Address(version, blockAround(version, number, subnet.prefix).number);
      const verdict = entry === winner ? "yes, the longest prefix" : subnet.contains(address) ? "yes" : "no";
      return [subnet.text, visible(String(value)), masked.text, verdict];
    }),
  });
}
