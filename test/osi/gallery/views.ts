/** Every view, one entry each: what the gallery shows of it, and how it is given what is hostile. */
import type { View } from "../../../lib/cell";
import { osi } from "../../../lib/osi";
import { type Packet, TCP } from "../../../lib/packets";
import type { Recording } from "../../../lib/sockets/transcript/transcript";
import { connection, crowd, cutPacket, httpRequest, notesLine, transcript, wrongQuestion } from "./inputs";

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
    name: "header",
    shows: {
      "TCP, empty": () => osi.header(TCP),
      "TCP in a packet": () => osi.header(httpRequest, TCP),
    },
  },
  {
    name: "ladder",
    shows: { "what a socket saw": () => osi.ladder(transcript) },
    transcript: (hostile) => osi.ladder(hostile),
  },
  {
    name: "explain",
    shows: { "what a socket saw": () => osi.explain(transcript) },
    transcript: (hostile) => osi.explain(hostile),
  },
];
