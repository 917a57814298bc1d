/** Public types of subnet(): networks, their parts, and plans of them. */
import type { Displayable, View } from "../../view";
import type { IpVersion } from "../block";
import type { IpAddress } from "../ip";
import type { HostRange } from "./hosts";

/** A network: all addresses that begin with the same bits. It never changes. */
export interface Subnet extends Displayable {
  /** 4 or 6. */
  readonly version: IpVersion;
  /** As people write it: `"192.168.1.0/24"`. */
  readonly text: string;
  /** Its first address, which stands for the network itself. */
  readonly network: IpAddress;
  /** The number of network bits, the same in all its addresses. */
  readonly prefix: number;
  /** The mask: ones where the network's bits are. */
  readonly mask: IpAddress;
  /** The mask turned over: ones where the hosts' bits are. */
  readonly wildcard: IpAddress;
  /** The address of all its hosts at once, its last one. IPv6 has none, nor have /31 and /32. */
  readonly broadcast: IpAddress | undefined;
  /** The number of its addresses. */
  readonly size: bigint;
  /** The addresses that hosts may have: `.count`, `.first`, `.last`, or one by one in a loop. */
  readonly hosts: HostRange;
  /**
   * Its address number `n`: 0 is the network's; negative ones count from the end, -1 is the last.
   *
   * @throws NetcellError `EINVAL` when it has not so many
   */
  at(n: number | bigint): IpAddress;
  /** Is this address in it? Or wholly this network? */
  contains(other: string | IpAddress | Subnet): boolean;
  /** Do the two have an address in common? Then one of them contains the other. */
  overlaps(other: string | Subnet): boolean;
  /** Whether both have the same first address and the same prefix length. */
  equals(other: string | Subnet): boolean;
  /**
   * Equal parts of it: all of one prefix length, or so many.
   *
   * @param into the prefix length of the parts (26, `"/26"`), or how many parts: `{ parts: 4 }`
   * @example
   * ```ts
   * import { subnet } from "netcell";
   * subnet("192.168.1.0/24").split(26)
   * ```
   * @throws NetcellError `EINVAL` when it cannot be done, or gives more than 65,536 parts
   */
  split(into: number | string | { readonly parts: number }): Subnets;
  /**
   * The network around it with one bit less, or with the prefix length that you say.
   *
   * @throws NetcellError `EINVAL` when that is not around it
   */
  supernet(prefix?: number | string): Subnet;
  /**
   * Parts of unequal size, one for each number of hosts, the largest first (variable-length subnet masks, VLSM).
   *
   * @param hosts how many hosts each part is for, in a list or by name
   * @example
   * ```ts
   * import { subnet } from "netcell";
   * subnet("192.168.1.0/24").plan({ office: 100, lab: 50, cameras: 20 })
   * ```
   * @throws NetcellError `EINVAL` when it has not enough room
   */
  plan(hosts: readonly number[] | { readonly [name: string]: number }): SubnetPlan;
  /** The view that a cell shows of it. */
  view(): View;
  toString(): string;
  /** Its text. */
  toJSON(): string;
}

/** Several networks; as the last expression of a cell they are a table and a drawing. */
export interface Subnets extends ReadonlyArray<Subnet>, Displayable {
  /** The view that a cell shows of them. */
  view(): View;
}

/** One part of a plan. */
export interface PlannedSubnet {
  /** Its name, if the plan was made with names. */
  readonly name: string | undefined;
  /** For how many hosts it is. */
  readonly hosts: number;
  /** The network; it has room for at least so many. */
  readonly subnet: Subnet;
}

/** A network cut into parts of unequal size. */
export interface SubnetPlan extends Displayable {
  /** The parts, the largest first. */
  readonly subnets: readonly PlannedSubnet[];
  /** The remainder, in the fewest networks. */
  readonly free: readonly Subnet[];
  /** The view that a cell shows of it. */
  view(): View;
}
