/** Every view, one entry each: what the gallery shows of it, and how it is given what is hostile. */
import type { View } from "../../../lib/cell";
import { osi } from "../../../lib/osi";
import { type Packet, TCP, tcpStreams } from "../../../lib/packets";
import type { Recording } from "../../../lib/sockets/transcript/transcript";
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
    },
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
