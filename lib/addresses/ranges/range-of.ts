/** Which range an address belongs to: of all that have it, the one with the longest prefix. */
import { type Block, encloses, type IpVersion, width } from "../block";
import { parseAddress } from "../text/parse";
import { ipv4Multicast, ipv4Rest, ipv4Special } from "./ipv4";
import { ipv6Groups, ipv6Rest, ipv6Retired, ipv6Special, multicastScopes } from "./ipv6";
import { type AddressRange, range } from "./range";

/** The range; every address has one. */
export function rangeOf(version: IpVersion, number: bigint): AddressRange {
  const address: Block = { version, number, prefix: width(version) };
  const found = ranges().find(([block]) => encloses(block, address))![1];
  return found === ipv6Groups ? ipv6Group(number, found) : found;
}

/** All ranges of the tables, those with the longest prefixes first. Read when the first address is looked up. */
function ranges(): ReadonlyArray<readonly [Block, AddressRange]> {
  table ??= [
    ...ipv4Special,
    ...ipv4Multicast,
    ipv4Rest,
    ...ipv6Special,
    ...ipv6Retired,
    ipv6Groups,
    ...ipv6Rest,
  ]
    .map((range) => [blockOf(range.prefix), range] as const)
    .sort(([a], [b]) => b.prefix - a.prefix);
  return table;
}

let table: ReadonlyArray<readonly [Block, AddressRange]> | undefined;

function blockOf(text: string): Block {
  const [address = "", prefix] = text.split("/");
  return { ...parseAddress(address), prefix: Number(prefix) };
}

/** The answers for each scope of a group: forwardable, globally reachable. */
const reach: { readonly [scope: number]: string } = { 1: "nn", 2: "nn", 14: "yy" };

/** A multicast group of IPv6 says in itself how far it goes: ff, four flags, four bits of scope (RFC 4291, section 2.7). */
function ipv6Group(number: bigint, any: AddressRange): AddressRange {
  const scope = Number(number >> 112n) & 0xf;
  const known = multicastScopes[scope];
  if (!known) return any;
  const [name, where] = known;
  const prefix = `${(number >> 112n).toString(16)}::/16`;
  const meaning = `A group of hosts on ${where}; never the source of a packet.`;
  return range(
    prefix,
    `${name} multicast`,
    "multicast",
    "RFC 7346, section 2",
    `ny${reach[scope] ?? "yn"}-`,
    meaning,
  );
}
