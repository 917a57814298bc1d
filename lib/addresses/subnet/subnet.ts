/** subnet(): networks made from what people write, and from what is in them. */
import { invalid, typedValue } from "../../errors";
import { type Block, blockAround, smallestAround, summarized } from "../block";
import { type IpAddress, ip } from "../ip";
import { parsePrefix } from "../text/prefix";
import { shownAs } from "../value";
import { subnetsView } from "../views/subnets";
import type { Subnet, Subnets } from "./api";
import { blockOf, inTwo, Net, netOf } from "./net";

/** The function {@link subnet} and its methods. */
export interface SubnetFunction {
  /**
   * A network, by its first address and its prefix length or mask.
   *
   * @param network `"192.168.1.0/24"`, `"192.168.1.0 255.255.255.0"`, `"2001:db8::/32"`
   * @throws NetcellError `EINVAL` when it is not a network; where the address is a host's, it says which network that is in
   */
  (network: string | Subnet): Subnet;
  /**
   * The network that a host is in.
   *
   * @param host `"192.168.1.10/24"`, or the address alone
   * @param prefix the prefix length or mask, where `host` does not say
   * @example
   * ```ts
   * import { subnet } from "netcell";
   * subnet.of("192.168.1.10/24").broadcast
   * ```
   */
  of(host: string | IpAddress, prefix?: number | string): Subnet;
  /**
   * The smallest network that has all of these in it.
   *
   * @example
   * ```ts
   * import { subnet } from "netcell";
   * subnet.smallest(["192.168.1.10", "192.168.6.200"])
   * ```
   */
  smallest(items: Iterable<string | IpAddress | Subnet>): Subnet;
  /**
   * The fewest networks that have exactly these addresses: route summarization.
   *
   * @example
   * ```ts
   * import { subnet } from "netcell";
   * subnet.summarize(["10.0.0.0/24", "10.0.1.0/24", "10.0.2.0/23", "10.0.1.7"])
   * ```
   */
  summarize(items: Iterable<string | IpAddress | Subnet>): Subnets;
}

/**
 * A network to look into: its mask, its broadcast address, its hosts, its parts.
 *
 * @example
 * ```ts
 * import { subnet } from "netcell";
 * subnet("192.168.1.0/24")
 * ```
 */
export const subnet: SubnetFunction = Object.assign((network: string | Subnet): Subnet => netOf(network), {
  of,
  smallest,
  summarize,
});

function of(host: string | IpAddress, prefix?: number | string): Subnet {
  const [address, written] = typeof host === "string" ? inTwo(host) : [host, undefined];
  const length = written ?? prefix;
  const { version, number } = ip(address);
  if (length === undefined) {
    throw invalid(
      `${typedValue(String(host))} does not say how long the network's part is`,
      `Write it behind a slash: "${version === 4 ? `${host}/24` : `${host}/64`}".`,
    );
  }
  return new Net(blockAround(version, number, parsePrefix(length, version)));
}

function smallest(items: Iterable<string | IpAddress | Subnet>): Subnet {
  const blocks = blocksOf(items);
  if (blocks.length === 0) throw invalid("No network is around nothing", "Give at least one address.");
  return new Net(blocks.reduce(smallestAround));
}

function summarize(items: Iterable<string | IpAddress | Subnet>): Subnets {
  const blocks = blocksOf(items);
  const nets = summarized(blocks).map((block) => new Net(block));
  const caption = `${nets.length} network${nets.length === 1 ? "" : "s"} with exactly the addresses of the ${blocks.length} given`;
  return shownAs<Subnet, Subnets>(nets, () => subnetsView(caption, nets));
}

/** Items of one IP version as blocks, an address being a block of one. */
function blocksOf(items: Iterable<string | IpAddress | Subnet>): Block[] {
  const blocks = [...items].map(blockOf);
  const other = blocks.find(({ version }) => version !== blocks[0]!.version);
  if (other)
    throw invalid("There are IPv4 and IPv6 addresses in the list", "No network has both: give two lists.");
  return blocks;
}
