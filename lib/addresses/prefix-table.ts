/** prefixTable(): which network of several an address belongs to; the longest prefix wins, as in every router. */
import { invalid } from "../errors";
import type { Displayable, View } from "../view";
import { maskOf } from "./block";
import { type IpAddress, ip } from "./ip";
import type { Subnet } from "./subnet/api";
import { netOf } from "./subnet/net";
import { Value } from "./value";
import { lookupView, prefixTableView } from "./views/prefix-table";

/** A network, and what the table says about it. */
export interface PrefixEntry<T> {
  /** The network. */
  readonly subnet: Subnet;
  /** The value that belongs to it: a next hop, a name, … */
  readonly value: T;
}

/** A table of networks, the longest prefixes first. It never changes. */
export interface PrefixTable<T> extends Displayable {
  /** Its rows, in the order in which they are tried. */
  readonly entries: ReadonlyArray<PrefixEntry<T>>;
  /** The row with the longest prefix among those whose network has the address; undefined if none has. */
  match(address: string | IpAddress): PrefixEntry<T> | undefined;
  /** The same, shown: every row, what its mask makes of the address, and which row wins. */
  explain(address: string | IpAddress): View;
  /** The view that a cell shows of it. */
  view(): View;
  toString(): string;
}

/**
 * A table of networks to look addresses up in: of all that have the address, the longest prefix wins (RFC 1812,
 * section 5.2.4.3). `"0.0.0.0/0"` has every address, and is the default route.
 *
 * @param entries networks, and what belongs to each
 * @example
 * ```ts
 * import { prefixTable } from "netcell";
 * const routes = prefixTable({ "0.0.0.0/0": "provider", "10.0.0.0/8": "left", "10.1.0.0/16": "right" });
 * routes.explain("10.1.2.3")
 * ```
 * @throws NetcellError `EINVAL` when a network is there twice
 */
export function prefixTable<T>(entries: { readonly [network: string]: T }): PrefixTable<T>;
/** The same, from pairs of a network and what belongs to it. */
export function prefixTable<T>(entries: ReadonlyArray<readonly [string | Subnet, T]>): PrefixTable<T>;
export function prefixTable<T>(
  entries: ReadonlyArray<readonly [string | Subnet, T]> | { readonly [network: string]: T },
): PrefixTable<T> {
  const pairs: ReadonlyArray<readonly [string | Subnet, T]> = Array.isArray(entries)
    ? entries
    : Object.entries(entries);
  return new LongestPrefix(pairs.map(([network, value]) => Object.freeze({ subnet: netOf(network), value })));
}

class LongestPrefix<T> extends Value implements PrefixTable<T> {
  readonly entries: ReadonlyArray<PrefixEntry<T>>;
  /** Rows by version and prefix length, longest first, and in each by network: one look for each length. */
  readonly #lengths: ReadonlyArray<readonly [Subnet, ReadonlyMap<bigint, PrefixEntry<T>>]>;

  constructor(entries: ReadonlyArray<PrefixEntry<T>>) {
    super();
    const sorted = [...entries].sort((a, b) => b.subnet.prefix - a.subnet.prefix);
    const lengths = new Map<string, [Subnet, Map<bigint, PrefixEntry<T>>]>();
    for (const entry of sorted) {
      const { subnet } = entry;
      const key = `${subnet.version}/${subnet.prefix}`;
      if (!lengths.has(key)) lengths.set(key, [subnet, new Map()]);
      const [, networks] = lengths.get(key)!;
      if (networks.has(subnet.network.number)) {
        throw invalid(`${subnet} is in the table twice`, "A network has one row: leave one out.");
      }
      networks.set(subnet.network.number, entry);
    }
    this.entries = Object.freeze(sorted);
    this.#lengths = [...lengths.values()];
    Object.freeze(this);
  }

  get text(): string {
    return this.entries.map(({ subnet, value }) => `${subnet}: ${String(value)}`).join(", ");
  }

  match(address: string | IpAddress): PrefixEntry<T> | undefined {
    const { version, number } = ip(address);
    for (const [{ version: of, prefix }, networks] of this.#lengths) {
      const found = of === version && networks.get(number & maskOf(of, prefix));
      if (found) return found;
    }
    return undefined;
  }

  explain(address: string | IpAddress): View {
    return lookupView(ip(address), this.entries, this.match(address));
  }

  view(): View {
    return prefixTableView(this.entries);
  }
}
