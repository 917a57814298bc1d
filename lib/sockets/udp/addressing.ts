/** Addresses as UDP uses them: one host, every host of a network, the members of a group. */
import { lookup } from "node:dns/promises";
import { BlockList, isIP, isIPv4, isIPv6 } from "node:net";
import { networkInterfaces } from "node:os";
import { NetcellError } from "../../errors";
import { checkedHost, loopback, resolveTarget, type Target } from "../endpoint";

/** The version of IP that a socket speaks: it is bound to an address, and has only the one. */
export type Family = "IPv4" | "IPv6";

/** An address as the operating system wants it, with a port. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** The address to bind, and its family. Groups may be bound: joining decides about other machines. */
export async function addressToBind(
  host: string,
  isPublic: boolean,
): Promise<{ readonly host: string; readonly family: Family }> {
  if (!isMulticast(host)) checkedHost(host, isPublic);
  const address = isIP(host) ? host : (await lookup(host)).address;
  return { host: address, family: isIPv6(address) ? "IPv6" : "IPv4" };
}

/** Where a target is for a socket of this family; the host may still be a name. */
export function addressOf(to: Target, family: Family): Address {
  const { host, port } = resolveTarget(to);
  if (family === "IPv4") {
    if (!isIPv6(host)) return { host, port };
    throw new NetcellError(`an IPv4 socket cannot send to [${host}]:${port}`, {
      code: "EAFNOSUPPORT",
      hint: 'Bind a socket with { host: "::1" } for IPv6.',
    });
  }
  if (!isIPv4(host)) return { host, port };
  // A port alone means this machine, in either version; other IPv4 addresses are written in IPv6's way (RFC 4291, section 2.5.5.2).
  return { host: isPortAlone(to) ? "::1" : `::ffff:${host}`, port };
}

/** The address behind a name. */
export async function lookedUp(host: string, family: Family): Promise<string> {
  return (await lookup(host, { family: family === "IPv6" ? 6 : 4 })).address;
}

/** Whether it is a group (RFC 1112, section 4; RFC 4291, section 2.7)? */
export function isMulticast(host: string): boolean {
  const [address = ""] = typeof host === "string" ? host.split("%", 1) : [];
  return isIP(address) > 0 && groups.check(address, isIPv6(address) ? "ipv6" : "ipv4");
}

/**
 * The most bytes of one datagram: an IPv4 packet has 65 535 bytes (RFC 791, section 3.1), 20 of them its header; an IPv6
 * packet has as many behind its header (RFC 8200, section 3). UDP's header takes 8 (RFC 768).
 */
export function largestDatagram(family: Family): number {
  return family === "IPv4" ? 65_535 - 20 - 8 : 65_535 - 8;
}

/** This machine's own interface, as calls about groups name it; `undefined` if there is none of this family. */
export function loopbackInterface(family: Family): string | undefined {
  if (family === "IPv4") return loopback;
  const [name] =
    Object.entries(networkInterfaces()).find(([, addresses]) =>
      addresses?.some((address) => address.internal && address.family === "IPv6"),
    ) ?? [];
  return name && `::%${name}`;
}

const groups = new BlockList();
groups.addSubnet("224.0.0.0", 4, "ipv4");
groups.addSubnet("ff00::", 8, "ipv6");

function isPortAlone(to: Target): boolean {
  if (typeof to === "number") return true;
  return !("endpoint" in to) && !("address" in to) && (to.host === undefined || to.host === loopback);
}
