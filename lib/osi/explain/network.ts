/** Layers 3, 2 and 1: what an address tells of the way the bytes took, and that a socket sees no further. */
import { BlockList, isIPv6 } from "node:net";
import type { Exchange } from "../input/exchange";
import type { Account, Finding } from "./account";

/** Where the ends are, as far as their addresses say. */
type Place = "inside" | "loopback" | "beyond" | "unknown";

export function network(exchange: Exchange): Account {
  const addresses = addressesOf(exchange);
  const unknown = ["The packets: how many there were, their TTL, whether any was fragmented or lost."];
  switch (placeOf(exchange)) {
    case "inside":
      return { seen: [{ says: `Nothing: ${inside}, by the file system and not by address.` }], unknown: [] };
    case "loopback":
      return {
        seen: [
          ...named(addresses),
          { says: "Loopback addresses: the packets did not leave this host and crossed no router." },
        ],
        unknown,
      };
    case "beyond":
      return { seen: named(addresses), unknown: [...unknown, "Which routers the packets crossed."] };
    case "unknown":
      return { seen: [{ says: "The ends are named here, without addresses." }], unknown };
  }
}

export function dataLink(exchange: Exchange): Account {
  switch (placeOf(exchange)) {
    case "inside":
      return { seen: [{ says: `Nothing: ${inside}.` }], unknown: [] };
    case "loopback":
      return {
        seen: [
          { says: "Loopback: no link was crossed, so no frame was sent and no MAC address was needed." },
        ],
        unknown: [
          "How the operating system passes packets to itself. (A capture of Linux's “lo” shows an Ethernet header of zeros; nobody sends it.)",
        ],
      };
    default:
      return {
        seen: [{ says: "Nothing: frames end below the socket." }],
        unknown: ["The links, their frames, the MAC addresses on each."],
      };
  }
}

export function physical(exchange: Exchange): Account {
  switch (placeOf(exchange)) {
    case "inside":
      return { seen: [{ says: "Nothing: the bytes were copied in this computer's memory." }], unknown: [] };
    case "loopback":
      return {
        seen: [{ says: "Loopback: no medium took part. The bytes were copied in this computer's memory." }],
        unknown: [],
      };
    default:
      return {
        seen: [{ says: "Nothing: signals end far below the socket." }],
        unknown: ["The media, their rates, how bits became symbols."],
      };
  }
}

const inside = "AF_UNIX connects programs of one machine";

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4"); // RFC 1122, section 3.2.1.3 (g)
loopback.addAddress("::1", "ipv6"); // RFC 4291, section 2.5.3

function placeOf({ ends, conversations }: Exchange): Place {
  if (conversations[0]?.carrier === "AF_UNIX") return "inside";
  const addresses = addressesOf({ ends });
  if (addresses.length === 0) return "unknown";
  return addresses.every((address) => loopback.check(address, isIPv6(address) ? "ipv6" : "ipv4"))
    ? "loopback"
    : "beyond";
}

function addressesOf({ ends }: Pick<Exchange, "ends">): string[] {
  return [...new Set(ends.flatMap((end) => end.address ?? []))];
}

const toldInFull = 4;

function named(addresses: readonly string[]): Finding[] {
  return (["IPv4", "IPv6"] as const).flatMap((family) => {
    const own = addresses.filter((address) => isIPv6(address) === (family === "IPv6"));
    if (own.length === 0) return [];
    const more = own.length > toldInFull ? ` and ${own.length - toldInFull} more` : "";
    const where = own.length === 1 && addresses.length === 1 ? " at every end" : "";
    return [{ says: `${family}: ${own.slice(0, toldInFull).join(", ")}${more}${where}.` }];
  });
}
