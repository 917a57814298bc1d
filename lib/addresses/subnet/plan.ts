/** Parts of unequal size for a network: the largest first, each the smallest that has room (VLSM, RFC 1878). */
import { invalid } from "../../errors";
import type { View } from "../../view";
import { type Block, lastOf, restOf, sizeOf, width } from "../block";
import { Value } from "../value";
import { planView } from "../views/subnets";
import type { PlannedSubnet, Subnet, SubnetPlan } from "./api";
import { keptFromHosts } from "./hosts";

/** The number of hosts for each part, in a list or by name. */
export type HostCounts = readonly number[] | { readonly [name: string]: number };

/**
 * The plan of a network.
 *
 * @throws NetcellError `EINVAL` when there is not enough room
 */
export function planOf(
  net: Subnet & { readonly block: Block },
  counts: HostCounts,
  subnetOf: (block: Block) => Subnet,
): SubnetPlan {
  const { parts, end } = placeParts(net, counts);
  const subnets = parts.map(({ block, ...request }) =>
    Object.freeze({ ...request, subnet: subnetOf(block) }),
  );
  return new Plan(net, subnets, restOf(net.block, end).map(subnetOf));
}

/** The parts of a network, and what is left of it. */
class Plan extends Value implements SubnetPlan {
  constructor(
    readonly net: Subnet,
    readonly subnets: readonly PlannedSubnet[],
    readonly free: readonly Subnet[],
  ) {
    super();
    Object.freeze(this);
  }

  get text(): string {
    const parts = this.subnets.map(({ name, hosts, subnet }) => `${name ?? hosts}: ${subnet}`);
    return [...parts, ...this.free.map((subnet) => `free: ${subnet}`)].join(", ");
  }

  view(): View {
    return planView(this.net, this.subnets, this.free);
  }
}

/** A part, and its place in the network. */
interface PlacedBlock {
  readonly name: string | undefined;
  readonly hosts: number;
  readonly block: Block;
}

/**
 * Places the parts one after the other. Largest first: so every part begins where one of its size may begin, and
 * nothing is lost between two.
 *
 * @throws NetcellError `EINVAL` when there is not enough room
 */
function placeParts(
  net: Subnet,
  counts: HostCounts,
): { readonly parts: readonly PlacedBlock[]; readonly end: bigint } {
  if (net.version === 6) {
    throw invalid(
      "IPv6 networks are not planned by hosts",
      "Each gets a /64, room enough for all: use split(64).",
    );
  }
  const requests = listOf(counts).sort((a, b) => b.hosts - a.hosts);
  const needed = requests.reduce((sum, { prefix }) => sum + sizeOf({ version: 4, prefix }), 0n);
  if (needed > net.size) {
    const shares = requests.map(({ prefix }) => sizeOf({ version: 4, prefix })).join(" + ");
    throw invalid(
      `${net.text} has ${net.size} addresses, the plan needs ${shares} = ${needed}`,
      "Each part takes a power of two, its network's and its broadcast address among them: ask for less, or take a larger network.",
    );
  }
  let end = net.network.number;
  const parts = requests.map(({ name, hosts, prefix }) => {
    const block: Block = { version: 4, number: end, prefix };
    end = lastOf(block) + 1n;
    return { name, hosts, block };
  });
  return { parts, end };
}

interface PartRequest {
  readonly name: string | undefined;
  readonly hosts: number;
  readonly prefix: number;
}

function listOf(counts: HostCounts): PartRequest[] {
  const named = Array.isArray(counts)
    ? counts.map((hosts: number) => [undefined, hosts] as const)
    : Object.entries(counts as { readonly [name: string]: number });
  if (named.length === 0)
    throw invalid("There is nothing to plan", "Say for how many hosts: plan([100, 50]).");
  return named.map(([name, hosts]) => ({ name, hosts, prefix: prefixFor(hosts, name) }));
}

/** A /31 is only for the two ends of a link (RFC 3021), so the smallest part is a /30. */
function prefixFor(hosts: number, name: string | undefined): number {
  if (!Number.isSafeInteger(hosts) || hosts < 1 || hosts > 2 ** 32 - 2) {
    throw invalid(
      `${name === undefined ? "A part" : JSON.stringify(name)} for ${hosts} hosts cannot be`,
      "Give the number of hosts: a whole number, 1 or more.",
    );
  }
  let prefix = width(4) - 2;
  for (; prefix > 0; prefix--) {
    const kept = keptFromHosts(4, prefix);
    if (sizeOf({ version: 4, prefix }) - kept.first - kept.last >= BigInt(hosts)) break;
  }
  return prefix;
}
