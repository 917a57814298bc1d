/** interfaces(): where this machine is connected, and under which addresses. */
import { networkInterfaces } from "node:os";
import { type Displayable, type View, visible } from "../view";
import { Address, type IpAddress, ip } from "./ip";
import { type MacAddress, mac } from "./mac";
import type { Subnet } from "./subnet/api";
import { subnet } from "./subnet/subnet";
import { shownAs } from "./value";
import { interfacesView } from "./views/interfaces";

/** One address of one interface; an interface has as many rows as it has addresses. */
export interface InterfaceAddress {
  /** The interface's name: `"lo"`, `"eth0"`, `"Wi-Fi"`. */
  readonly name: string;
  /** The address; a link-local one with the link it is on. */
  readonly address: IpAddress;
  /** The network that it is in; undefined if the operating system did not say. */
  readonly subnet: Subnet | undefined;
  /** The hardware address; undefined where there is none, as for loopback. */
  readonly mac: MacAddress | undefined;
}

/** The interfaces of this machine; as the last expression of a cell they are a table. */
export interface InterfaceList extends ReadonlyArray<InterfaceAddress>, Displayable {
  /** The view that a cell shows of them. In an export only loopback, which is the same on every machine. */
  view(): View;
}

/**
 * The addresses of this machine, one a row: those of interfaces that are up.
 *
 * An exported notebook shows loopback alone: the other addresses are another machine's business, and differ.
 *
 * @example
 * ```ts
 * import { interfaces } from "netcell";
 * interfaces()
 * ```
 */
export function interfaces(): InterfaceList {
  const rows = Object.entries(networkInterfaces()).flatMap(([name, addresses = []]) =>
    addresses.map((entry): InterfaceAddress => {
      const address = zoned(ip(entry.address), entry.family === "IPv6" ? entry.scopeid : 0, name);
      return Object.freeze({
        name,
        address,
        subnet: entry.cidr === null ? undefined : subnet.of(entry.cidr),
        mac: entry.mac === "00:00:00:00:00:00" ? undefined : mac(entry.mac),
      });
    }),
  );
  return shownAs<InterfaceAddress, InterfaceList>(
    rows,
    () => interfacesView(rows),
    ({ name, address }) => visible(`${name} ${address}`),
  );
}

/** The address with the link it is good for. Windows names links by number, the others by their interface. */
function zoned(address: IpAddress, scopeId: number, name: string): IpAddress {
  if (scopeId === 0 || address.scope !== "link-local") return address;
  return new Address(6, address.number, process.platform === "win32" ? String(scopeId) : name);
}
