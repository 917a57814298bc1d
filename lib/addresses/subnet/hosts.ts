/** The addresses of a network that hosts may have. */
import { invalid } from "../../errors";
import { type Block, type IpVersion, lastOf, sizeOf, width } from "../block";
import { Address, type IpAddress } from "../ip";

/** The addresses that hosts may have, from the first to the last; a loop gives them one by one. */
export interface HostRange extends Iterable<IpAddress> {
  /** The number of hosts. */
  readonly count: bigint;
  /** The lowest address that a host may have. */
  readonly first: IpAddress;
  /** The highest one. */
  readonly last: IpAddress;
}

const mostListed = 65_536n;

/**
 * The number of addresses at the beginning and at the end of a network that hosts may not have. IPv4: the network's and the broadcast
 * address, but none of the two in a /31 (RFC 3021), nor the one of a /32. IPv6: the first, which means any router of
 * the network (RFC 4291, section 2.6.1), but in a /127 (RFC 6164).
 */
export function keptFromHosts(
  version: IpVersion,
  prefix: number,
): { readonly first: bigint; readonly last: bigint } {
  if (prefix >= width(version) - 1) return { first: 0n, last: 0n };
  return { first: 1n, last: version === 4 ? 1n : 0n };
}

/** The hosts of a block. */
export class Hosts implements HostRange {
  readonly count: bigint;
  readonly first: IpAddress;
  readonly last: IpAddress;

  constructor(block: Block) {
    const { version, number, prefix } = block;
    const kept = keptFromHosts(version, prefix);
    this.count = sizeOf(block) - kept.first - kept.last;
    this.first = new Address(version, number + kept.first);
    this.last = new Address(version, lastOf(block) - kept.last);
    Object.freeze(this);
  }

  *[Symbol.iterator](): Iterator<IpAddress> {
    if (this.count > mostListed) {
      throw invalid(
        `There are ${this.count} hosts from ${this.first} to ${this.last}, too many to list`,
        `At most ${mostListed} are listed: take a smaller network, or single addresses with .at(n).`,
      );
    }
    const { version } = this.first;
    for (let number = this.first.number; number <= this.last.number; number++)
      yield new Address(version, number);
  }
}
