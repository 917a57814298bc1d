import { describe, expect, test } from "vitest";
import { osi } from "../../lib/osi";
import { tableNotes } from "../../lib/osi/table/notes";
import {
  ARP,
  DHCP,
  DNS,
  Dot1Q,
  Ether,
  GRE,
  HTTPRequest,
  ICMP,
  IGMP,
  IP,
  IPv6,
  LLC,
  NTP,
  STP,
  TCP,
  TFTP,
  TLS,
  UDP,
} from "../../lib/packets";
import { readMarkup } from "./markup";

describe("osi.table()", () => {
  test("has the protocols that netcell takes apart in the layers where it draws them", () => {
    const named = { ARP, DHCP, DNS, GRE, ICMP, IGMP, IPv6, LLC, NTP, STP, TCP, TFTP, TLS, UDP };
    const others = { HTTP: HTTPRequest, IPv4: IP, Ethernet: Ether, "802.1Q": Dot1Q };
    for (const [name, { definition }] of Object.entries({ ...named, ...others })) {
      const layer = osi.layers.find(({ number }) => number === definition.layer)!;
      expect(layer.examples.split(", "), `layer ${layer.number}`).toContain(name);
    }
  });

  test("reads as a board in a terminal", () => {
    expect(osi.table().text).toMatchInlineSnapshot(`
      "The OSI reference model (ISO/IEC 7498-1:1994), and the Internet model (RFC 1122) beside it

      layer            PDU           where     what it does                    Internet        examples
      ────────────────────────────────────────────────────────────────────────────────────────────────────
      7 Application    data          host[1]   What the programs have to say   Application[2]  HTTP, DNS,
                                               to each other: requests and                     DHCP, NTP,
                                               answers, mail, files, names.                    TFTP
      6 Presentation   data                    How what is said is written                     TLS, UTF-8,
                                               down, so that both ends read                    JSON, gzip
                                               the same: character encoding,
                                               compression, encryption.[3]
      5 Session[4]     data                    The dialogue as a whole: who                    HTTP
                                               may speak, where a new turn                     cookies
                                               begins, how to resume after a
                                               break.
      ────────────────────────────────────────────────────────────────────────────────────────────────────
      4 Transport[5]   segment,                From program to program, told   Transport       TCP, UDP
                       datagram[6]             apart by ports. With TCP
                                               reliable, in order and with
                                               flow control; with UDP none of
                                               these.[7]
      ────────────────────────────────────────────────────────────────────────────────────────────────────
      3 Network[8]     packet        media[1]  From host to host across many   Internet        IPv4, IPv6,
                                               networks: addresses, and the                    ICMP, IGMP,
                                               choice of the way (routing).                    GRE
      ────────────────────────────────────────────────────────────────────────────────────────────────────
      2 Data Link[9]   frame                   From neighbour to neighbour on  Link[10]        Ethernet,
                                               one link: where a frame begins                  802.1Q,
                                               and ends, and whether it was                    ARP, LLC,
                                               damaged.                                        STP, Wi-Fi
      1 Physical       bit, symbol             Bits as voltages, light or                      1000BASE-T,
                                               radio waves on a medium.                        radio
      ────────────────────────────────────────────────────────────────────────────────────────────────────
       1  The source notes say: “host layers” and “media layers” are part of the model. Textbook words.
          The standard knows end systems with all seven layers, and relays with the lower ones. (ISO/IEC
          7498-1:1994, 6.5)
       2  The RFC itself compares its application layer with layers 7 and 6 only; what layer 5 does is
          left to the programs too. (RFC 1122, section 1.1.3)
       3  The source notes say: encryption is the work of layer 6. In the Internet no one layer owns it:
          TLS lies between the program and TCP, IPsec encrypts at layer 3, Wi-Fi at layer 2. (RFC 8446,
          section 1; RFC 4301, section 1.1)
       4  The source notes say: this text belongs to “Transport”. Sessions and their turns are the Session
          layer's. The names of 3, 4 and 5 are rotated in the notes. (ISO/IEC 7498-1:1994, 7.3)
       5  The source notes say: this text belongs to “Network”. Segments, acknowledgements and
          multiplexing are the Transport layer's. (ISO/IEC 7498-1:1994, 7.4)
       6  The source notes say: segment and datagram are layer 4, packet is layer 3. A segment is TCP's, a
          user datagram UDP's. A packet is an IP datagram or a fragment of one. The standard says (N)-PDU
          in every layer. (RFC 1122, section 1.3.3; RFC 9293; RFC 768; ISO/IEC 7498-1:1994, 5.6)
       7  The source notes say: transport is reliable. Not by itself: transport has a connectionless mode,
          and UDP promises neither delivery nor order. (ISO/IEC 7498-1:1994, 6.4 and 7.4; RFC 768)
       8  The source notes say: this text belongs to “Session”. Addressing and routing are the Network
          layer's. (ISO/IEC 7498-1:1994, 7.5)
       9  The source notes say: layer 2 is “Data”, between two nodes connected by a physical layer. Its
          name is Data Link. The nodes are neighbours joined by a physical connection; each has a physical
          layer. (ISO/IEC 7498-1:1994, 7.6 and 7.7)
      10  The link layer is whatever the network below needs, so it stands beside 2 and 1; the RFC
          specifies no medium. (RFC 1122, section 1.1.3)"
    `);
  });

  test("fits into 100 columns", () => {
    const widest = Math.max(
      ...osi
        .table()
        .text.split("\n")
        .map((line) => line.length),
    );
    expect(widest).toBeLessThanOrEqual(100);
  });

  test("as HTML is a real table: a caption, headed columns and rows, grouped cells that add up to seven", () => {
    const { elements } = readMarkup(osi.table().html);
    const scopes = elements
      .filter(({ name }) => name === "th")
      .map(({ attributes }) => attributes.get("scope"));
    const spans = elements.flatMap(({ attributes }) => Number(attributes.get("rowspan") ?? []));
    expect(elements.filter(({ name }) => name === "caption")).toHaveLength(1);
    expect(scopes).toEqual([...Array(6).fill("col"), ...Array(7).fill("row")]);
    expect(spans.filter((span) => span > 0)).toEqual([4, 3, 1, 3, 1, 2]);
  });

  test("puts the rotated names of layers 3, 4 and 5 right, each with its clause of the standard", () => {
    for (const [layer, clause] of [
      [5, "7.3"],
      [4, "7.4"],
      [3, "7.5"],
    ] as const) {
      const note = tableNotes.find(({ about }) => about.column === "layer" && about.layers.includes(layer));
      expect(note?.instead).toContain("this text belongs to");
      expect(note?.source).toBe(`ISO/IEC 7498-1:1994, ${clause}`);
    }
  });

  test("cites a source for every note", () => {
    for (const note of tableNotes) expect(note.source).toMatch(/RFC \d+|ISO\/IEC 7498-1:1994, \d/);
  });

  test("numbers the notes in the order in which their marks are met, row by row", () => {
    const marks = [...osi.table().html.matchAll(/<sup[^>]*>([\d ]+)<\/sup>/g)].flatMap(([, numbers]) =>
      numbers!.split(" "),
    );
    expect([...new Set(marks)].map(Number)).toEqual([...tableNotes.keys()].map((i) => i + 1));
  });

  test("is pure", () => {
    expect(osi.table().html).toBe(osi.table().html);
  });
});

test("osi.layers counts from 7 down to 1, and picks by number", () => {
  expect(osi.layers.map(({ number }) => number)).toEqual([7, 6, 5, 4, 3, 2, 1]);
  expect(osi.layers.find(({ number }) => number === 4)?.pdu).toBe("segment, datagram");
});
