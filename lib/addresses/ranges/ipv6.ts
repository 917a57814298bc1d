/** IPv6's ranges: IANA's IPv6 Special-Purpose Address Registry (RFC 6890, RFC 8190), and all the rest. */
import { type AddressRange, range } from "./range";

const documentation = "For examples in books and manuals: no real host may have it.";

/** In the order of the registry. */
export const ipv6Special: readonly AddressRange[] = [
  range(
    "::1/128",
    "Loopback Address",
    "loopback",
    "RFC 4291, section 2.5.3",
    "nnnny",
    "The host itself: such packets never leave it.",
  ),
  range(
    "::/128",
    "Unspecified Address",
    "unspecified",
    "RFC 4291, section 2.5.2",
    "ynnny",
    "No address yet. A server that listens on it listens on all its addresses.",
  ),
  range(
    "::ffff:0:0/96",
    "IPv4-mapped Address",
    "IPv4-mapped",
    "RFC 4291, section 2.5.5.2",
    "nnnny",
    "An IPv4 address as programs see it in an IPv6 socket; never on the wire.",
  ),
  range(
    "64:ff9b::/96",
    "IPv4-IPv6 Translat.",
    "translation",
    "RFC 6052",
    "yyyyn",
    "An IPv4 host as IPv6 hosts reach it through a translator, NAT64: its address is the last 32 bits.",
  ),
  range(
    "64:ff9b:1::/48",
    "IPv4-IPv6 Translat.",
    "translation",
    "RFC 8215",
    "yyynn",
    "For translators between IPv4 and IPv6 inside one network.",
  ),
  range(
    "100::/64",
    "Discard-Only Address Block",
    "discard-only",
    "RFC 6666",
    "yyynn",
    "Routers throw such packets away: where an attack is sent to.",
  ),
  range(
    "100:0:0:1::/64",
    "Dummy IPv6 Prefix",
    "protocol assignment",
    "RFC 9780",
    "ynnnn",
    "Stands where a protocol wants an address and there is none.",
  ),
  range(
    "2001::/23",
    "IETF Protocol Assignments",
    "protocol assignment",
    "RFC 2928",
    "nnnnn",
    "Kept for addresses that protocols need.",
  ),
  range(
    "2001::/32",
    "TEREDO",
    "Teredo",
    "RFC 4380; RFC 8190",
    "yyy-n",
    "IPv6 in UDP over IPv4, for hosts behind a NAT; holds the server's and the client's IPv4 addresses.",
  ),
  range(
    "2001:1::1/128",
    "Port Control Protocol Anycast",
    "global",
    "RFC 7723",
    "yyyyn",
    "The nearest server that opens ports in a NAT or a firewall.",
  ),
  range(
    "2001:1::2/128",
    "Traversal Using Relays around NAT Anycast",
    "global",
    "RFC 8155",
    "yyyyn",
    "The nearest TURN server, a relay for hosts behind NATs.",
  ),
  range(
    "2001:1::3/128",
    "DNS-SD Service Registration Protocol Anycast",
    "global",
    "RFC 9665",
    "yyyyn",
    "The nearest server where devices register their services.",
  ),
  range(
    "2001:2::/48",
    "Benchmarking",
    "benchmarking",
    "RFC 5180",
    "yyynn",
    "For measuring routers in a laboratory.",
  ),
  range(
    "2001:3::/32",
    "AMT",
    "global",
    "RFC 7450",
    "yyyyn",
    "The nearest relay that carries multicast through a tunnel.",
  ),
  range(
    "2001:4:112::/48",
    "AS112-v6",
    "global",
    "RFC 7535",
    "yyyyn",
    "Servers that answer reverse DNS questions which nobody should have asked.",
  ),
  range(
    "2001:10::/28",
    "Deprecated (previously ORCHID)",
    "deprecated",
    "RFC 4843",
    "-----",
    "Was for names made of keys, in the form of addresses.",
  ),
  range(
    "2001:20::/28",
    "ORCHIDv2",
    "protocol assignment",
    "RFC 7343",
    "yyyyn",
    "Names made of keys, in the form of addresses.",
  ),
  range(
    "2001:30::/28",
    "Drone Remote ID Protocol Entity Tags (DETs) Prefix",
    "protocol assignment",
    "RFC 9374",
    "yyyyn",
    "Names of drones, in the form of addresses.",
  ),
  range("2001:db8::/32", "Documentation", "documentation", "RFC 3849", "nnnnn", documentation),
  range(
    "2002::/16",
    "6to4",
    "6to4",
    "RFC 3056",
    "yyy-n",
    "IPv6 through a tunnel in IPv4, whose end is the IPv4 address in the next 32 bits; nearly gone (RFC 7526).",
  ),
  range(
    "2620:4f:8000::/48",
    "Direct Delegation AS112 Service",
    "global",
    "RFC 7534",
    "yyyyn",
    "Servers that answer reverse DNS questions which nobody should have asked.",
  ),
  range("3fff::/20", "Documentation", "documentation", "RFC 9637", "nnnnn", documentation),
  range(
    "5f00::/16",
    "Segment Routing (SRv6) SIDs",
    "segment routing",
    "RFC 9602",
    "yyynn",
    "Waypoints inside one network: instructions to its routers, in the form of addresses.",
  ),
  range(
    "fc00::/7",
    "Unique-Local",
    "unique-local",
    "RFC 4193; RFC 8190",
    "yyynn",
    "For networks of one's own, never routed on the Internet. Forty random bits keep two of them apart.",
  ),
  range(
    "fe80::/10",
    "Link-Local Unicast",
    "link-local",
    "RFC 4291, section 2.5.6",
    "yynny",
    "Every IPv6 interface has one; good for the own link only, so a zone says which link: fe80::1%eth0.",
  ),
];

/** From IANA's Internet Protocol Version 6 Address Space registry. */
export const ipv6Rest: readonly AddressRange[] = [
  range(
    "2000::/3",
    "Global Unicast",
    "global",
    "RFC 4291, section 2.5.4",
    "yyyyn",
    "One interface in all the Internet: every router may know a way to it.",
  ),
  range(
    "::/0",
    "Reserved by IETF",
    "reserved",
    "RFC 4291, section 2.4",
    "-----",
    "Not given to anybody yet: global addresses come from 2000::/3.",
  ),
];

/** Ranges that had a purpose once. */
export const ipv6Retired: readonly AddressRange[] = [
  range(
    "::/96",
    "IPv4-compatible (deprecated)",
    "deprecated",
    "RFC 4291, section 2.5.5.1",
    "-----",
    "Was for tunnels of IPv6 through IPv4.",
  ),
  range(
    "fec0::/10",
    "Site-Local (deprecated)",
    "deprecated",
    "RFC 3879",
    "-----",
    "Was for networks of one's own; Unique-Local took its place.",
  ),
];

/** Groups. */
export const ipv6Groups: AddressRange = range(
  "ff00::/8",
  "Multicast",
  "multicast",
  "RFC 4291, section 2.7",
  "ny---",
  "A group of hosts, each of which asked to belong to it; never the source of a packet.",
);

/** The scope of a multicast, by the four bits behind its flags (RFC 7346, section 2). */
export const multicastScopes: { readonly [scope: number]: readonly [name: string, meaning: string] } = {
  1: ["Interface-Local", "the host itself"],
  2: ["Link-Local", "the own link; no router lets it through"],
  3: ["Realm-Local", "the own mesh network"],
  4: ["Admin-Local", "as far as somebody set up"],
  5: ["Site-Local", "the own site"],
  8: ["Organization-Local", "all sites of the own organization"],
  14: ["Global", "the Internet"],
};
