/** The card of a network: its addresses, cut where its mask cuts them. */
import type { View } from "../../view";
import { width } from "../block";
import type { IpAddress } from "../ip";
import { rangeOf } from "../ranges/range-of";
import type { Subnet } from "../subnet/api";
import { cut } from "../text/notation";
import { digitNotes, partColumns } from "./parts";
import { addressTable } from "./table";

/** The facts about one network. */
export function subnetCard(net: Subnet): View {
  const { text, version, prefix, network, mask, wildcard, broadcast, hosts, size } = net;
  const row = (what: string, address: IpAddress) => [
    what,
    address.text,
    ...cut(version, address.number, prefix),
  ];
  const range = rangeOf(version, network.number);
  return addressTable({
    caption: `${text}: an IPv${version} network, ${range.scope} (${range.rfc})`,
    columns: [
      { heading: "which" },
      { heading: version === 4 ? "decimal" : "short form", kind: "mono" },
      ...partColumns(version, prefix),
    ],
    rows: [
      row("network", network),
      row("mask", mask),
      row("wildcard", wildcard),
      row("first host", hosts.first),
      row("last host", hosts.last),
      ...(broadcast ? [row("broadcast", broadcast)] : []),
    ],
    notes: [
      `2^${width(version) - prefix} = ${size} address${size === 1n ? "" : "es"}, ${hosts.count} for hosts${whyFewer(net)}.`,
      ...digitNotes(version, prefix),
    ],
  });
}

function whyFewer({ version, prefix, size, hosts }: Subnet): string {
  if (hosts.count < size) {
    return version === 4
      ? ": the first stands for the network, the last for all its hosts"
      : ": the first means any router of the network (RFC 4291, section 2.6.1)";
  }
  if (size === 1n) return "";
  return `: both ends of a link, nothing else (RFC ${version === 4 ? 3021 : 6164}, /${prefix})`;
}
