import { afterEach, describe, expect, test, vi } from "vitest";
import { osi } from "../../../lib/osi";
import {
  ARP,
  DNS,
  DNSQR,
  Ether,
  ICMP,
  IP,
  type PacketRecord,
  packet,
  pcap,
  tcpStreams,
  UDP,
} from "../../../lib/packets";
import { textWidth } from "../../../lib/view/text-width";
import { Talk } from "../../packets/flows/segments";
import { readMarkup } from "../markup";

/** A request, its answer, and the end of both directions. */
const orderly = () =>
  new Talk()
    .handshake(99, 4999)
    .client({ flags: "PA", seq: 100, ack: 5000 }, "GET /\r\n")
    .server({ flags: "PA", seq: 5000, ack: 107 }, "hello\n")
    .client({ seq: 107, ack: 5006 })
    .server({ flags: "FA", seq: 5006, ack: 107 })
    .client({ seq: 107, ack: 5007 })
    .client({ flags: "FA", seq: 107, ack: 5007 })
    .server({ seq: 5007, ack: 108 });

afterEach(() => vi.unstubAllEnvs());

describe("osi.ladder() of packets", () => {
  test("draws a connection from handshake to teardown, with the states that its segments prove", () => {
    expect(osi.ladder(orderly().packets).text).toMatchInlineSnapshot(`
      "                        10.0.0.1:40000                                           10.0.0.2:80
                                     │ ▸ three-way handshake                                │
          1   0.000000      SYN-SENT │══ SYN seq 0 ════════════════════════════════════════>│ LISTEN
          2   0.001000               │<═ SYN, ACK seq 0 ack 1 ══════════════════════════════│ SYN-RECEIVED
          3   0.002000   ESTABLISHED │·· ACK seq 1 ack 1 ··································>│
          4   0.003000               │── PSH, ACK seq 1 ack 1, 7 B "GET /\\r\\n" ────────────>│
          5   0.004000               │<─ PSH, ACK seq 1 ack 8, 6 B "hello\\n" ───────────────│ ESTABLISHED
          6   0.005000               │·· ACK seq 8 ack 7 ··································>│
                                     │ ▸ teardown: the server closes first                  │
          7   0.006000               │<═ FIN, ACK seq 7 ack 8 ══════════════════════════════│ FIN-WAIT-1
          8   0.007000    CLOSE-WAIT │·· ACK seq 8 ack 8 ··································>│
          9   0.008000      LAST-ACK │══ FIN, ACK seq 8 ack 8 ═════════════════════════════>│
         10   0.009000               │<· ACK seq 8 ack 9 ···································│ TIME-WAIT

      ═ layer 4: the connection's life   · layer 4: a confirmation   ─ layer 7: what the programs say
      Built here, never on a wire.
      A state (RFC 9293 §3.3.2) stands at an end beside the segment that proves it: an end is known by
      what it sends.
      The client enters CLOSED when the ACK of its FIN arrives: no packet shows it.
      The server waits in TIME-WAIT for twice the longest life of a segment, then is CLOSED: no packet
      shows it."
    `);
  });

  test("is the same for an array, a capture file, and but for the times a list of bare packets", () => {
    const { packets } = orderly();
    const file = pcap.parse(pcap.bytes(packets));
    const rows = (text: string) => text.split("\n").filter((line) => /^ +\d+ .*│/.test(line));
    expect(rows(osi.ladder(file).text)).toEqual(rows(osi.ladder(packets).text));
    const bare = osi.ladder(packets.map((record) => record.packet)).text;
    const timeless = (line: string) => line.replace(/^( +\d+) +\d+\.\d{6}/, "$1").replace(/[ ─═·]+/g, " ");
    expect(rows(bare).map(timeless)).toEqual(rows(osi.ladder(packets).text).map(timeless));
  });

  test("of a stream draws its segments", () => {
    const [stream] = tcpStreams(orderly().packets);
    const text = osi.ladder(stream!).text;
    expect(text).toContain("▸ three-way handshake");
    expect(text).toContain('PSH, ACK seq 1 ack 1, 7 B "GET /\\r\\n"');
    expect(text.replaceAll("\n", " ")).toContain("a stream does not tell where they come from");
  });

  test("says of packets where they come from, each kind by itself", () => {
    const { packets } = orderly();
    expect(osi.ladder(packets).text).toContain("Built here, never on a wire.");
    expect(osi.ladder(pcap.parse(pcap.bytes(packets))).text).toContain("Captured.");
    const made: PacketRecord[] = packets.map((record, i) => ({
      ...record,
      origin: i < 3 ? "reconstructed" : "simulated",
    }));
    expect(osi.ladder(made).text).toContain(
      "3 packets reconstructed from what a socket saw, never captured; 7 packets simulated.",
    );
  });

  test("marks what is lost, late, repeated and confirmed again in words", () => {
    const talk = new Talk()
      .handshake(99, 4999)
      .server({ seq: 5000, ack: 100 }, "aaaa")
      .server({ seq: 5008, ack: 100 }, "cccc")
      .client({ seq: 100, ack: 5004 })
      .client({ seq: 100, ack: 5004 })
      .client({ seq: 100, ack: 5004 })
      .client({ seq: 100, ack: 5004 })
      .server({ seq: 5004, ack: 100 }, "bbbb")
      .server({ seq: 5004, ack: 100 }, "bbbb")
      .client({ seq: 100, ack: 5012, window: 0 })
      .server({ seq: 5012, ack: 100 }, "d")
      .client({ seq: 100, ack: 5012, window: 0 })
      .server({ seq: 5020, ack: 100 }, "e");
    const trouble = osi.ladder(talk.packets).text.match(/(?<=! ).*?(?= *│)/gm);
    expect(trouble).toEqual([
      "hole: bytes 5–8 (4 B) not seen until packet 10",
      "duplicate ACK 1: still waits for byte 5",
      "duplicate ACK 2: still waits for byte 5",
      "duplicate ACK 3: still waits for byte 5",
      "out of order: sent again, it seems, after 3",
      "retransmission, after 3 duplicate ACKs",
      "zero window",
      "zero-window probe",
      "zero window",
      "hole: bytes 14–20 (7 B) not seen, nor confirmed",
    ]);
  });

  test.each([
    [
      "a refused connection",
      new Talk().client({ flags: "S", seq: 5 }).server({ flags: "RA", seq: 0, ack: 6 }),
      ["▸ connection refused"],
    ],
    [
      "a reset",
      new Talk().handshake().server({ flags: "RA", seq: 5001, ack: 1001 }),
      ["▸ three-way handshake", "▸ reset by the server"],
    ],
    [
      "a simultaneous close",
      new Talk()
        .handshake()
        .client({ flags: "FA", seq: 1001, ack: 5001 })
        .server({ flags: "FA", seq: 5001, ack: 1001 })
        .client({ seq: 1002, ack: 5002 })
        .server({ seq: 5002, ack: 1002 }),
      ["▸ three-way handshake", "▸ simultaneous close: both sides send FIN"],
    ],
    [
      "a half-close",
      new Talk()
        .handshake()
        .client({ flags: "FA", seq: 1001, ack: 5001 })
        .server({ seq: 5001, ack: 1002 }, "still here")
        .server({ flags: "FA", seq: 5011, ack: 1002 }),
      ["▸ three-way handshake", "▸ half-close: the client sends no more, the server"],
    ],
    [
      "a SYN that nobody answers",
      new Talk().client({ flags: "S" }),
      ["▸ opening, not answered in this trace"],
    ],
  ])("names %s", (_, talk, headings) => {
    expect(osi.ladder(talk.packets).text.match(/▸ .*?(?= *│)/gm)).toEqual(headings);
  });

  test("draws ARP, ICMP and UDP between hosts, broadcasts to everybody", () => {
    const [a, b] = ["10.0.0.1", "10.0.0.2"];
    const view = osi.ladder([
      packet(Ether({ dst: "ff:ff:ff:ff:ff:ff" }), ARP({ psrc: a, pdst: b })),
      packet(Ether(), ARP({ op: 2, psrc: b, pdst: a })),
      packet(IP({ src: a, dst: b }), ICMP(), "abc"),
      packet(
        IP({ src: a, dst: b }),
        UDP({ sport: 5353, dport: 53 }),
        DNS({ qd: [DNSQR({ qname: "example.com" })] }),
      ),
    ]);
    expect(view.text).toMatchInlineSnapshot(`
      "      10.0.0.1                                10.0.0.2                            ff:ff:ff:ff:ff:ff
                                                                                            broadcast
          1     │┄┄ ARP, Request who-has 10.0.0.2 tell 10.0.0.1, length 28 ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄>│
          2     │                                       │┄┄ ARP, Reply 10.0.0.2 is-at 00:… ┄┄┄┄>│
          3     │┈┈ ICMP echo request, id 0, seq … ┈┈┈┈>│                                       │
          4     │── 5353→53 0+ A? example.com. (29) ───>│                                       │

      ┄ layer 2: between neighbours   ┈ layer 3: from host to host   ─ layer 7: what the programs say
      Built here, never on a wire."
    `);
  });

  test("tells ports apart where a host talks to itself", () => {
    const to = (dport: number) =>
      packet(IP({ src: "127.0.0.1", dst: "127.0.0.1" }), UDP({ sport: 5000, dport }), "hi");
    const [head] = osi.ladder([to(6000), to(7000)]).text.split("\n");
    expect(head).toMatch(/127\.0\.0\.1:5000 +127\.0\.0\.1:6000 +127\.0\.0\.1:7000/);
  });

  test("draws pauses to scale, and says where one was cut", () => {
    const at = (time: number) => ({ packet: packet(IP({ dst: "10.0.0.9" }), UDP(), "x"), time });
    const text = osi.ladder([at(0), at(0.001), at(0.004), at(0.005), at(3)], { time: "scale" }).text;
    const lines = text
      .split("\n")
      .map((line) => /^ +(\d) /.exec(line)?.[1] ?? (line.includes("≈") ? "≈" : " "));
    expect(lines.slice(1, 14).join("")).toBe("1 2     3 4 ≈");
    expect(text).toContain("≈ 3 s pass (more than fits)");
    expect(text).toContain("an empty row is 500 µs");
  });

  describe("with many rows", () => {
    /** Data and ACKs, with one segment that is sent again in the middle. */
    const long = (rounds: number) => {
      const talk = new Talk().handshake(99, 4999);
      for (let i = 0; i < rounds; i++) {
        talk
          .server({ seq: 5000 + 100 * i, ack: 100 }, "x".repeat(100))
          .client({ seq: 100, ack: 5100 + 100 * i });
        if (i === rounds >> 1) talk.server({ seq: 5000 + 100 * i, ack: 100 }, "x".repeat(100));
      }
      return talk.packets;
    };

    test("folds what is plain with counts, and nothing that is not", () => {
      const text = osi.ladder(long(200)).text;
      expect(text.split("\n").length).toBeLessThan(40);
      expect(text).toContain("! retransmission");
      expect(text.replace(/ *│\n *│ /g, " ")).toMatch(
        /… \d+ packets folded \(\d+–\d+\): \d+ with data \([\d,]+\u00a0B\), \d+ ACKs …/,
      );
      const drawn = text.match(/^ +\d+ .*│/gm)!.length;
      const folded = [...text.matchAll(/… (\d+) packets folded/g)].reduce(
        (sum, [, count]) => sum + Number(count),
        0,
      );
      expect(drawn + folded).toBe(404);
    });

    test("unfolds on request", () => {
      const text = osi.ladder(long(200), { fold: false }).text;
      expect(text).not.toContain("folded");
      expect(text.match(/^ +\d+ .*│/gm)).toHaveLength(404);
    });

    test("draws the rows that were chosen", () => {
      const text = osi.ladder(long(200), { rows: [10, 12] }).text;
      expect(text.match(/^ +\d+(?= .*│)/gm)?.map(Number)).toEqual([10, 11, 12]);
      expect(text).toContain("3 of 404 packets, as chosen");
    });

    test("stays bounded for ten thousand packets, folded or not", () => {
      const packets = long(5000);
      expect(osi.ladder(packets).html.length).toBeLessThan(60_000);
      expect(osi.ladder(packets, { fold: false }).text.split("\n").length).toBeLessThan(2100);
    });
  });

  test("has a title, a description, and gives way on a narrow screen", () => {
    const { elements, text } = readMarkup(osi.ladder(orderly().packets).svg!);
    expect(elements.slice(0, 3).map(({ name }) => name)).toEqual(["svg", "title", "desc"]);
    expect(elements[0]?.attributes.get("style")).toMatch(/max-width:100%;min-width:3\d\dpx;height:auto/);
    expect(text).toContain(
      "Sequence diagram of 10 packets between 10.0.0.1:40000, 10.0.0.2:80; 13 bytes of data.",
    );
  });

  test("keeps its lifelines straight in every row", () => {
    const text = osi.ladder(orderly().packets).text;
    const ends = text
      .split("\n")
      .filter((line) => line.includes("│"))
      .map((line) => textWidth(line.slice(0, line.lastIndexOf("│"))));
    expect(new Set(ends).size).toBe(1);
  });

  test("in an export leaves out what differs from run to run, of packets that were captured just now", () => {
    vi.stubEnv("NETCELL_EXPORT", "1");
    const now = Date.now() / 1000;
    const fresh = orderly().packets.map((record) => ({ ...record, time: now + Number(record.time) }));
    const text = osi.ladder(fresh).text;
    expect(text.split("\n")[0]).toMatch(/10\.0\.0\.1:port-1 +10\.0\.0\.2:80/);
    expect(text).not.toMatch(/\d\.\d{6}/);
    expect(osi.ladder(orderly().packets).text).toContain("0.001000");
  });

  test("refuses what it cannot draw and options that it does not have, and says which there are", () => {
    expect(() => osi.ladder([] as never)).toThrow(/no packet in it/);
    expect(() => osi.ladder(orderly().packets, { times: "scale" } as never)).toThrow(
      /no option 'times'.*Did you mean time\?/,
    );
    expect(() => osi.ladder(orderly().packets, { rows: [1] } as never)).toThrow(/rows is two whole numbers/);
  });
});
