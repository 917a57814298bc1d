/** Every view, one entry each: what the gallery shows of it, and how it is given what is hostile. */

import { osi } from "../../../lib/osi";
import * as protocols from "../../../lib/packets";
import {
  type AnyProtocol,
  ARP,
  IP,
  IPv6,
  type Packet,
  packet,
  TCP,
  tcpStreams,
  UDP,
} from "../../../lib/packets";
import type { Recording } from "../../../lib/sockets/transcript/transcript";
import type { View } from "../../../lib/view";
import {
  connection,
  crowd,
  cutPacket,
  httpRequest,
  notesLine,
  paddedFrame,
  transcript,
  wrongQuestion,
} from "./inputs";
import { download, lossy, resets, simultaneousClose } from "./talks";

/** One view under test. */
export interface Exhibit {
  /** Its name on `osi`. */
  readonly name: Exclude<keyof typeof osi, "layers">;
  /** What the gallery shows, by title. */
  readonly shows: Readonly<Record<string, () => View>>;
  /** Draws a packet that carries what is hostile; a view that draws none leaves it out. */
  readonly packet?: (hostile: Packet) => View;
  /** Draws several of them. */
  readonly packets?: (hostile: readonly Packet[]) => View;
  /** Draws a transcript with hostile bytes, notes and names. */
  readonly transcript?: (hostile: Recording) => View;
}

const greeting = packet(IP(), UDP({ sport: 5000, dport: 5001 }), "hello");

/** The protocol farthest inside. */
function innermost(of: Packet): AnyProtocol {
  const { definition } = of.layers.at(-1)!;
  return Object.values(protocols as Record<string, unknown>).find(
    (each): each is AnyProtocol => (each as Partial<AnyProtocol>).definition === definition,
  )!;
}

export const exhibits: readonly Exhibit[] = [
  { name: "table", shows: { "the reference model": () => osi.table() } },
  {
    name: "tree",
    shows: {
      "a packet that was built": () => osi.tree(notesLine),
      "a packet from the wire": () => osi.tree(httpRequest),
      "a wrong checksum": () => osi.tree(wrongQuestion),
      "a packet cut short": () => osi.tree(cutPacket),
      "packets in a row": () => osi.tree(connection),
      "ten thousand packets": () => osi.tree(crowd, { page: 2 }),
    },
    packet: (hostile) => osi.tree(hostile),
    packets: (hostile) => osi.tree(hostile),
  },
  {
    name: "encapsulation",
    shows: {
      "going down": () => osi.encapsulation(httpRequest),
      "going up": () => osi.encapsulation(wrongQuestion, { direction: "up" }),
      "a short frame, filled up": () => osi.encapsulation(paddedFrame),
    },
    packet: (hostile) => osi.encapsulation(hostile),
  },
  {
    name: "anatomy",
    shows: {
      "a request": () => osi.anatomy(connection),
      "a question with a wrong checksum": () => osi.anatomy(wrongQuestion),
    },
    packet: (hostile) => osi.anatomy(hostile),
    packets: (hostile) => osi.anatomy(hostile),
  },
  {
    name: "hexdump",
    shows: {
      "a packet": () => osi.hexdump(httpRequest),
      "with marks": () => osi.hexdump(notesLine, { mark: ["IP.ihl", "TCP.dport", "TCP.flags", [40, 43]] }),
      "a packet cut short": () => osi.hexdump(cutPacket),
      "packets in a row": () => osi.hexdump(connection, { mark: "TCP.flags" }),
      "a TCP stream": () => osi.hexdump(tcpStreams(connection)[0]!),
      "what a socket saw": () => osi.hexdump(transcript),
      "plain text": () => osi.hexdump("héllo, 世界"),
    },
    packet: (hostile) => osi.hexdump(hostile),
    packets: (hostile) => osi.hexdump(hostile),
    transcript: (hostile) => osi.hexdump(hostile),
  },
  {
    name: "header",
    shows: {
      "TCP, empty": () => osi.header(TCP),
      "TCP in a packet": () => osi.header(httpRequest, TCP),
      "IPv6, with unicode lines": () => osi.header(IPv6, { lines: "unicode" }),
      "ARP, which does not end where a row ends": () => osi.header(ARP),
      "a wrong checksum": () => osi.header(wrongQuestion, UDP),
    },
    packet: (hostile) => osi.header(hostile, innermost(hostile)),
  },
  {
    name: "bits",
    shows: {
      "two letters in three line codes": () => osi.bits("Hi"),
      "a frame in 4B/5B, as Ethernet sends it": () =>
        osi.bits(httpRequest, { codes: ["4B/5B"], first: "least" }),
    },
    packet: (hostile) => osi.bits(hostile, { codes: ["NRZ", "NRZI", "Manchester", "4B/5B"] }),
  },
  {
    name: "checksum",
    shows: {
      "piece by piece": () => osi.checksum(httpRequest, TCP),
      "word by word": () => osi.checksum(greeting, UDP).explain(),
      "a bit that flipped": () => osi.checksum(greeting, UDP).flip(30, 7).explain(),
      "two words that changed places": () => osi.checksum(greeting, UDP).swap(11, 12),
    },
    packet: (hostile) => osi.checksum(hostile.has(IP) ? hostile : packet(IP(), hostile), IP).explain(),
  },
  {
    name: "diff",
    shows: {
      "a hop through a router": () => osi.diff(greeting, greeting.with(IP, { ttl: 63 })),
      "another transport, a longer payload": () => osi.diff(greeting, packet(IP(), TCP(), "hello, world")),
      "a checksum that stayed": () => osi.diff(httpRequest, wrongQuestion),
    },
    packet: (hostile) => osi.diff(notesLine, hostile),
  },
  {
    name: "summary",
    shows: {
      "packets in a row": () => osi.summary(connection),
      "one packet": () => osi.summary(wrongQuestion),
    },
    packet: (hostile) => osi.summary(hostile),
    packets: (hostile) => osi.summary(hostile),
  },
  {
    name: "repr",
    shows: {
      "the line of the source notes": () => osi.repr(notesLine),
      "read from bytes": () => osi.repr(httpRequest),
    },
    packet: (hostile) => osi.repr(hostile),
  },
  {
    name: "code",
    shows: {
      "the line of the source notes": () => osi.code(notesLine),
      "read from bytes": () => osi.code(httpRequest),
    },
    packet: (hostile) => osi.code(hostile),
  },
  {
    name: "ladder",
    shows: {
      "what a socket saw": () => osi.ladder(transcript),
      "a connection": () => osi.ladder(connection),
      "time to scale": () => osi.ladder(connection, { time: "scale" }),
      "a lossy stream": () => osi.ladder(lossy),
      "a simultaneous close": () => osi.ladder(simultaneousClose),
      "a refusal and a reset": () => osi.ladder(resets, { lifelines: "ports" }),
      "a long download": () => osi.ladder(download),
      "ten thousand packets of many hosts": () => osi.ladder(crowd),
    },
    packet: (hostile) => osi.ladder(hostile),
    packets: (hostile) => osi.ladder(hostile, { time: "scale" }),
    transcript: (hostile) => osi.ladder(hostile),
  },
  {
    name: "explain",
    shows: {
      "what a socket saw": () => osi.explain(transcript),
      "a connection": () => osi.explain(connection),
      "a lossy stream": () => osi.explain(lossy),
    },
    packet: (hostile) => osi.explain(hostile),
    packets: (hostile) => osi.explain(hostile),
    transcript: (hostile) => osi.explain(hostile),
  },
  {
    name: "follow",
    shows: {
      "a connection, as text": () => osi.follow(connection),
      "its bytes": () => osi.follow(connection, { as: "hex" }),
      "its messages": () => osi.follow(connection, { as: "messages" }),
      "what a socket saw": () => osi.follow(transcript),
      "a stream with a hole": () => osi.follow(lossy.filter((_, i) => i !== 4)),
    },
  },
];
