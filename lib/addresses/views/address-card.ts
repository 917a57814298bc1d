/** The card of an address: its bits, its range, its forms. */
import type { View } from "../../view";
import type { IpAddress } from "../ip";
import type { AddressRange } from "../ranges/range";
import { addressTable, type Cell } from "./table";

/** The facts about one address. */
export function addressCard(address: IpAddress): View {
  const { text, version, range, number, long, reverse, zone, embedded } = address;
  return addressTable({
    caption: `${text}: an IPv${version} address, ${range.scope}`,
    columns: [{ heading: "" }, { heading: "", kind: "words", width: 80 }],
    rows: [
      ...bitRows(address),
      ...(long === text ? [] : [["in full", { digits: long }]]),
      ["number", { digits: `${number} = 0x${number.toString(16)}` }],
      ["range", `${range.prefix} ${range.name} (${range.rfc})`],
      ["meaning", range.meaning],
      ["may be", answers(range)],
      ...(zone === undefined ? [] : [["zone", `${zone}: which link, for this host only`]]),
      ...(embedded === undefined ? [] : [["inside it", `${embedded.text}, ${embedded.scope}`]]),
      ["PTR name", { digits: reverse }],
    ],
  });
}

function bitRows({ bits, version }: IpAddress): Cell[][] {
  if (version === 4) return [["bits", { digits: bits }]];
  const groups = bits.split(":");
  return [0, 2, 4, 6].map((i) => [
    `bits ${16 * i} to ${16 * i + 31}`,
    { digits: `${groups.slice(i, i + 2).join(":")}${i < 6 ? ":" : ""}` },
  ]);
}

/** The registry's five questions and its answers (RFC 8190, section 2.1). */
function answers(range: AddressRange): string {
  const question = (what: string, answer: boolean | undefined) =>
    answer === undefined ? `${what}: not said` : `${what}: ${answer ? "yes" : "no"}`;
  return [
    question("source", range.source),
    question("destination", range.destination),
    question("forwarded", range.forwardable),
    question("globally reachable", range.globallyReachable),
  ].join(", ");
}
