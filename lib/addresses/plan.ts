/** Parts of unequal size for a network: the largest first, each the smallest that has room (VLSM, RFC 1878). */
import { type Block, lastOf, sizeOf, width } from "./block";
import { keptFromHosts } from "./hosts";
import { refuse } from "./refuse";
import type { Subnet } from "./subnet-type";

/** What somebody wants of a network. */
export type Wishes = readonly number[] | { readonly [name: string]: number };

/** A part that was found. */
export interface PlacedBlock {
  readonly name: string | undefined;
  readonly wanted: number;
  readonly block: Block;
}

/**
 * Places the parts one after the other. Largest first: so every part begins where one of its size may begin, and
 * nothing is lost between two.
 *
 * @throws NetcellError `EINVAL` when there is not enough room
 */
export function placed(
  net: Subnet,
  hosts: Wishes,
): { readonly parts: readonly PlacedBlock[]; readonly end: bigint } {
  if (net.version === 6) {
    throw refuse(
      "IPv6 networks are not planned by hosts",
      "Each gets a /64, room enough for all: use split(64).",
    );
  }
  const wishes = listOf(hosts).sort((a, b) => b.wanted - a.wanted);
  const needed = wishes.reduce((sum, { prefix }) => sum + sizeOf({ version: 4, prefix }), 0n);
  if (needed > net.size) {
    const shares = wishes.map(({ prefix }) => sizeOf({ version: 4, prefix })).join(" + ");
    throw refuse(
      `${net.text} has ${net.size} addresses, the plan needs ${shares} = ${needed}`,
      "Each part takes a power of two, its network's and its broadcast address among them: ask for less, or take a larger network.",
    );
  }
  let end = net.network.number;
  const parts = wishes.map(({ name, wanted, prefix }) => {
    const block: Block = { version: 4, number: end, prefix };
    end = lastOf(block) + 1n;
    return { name, wanted, block };
  });
  return { parts, end };
}

interface Wish {
  readonly name: string | undefined;
  readonly wanted: number;
  readonly prefix: number;
}

function listOf(hosts: Wishes): Wish[] {
  const named = Array.isArray(hosts)
    ? hosts.map((wanted: number) => [undefined, wanted] as const)
    : Object.entries(hosts as { readonly [name: string]: number });
  if (named.length === 0)
    throw refuse("There is nothing to plan", "Say for how many hosts: plan([100, 50]).");
  return named.map(([name, wanted]) => ({ name, wanted, prefix: prefixFor(wanted, name) }));
}

/** A /31 is only for the two ends of a link (RFC 3021), so the smallest part is a /30. */
function prefixFor(wanted: number, name: string | undefined): number {
  if (!Number.isSafeInteger(wanted) || wanted < 1 || wanted > 2 ** 32 - 2) {
    throw refuse(
      `${name === undefined ? "A part" : JSON.stringify(name)} for ${wanted} hosts cannot be`,
      "Give the number of hosts: a whole number, 1 or more.",
    );
  }
  let prefix = width(4) - 2;
  for (; prefix > 0; prefix--) {
    const kept = keptFromHosts(4, prefix);
    if (sizeOf({ version: 4, prefix }) - kept.first - kept.last >= BigInt(wanted)) break;
  }
  return prefix;
}
