/** A network as a value, and how its text is read. */
import { invalid, typedValue } from "../../errors";
import type { View } from "../../view";
import {
  type Block,
  blockAround,
  encloses,
  type IpVersion,
  lastOf,
  maskOf,
  order,
  sizeOf,
  width,
} from "../block";
import { Address, type IpAddress, ip } from "../ip";
import { parseAddress } from "../text/parse";
import { parsePrefix } from "../text/prefix";
import { shownAs, Value } from "../value";
import { subnetCard } from "../views/subnet-card";
import { splitView } from "../views/subnets";
import type { Subnet, SubnetPlan, Subnets } from "./api";
import { type HostRange, Hosts } from "./hosts";
import { type HostCounts, planOf } from "./plan";
import { splitPrefix } from "./split";

/** The network behind {@link subnet}. */
export class Net extends Value implements Subnet {
  constructor(readonly block: Block) {
    super();
    Object.freeze(this);
  }

  get version(): IpVersion {
    return this.block.version;
  }

  get prefix(): number {
    return this.block.prefix;
  }

  get text(): string {
    return `${this.network}/${this.prefix}`;
  }

  get network(): IpAddress {
    return new Address(this.version, this.block.number);
  }

  get mask(): IpAddress {
    return new Address(this.version, maskOf(this.version, this.prefix));
  }

  get wildcard(): IpAddress {
    return new Address(this.version, this.size - 1n);
  }

  get broadcast(): IpAddress | undefined {
    return this.version === 4 && this.prefix < 31 ? new Address(4, lastOf(this.block)) : undefined;
  }

  get size(): bigint {
    return sizeOf(this.block);
  }

  get hosts(): HostRange {
    return new Hosts(this.block);
  }

  at(n: number | bigint): IpAddress {
    if (typeof n === "number" && !Number.isSafeInteger(n))
      throw invalid(`at(${n}) is not a place`, "Give a whole number.");
    const place = BigInt(n) < 0n ? BigInt(n) + this.size : BigInt(n);
    if (place < 0n || place >= this.size) {
      throw invalid(
        `${this.text} has no address number ${n}`,
        `It has ${this.size}: 0 to ${this.size - 1n}.`,
      );
    }
    return new Address(this.version, this.block.number + place);
  }

  contains(other: string | IpAddress | Subnet): boolean {
    return encloses(this.block, blockOf(other));
  }

  overlaps(other: string | Subnet): boolean {
    const { block } = netOf(other);
    return encloses(this.block, block) || encloses(block, this.block);
  }

  equals(other: string | Subnet): boolean {
    return order(this.block, netOf(other).block) === 0;
  }

  split(into: number | string | { readonly parts: number }): Subnets {
    const { version } = this;
    const prefix = splitPrefix(this, into);
    const size = sizeOf({ version, prefix });
    const parts = Array.from(
      { length: 2 ** (prefix - this.prefix) },
      (_, i) => new Net({ version, number: this.block.number + BigInt(i) * size, prefix }),
    );
    return shownAs<Subnet, Subnets>(parts, () => splitView(this, parts));
  }

  supernet(prefix: number | string = Math.max(0, this.prefix - 1)): Subnet {
    const length = parsePrefix(prefix, this.version);
    if (length > this.prefix || this.prefix === 0) {
      throw invalid(
        `No network of /${length} is around ${this.text}`,
        this.prefix === 0
          ? "It has all addresses already."
          : `Give a prefix length from 0 to ${this.prefix}.`,
      );
    }
    return new Net(blockAround(this.version, this.block.number, length));
  }

  plan(hosts: HostCounts): SubnetPlan {
    return planOf(this, hosts, (block) => new Net(block));
  }

  view(): View {
    return subnetCard(this);
  }
}

/** An address, or a network, as a block. */
export function blockOf(item: string | IpAddress | Subnet): Block {
  if (item instanceof Net) return item.block;
  const text = (item as Partial<Subnet> | null)?.text ?? item;
  if (typeof text === "string" && /[/ ]/.test(text)) return netOf(text).block;
  const { version, number } = ip(item as string | IpAddress);
  return { version, number, prefix: width(version) };
}

/** A network as it is, or read from its text. */
export function netOf(network: string | Subnet): Net {
  if (network instanceof Net) return network;
  // A network of another copy of netcell is read by its text.
  return parseNetwork((network as Partial<Subnet> | null)?.text ?? (network as string));
}

function parseNetwork(text: string): Net {
  if (typeof text !== "string")
    throw invalid(`${typedValue(text)} is not a network`, `Write it as text: "192.168.1.0/24".`);
  const [address, length] = inTwo(text);
  const { version, number, zone } = parseAddress(address);
  if (zone !== undefined)
    throw invalid(`${typedValue(text)} has a zone`, `A network has none: leave out "%${zone}".`);
  if (length === undefined) {
    throw invalid(
      `${typedValue(text)} does not say how long the network's part is`,
      `There are no classes any more (RFC 4632): write a prefix length, "${address}/${version === 4 ? 24 : 64}".`,
    );
  }
  const block = blockAround(version, number, parsePrefix(length, version));
  const net = new Net(block);
  if (block.number !== number) {
    throw invalid(
      `${typedValue(text)} is a host in a network: it has ones in the hosts' bits`,
      `The network is ${net.text}; of a host, ask for it with subnet.of(${typedValue(text)}).`,
    );
  }
  return net;
}

/** Address and prefix length or mask, with a slash or a space between. */
export function inTwo(text: string): [address: string, length: string | undefined] {
  const [, address, length] = /^([^/ ]+)(?:\/| +\/?)([^/ ]+)$/.exec(text) ?? [];
  if (address !== undefined) return [address, length];
  if (!/[/ ]/.test(text)) return [text, undefined];
  throw invalid(
    `${typedValue(text)} is not a network`,
    `Write an address and a prefix length: "192.168.1.0/24" or "2001:db8::/32".`,
  );
}
