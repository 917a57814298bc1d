/** The notes below the table of layers: where the course's source notes are wrong, and what no table can show. */
import type { LayerNumber } from "../../view";

/** A column of the table that a note can be about. */
export type NotedColumn = "layer" | "pdu" | "side" | "does" | "internet";

/** One note, and the cells it is about. */
export interface TableNote {
  readonly about: { readonly column: NotedColumn; readonly layers: readonly LayerNumber[] };
  /** The wording of the source notes, if this corrects them. */
  readonly instead?: string;
  readonly correct: string;
  readonly source: string;
}

const iso = "ISO/IEC 7498-1:1994";

/** In the order of their first mark in the table, read row by row. */
export const tableNotes: readonly TableNote[] = [
  {
    about: { column: "side", layers: [7, 3] },
    instead: "“host layers” and “media layers” are part of the model",
    correct:
      "Textbook words. The standard knows end systems with all seven layers, and relays with the lower ones.",
    source: `${iso}, 6.5`,
  },
  {
    about: { column: "internet", layers: [7] },
    correct:
      "The RFC itself compares its application layer with layers 7 and 6 only; what layer 5 does is left to the programs too.",
    source: "RFC 1122, section 1.1.3",
  },
  {
    about: { column: "does", layers: [6] },
    instead: "encryption is the work of layer 6",
    correct:
      "In the Internet no one layer owns it: TLS lies between the program and TCP, IPsec encrypts at layer 3, Wi-Fi at layer 2.",
    source: "RFC 8446, section 1; RFC 4301, section 1.1",
  },
  {
    about: { column: "layer", layers: [5] },
    instead: "this text belongs to “Transport”",
    correct:
      "Sessions and their turns are the Session layer's. The names of 3, 4 and 5 are rotated in the notes.",
    source: `${iso}, 7.3`,
  },
  {
    about: { column: "layer", layers: [4] },
    instead: "this text belongs to “Network”",
    correct: "Segments, acknowledgements and multiplexing are the Transport layer's.",
    source: `${iso}, 7.4`,
  },
  {
    about: { column: "pdu", layers: [4] },
    instead: "segment and datagram are layer 4, packet is layer 3",
    correct:
      "A segment is TCP's, a user datagram UDP's. A packet is an IP datagram or a fragment of one. The standard says (N)-PDU in every layer.",
    source: `RFC 1122, section 1.3.3; RFC 9293; RFC 768; ${iso}, 5.6`,
  },
  {
    about: { column: "does", layers: [4] },
    instead: "transport is reliable",
    correct:
      "Not by itself: transport has a connectionless mode, and UDP promises neither delivery nor order.",
    source: `${iso}, 6.4 and 7.4; RFC 768`,
  },
  {
    about: { column: "layer", layers: [3] },
    instead: "this text belongs to “Session”",
    correct: "Addressing and routing are the Network layer's.",
    source: `${iso}, 7.5`,
  },
  {
    about: { column: "layer", layers: [2] },
    instead: "layer 2 is “Data”, between two nodes connected by a physical layer",
    correct:
      "Its name is Data Link. The nodes are neighbours joined by a physical connection; each has a physical layer.",
    source: `${iso}, 7.6 and 7.7`,
  },
  {
    about: { column: "internet", layers: [2] },
    correct:
      "The link layer is whatever the network below needs, so it stands beside 2 and 1; the RFC specifies no medium.",
    source: "RFC 1122, section 1.1.3",
  },
];

/** The numbers of the notes about this cell, from 1. */
export function notesOn(column: NotedColumn, number: LayerNumber): number[] {
  return tableNotes.flatMap(({ about }, i) =>
    about.column === column && about.layers.includes(number) ? [i + 1] : [],
  );
}
