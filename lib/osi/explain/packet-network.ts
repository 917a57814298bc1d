/** Layer 3, read from packets: from which address to which, with what lifetime, whole or in fragments. */
import { bytesText, counted } from "../../view";
import type { PacketExchange } from "../flows/exchange-of-packets";
import type { SeenPacket } from "../input/packets";
import type { Account, Finding } from "./account";

/** Packets that are examined field by field; of a longer list, the first ones are. */
const lookedAt = 2000;
const mostSenders = 4;

export function packetNetwork(packets: readonly SeenPacket[], { ends }: PacketExchange): Account {
  if (packets.length === 0) {
    const addresses = [...new Set(ends.map(({ address }) => address))].join(", ");
    return {
      seen: [{ says: `Addresses: ${addresses}.` }],
      unknown: ["The packets themselves: a stream holds what they carried."],
    };
  }
  const found = packets.slice(0, lookedAt).flatMap(networkIn);
  if (found.length === 0)
    return { seen: [{ says: "Nothing: neither IPv4 nor IPv6 is in these packets." }], unknown: [] };
  return {
    seen: [
      ...senders(found),
      ...fragments(found),
      ...messages(packets),
      { says: `IP's headers took ${bytesText(found.reduce((sum, { header }) => sum + header, 0))} in all.` },
      ...(packets.length > lookedAt ? [{ says: `Told from the first ${counted(lookedAt, "packet")}.` }] : []),
    ],
    unknown: [
      "Which routers they crossed: each takes one off the TTL, but with how much it began is not written down.",
      "Whether others were lost on the way: IP does not number what it sends for that.",
    ],
  };
}

interface Found {
  readonly number: number;
  readonly version: string;
  readonly from: string;
  readonly to: string;
  readonly ttl: number;
  readonly fragment: boolean;
  readonly header: number;
}

/** The outermost IP header. */
function networkIn({ no, packet }: SeenPacket): Found[] {
  const layer = packet.layers.find(({ name, stop }) => (name === "IP" || name === "IPv6") && !stop);
  if (!layer) return [];
  const { fields, name, header } = layer;
  const six = name === "IPv6";
  const split = six
    ? packet.layers.some((each) => each.name === "IPv6ExtHdrFragment")
    : String(fields.flags).includes("MF") || Number(fields.frag) > 0;
  return [
    {
      number: no,
      version: six ? "IPv6" : "IPv4",
      from: String(fields.src),
      to: String(fields.dst),
      ttl: Number(six ? fields.hlim : fields.ttl),
      fragment: split,
      header,
    },
  ];
}

/** Who sent to whom, and how far these packets could still go. */
function senders(found: readonly Found[]): Finding[] {
  const ways = new Map<string, Found[]>();
  for (const each of found) {
    const key = `${each.version}, ${each.from} → ${each.to}`;
    const known = ways.get(key);
    if (known) known.push(each);
    else ways.set(key, [each]);
  }
  const findings = [...ways].slice(0, mostSenders).map(([way, own]): Finding => {
    const ttls = [...new Set(own.map(({ ttl }) => ttl))].sort((a, b) => a - b);
    const left = ttls.length === 1 ? `${ttls[0]}` : `${ttls[0]} to ${ttls.at(-1)}`;
    return { says: `${way}: ${counted(own.length, "packet")}, with ${left} hops left to live.`, rows: own };
  });
  const more = ways.size - findings.length;
  return more > 0 ? [...findings, { says: `${more} more pairs of addresses, not told here.` }] : findings;
}

function fragments(found: readonly Found[]): Finding[] {
  const split = found.filter(({ fragment }) => fragment);
  if (split.length === 0) return [{ says: "No packet was fragmented." }];
  return [
    {
      says: `${counted(split.length, "packet")} were fragments: parts of one that was too long for a link.`,
      rows: split,
    },
  ];
}

/** The messages of ICMP. */
function messages(packets: readonly SeenPacket[]): Finding[] {
  const own = packets.filter(({ packet }) =>
    packet.layers.some(({ name, stop }) => /^ICMP/.test(name) && !stop),
  );
  if (own.length === 0) return [];
  const [first] = own;
  const words = first!.packet.summary();
  return [
    {
      says: `${counted(own.length, "message")} of ICMP, the first: ${words.slice(words.indexOf("ICMP"), 120)}.`,
      rows: own.map(({ no }) => ({ number: no })),
    },
  ];
}
