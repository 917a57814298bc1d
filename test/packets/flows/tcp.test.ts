/** TCP streams: what was sent is put together again, and every segment is told for what it is. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  Ether,
  ICMP,
  IP,
  IPv6,
  packet,
  pcap,
  TCP,
  type TCPInit,
  type TCPStream,
  tcpStreams,
} from "../../../lib/packets";
import { Talk } from "./segments";

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");
const marks = (stream: TCPStream) => stream.segments.map((segment) => segment.marks.join(", "));
const one = (talk: Talk): TCPStream => {
  const streams = tcpStreams(talk.packets);
  expect(streams.length).toBe(1);
  return streams[0]!;
};

describe("a connection without trouble", () => {
  const talk = new Talk()
    .handshake()
    .client({ flags: "PA", seq: 1001, ack: 5001 }, "GET / HTTP/1.0\r\n\r\n")
    .server({ seq: 5001, ack: 1019 }, "HTTP/1.0 200 OK\r\n\r\n")
    .server({ flags: "PA", seq: 5020, ack: 1019 }, "hello")
    .client({ seq: 1019, ack: 5025 })
    .server({ flags: "FA", seq: 5025, ack: 1019 })
    .client({ flags: "FA", seq: 1019, ack: 5026 })
    .server({ seq: 5026, ack: 1020 });
  const stream = one(talk);

  test("has relative numbers, as Wireshark counts them", () => {
    expect(
      stream.segments.map(({ from, flags, seq, ack, length }) => [from, flags, seq, ack, length]),
    ).toEqual([
      ["client", "S", 0, undefined, 0],
      ["server", "SA", 0, 1, 0],
      ["client", "A", 1, 1, 0],
      ["client", "PA", 1, 1, 18],
      ["server", "A", 1, 19, 19],
      ["server", "PA", 20, 19, 5],
      ["client", "A", 19, 25, 0],
      ["server", "FA", 25, 19, 0],
      ["client", "FA", 19, 26, 0],
      ["server", "A", 26, 20, 0],
    ]);
    expect(marks(stream)).toEqual(["", "", "", "new", "new", "new", "", "", "", ""]);
  });

  test("has two directions and turns", () => {
    expect(text(stream.client.bytes())).toBe("GET / HTTP/1.0\r\n\r\n");
    expect(text(stream.server.bytes())).toBe("HTTP/1.0 200 OK\r\n\r\nhello");
    expect(stream.client.end).toEqual({ address: "10.0.0.1", port: 40000 });
    expect(stream.turns.map(({ side, time, bytes }) => [side, time, bytes.length])).toEqual([
      ["client", 0.003, 18],
      ["server", 0.004, 24],
    ]);
    expect([stream.end, stream.fromStart, stream.client.isn, stream.server.isn]).toEqual([
      "closed",
      true,
      1000,
      5000,
    ]);
    expect(String(stream)).toBe(
      "stream 0: 10.0.0.1:40000 to 10.0.0.2:80, 10 segments, 18 bytes there, 24 back, closed",
    );
  });

  test("tells in which packets bytes came", () => {
    expect(stream.server.packets()).toEqual([5, 6]);
    expect(stream.server.packets(0, 19)).toEqual([5]);
    expect(stream.server.packets(18, 20)).toEqual([5, 6]);
    expect(stream.server.packets(24, 99)).toEqual([]);
    expect(text(stream.server.bytes(17, 21))).toBe("\r\nhe");
    expect(stream.turns[1]?.parts.map(({ from, to, no }) => [from, to, no])).toEqual([
      [0, 19, 5],
      [19, 24, 6],
    ]);
  });
});

describe("segments are told for what they are", () => {
  const start = () => new Talk().handshake();

  test("sent again, wholly or in part", () => {
    const stream = one(
      start()
        .client({ seq: 1001, ack: 5001 }, "abc")
        .client({ seq: 1001, ack: 5001 }, "abc")
        .client({ seq: 1002, ack: 5001 }, "bcde"),
    );
    expect(marks(stream).slice(3)).toEqual(["new", "retransmission", "partial retransmission"]);
    expect(text(stream.client.bytes())).toBe("abcde");
    expect(stream.client.packets()).toEqual([4, 6]);
  });

  test("sent again as something else: the first bytes stay", () => {
    const stream = one(
      start()
        .client({ seq: 1001, ack: 5001 }, "attack at dawn")
        .client({ seq: 1001, ack: 5001 }, "attack at noon"),
    );
    expect(marks(stream).at(-1)).toBe("retransmission, conflict");
    expect(stream.segments.at(-1)?.conflict).toEqual({ from: 10, to: 13 });
    expect(text(stream.client.bytes())).toBe("attack at dawn");
  });

  test("out of order: late bytes fill the hole before others", () => {
    const stream = one(
      start().client({ seq: 1004, ack: 5001 }, "def").client({ seq: 1001, ack: 5001 }, "abc"),
    );
    expect(marks(stream).slice(3)).toEqual(["after a hole", "out of order"]);
    expect(text(stream.client.bytes())).toBe("abcdef");
    expect(stream.client.holes).toEqual([]);
    expect(stream.turns.map(({ time, from, to }) => [time, from, to])).toEqual([[0.004, 0, 6]]);
  });

  test("behind a hole that nobody fills, whether the other side has these bytes or not", () => {
    const talk = start().client({ seq: 1004, ack: 5001 }, "def");
    const open = one(talk);
    expect(open.client.holes).toEqual([{ from: 0, to: 3 }]);
    expect(open.client.parts().map(({ from, to, no, acked }) => [from, to, no, acked])).toEqual([
      [0, 3, undefined, false],
      [3, 6, 4, false],
    ]);
    const confirmed = one(talk.server({ seq: 5001, ack: 1007 }, "ok"));
    expect(confirmed.client.parts()[0]?.acked).toBe(true);
    expect(confirmed.turns.map(({ side, missing, bytes }) => [side, missing, text(bytes)])).toEqual([
      ["client", 3, "def"],
      ["server", 0, "ok"],
    ]);
  });

  test("confirming bytes that nobody saw", () => {
    const stream = one(
      start().server({ seq: 5001, ack: 1011 }, "thanks").client({ seq: 1011, ack: 5007 }, "more"),
    );
    expect(marks(stream).slice(3)).toEqual(["new, acks unseen bytes", "new"]);
    expect(stream.client.holes).toEqual([{ from: 0, to: 10 }]);
    expect(stream.turns.map(({ side, missing }) => [side, missing])).toEqual([
      ["client", 10],
      ["server", 0],
      ["client", 0],
    ]);
  });

  test("asking whether the other side lives, with a byte or without one", () => {
    const stream = one(
      start()
        .client({ seq: 1001, ack: 5001 }, "abc")
        .server({ seq: 5001, ack: 1004 })
        .client({ seq: 1003, ack: 5001 })
        .client({ seq: 1003, ack: 5001 }, "\0"),
    );
    expect(marks(stream).slice(5)).toEqual(["keep-alive", "keep-alive"]);
    expect(text(stream.client.bytes())).toBe("abc");
  });

  test("asking late, with the number of the SYN: that byte is no data", () => {
    const stream = one(
      start()
        .client({ flags: "PA", seq: 1001, ack: 5001 }, "k")
        .client({ seq: 1000, ack: 5001 }, "\0")
        .client({ seq: 999, ack: 5001 }, "\0"),
    );
    expect(marks(stream).slice(3)).toEqual(["new", "keep-alive", "left out"]);
    expect(stream.segments.map(({ seq }) => seq)).toEqual([0, 0, 1, 1, 0, -1]);
    expect(text(stream.client.bytes())).toBe("k");
  });

  test("data behind a FIN: left out, and the number of the FIN is no hole", () => {
    const stream = one(
      start()
        .client({ flags: "FA", seq: 1004, ack: 5001 }, "d")
        .client({ seq: 1001, ack: 5001 }, "abc")
        .client({ seq: 1006, ack: 5001 }, "late")
        .client({ seq: 1005, ack: 5001 }, "x")
        .server({ seq: 5001, ack: 1006 })
        .server({ seq: 5001, ack: 1010 }),
    );
    expect(marks(stream).slice(3)).toEqual([
      "after a hole",
      "out of order",
      "left out",
      "left out",
      "",
      "acks unseen bytes",
    ]);
    expect(text(stream.client.bytes())).toBe("abcd");
    expect(stream.client.holes).toEqual([]);
  });

  test("asking whether the other side takes bytes again", () => {
    const stream = one(
      start()
        .client({ seq: 1001, ack: 5001 }, "abc")
        .server({ seq: 5001, ack: 1004, window: 0 })
        .client({ seq: 1004, ack: 5001 }, "d")
        .server({ seq: 5001, ack: 1004, window: 0 })
        .client({ seq: 1004, ack: 5001 }, "d"),
    );
    expect(marks(stream).slice(3)).toEqual([
      "new",
      "zero window",
      "new, zero-window probe",
      "zero window",
      "retransmission",
    ]);
  });

  test("SYN and FIN sent again", () => {
    const stream = one(
      new Talk()
        .client({ flags: "S", seq: 1000 })
        .handshake()
        .client({ flags: "FA", seq: 1001, ack: 5001 })
        .client({ flags: "FA", seq: 1001, ack: 5001 }),
    );
    expect(marks(stream)).toEqual(["", "retransmission", "", "", "", "retransmission"]);
    expect(stream.end).toBe("open");
  });

  test("far off: nothing that belongs here", () => {
    const stream = one(
      start()
        .client({ seq: 1001, ack: 5001 }, "abc")
        .client({ seq: 3_000_000_000, ack: 5001 }, "spoofed")
        .client({ flags: "R", seq: 2_500_000_000 }),
    );
    expect(marks(stream).slice(4)).toEqual(["left out", "left out"]);
    expect([stream.end, text(stream.client.bytes())]).toEqual(["open", "abc"]);
    expect(one(start().client({ flags: "R", seq: 1001 })).end).toBe("reset");
  });

  test.each<[string, Pick<TCPInit, "options">, Pick<TCPInit, "options">, number]>([
    ["as it is written, if one side does not offer to shift it", {}, { options: [["WScale", 7]] }, 65_535],
    ["shifted, if both do", { options: [["WScale", 0]] }, { options: [["WScale", 7]] }, 65_535 * 2 ** 7],
  ])("a stray one behind the window leaves no hole; the window counts %s", (_how, client, server, window) => {
    const stray = (seq: number) =>
      one(
        new Talk()
          .client({ flags: "S", seq: 1000, ...client })
          .server({ flags: "SA", seq: 5000, ack: 1001, window: 65_535, ...server })
          .client({ seq: 1001, ack: 5001 }, "abc")
          .client({ seq, ack: 5001 }, "stray")
          .client({ seq: 1004, ack: 5001 }, "def"),
      );
    const far = stray(1004 + window + 2 ** 20 + 1);
    expect(marks(far).slice(2)).toEqual(["new", "left out", "new"]);
    expect(text(far.client.bytes())).toBe("abcdef");
    expect(far.client.holes).toEqual([]);
    expect(marks(stray(1004 + window)).slice(2)).toEqual(["new", "after a hole", "out of order"]);
  });

  test("far off, where no window is known: that may be a hole in the capture", () => {
    const stream = one(new Talk().client({ seq: 1 }, "abc").client({ seq: 800_000_000 }, "def"));
    expect(marks(stream)).toEqual(["new", "after a hole"]);
  });

  test("cut by the capture: the missing bytes are a hole", () => {
    const talk = start()
      .client({ seq: 1001, ack: 5001 }, "a".repeat(100))
      .client({ seq: 1101, ack: 5001 }, "b");
    const file = pcap.bytes(talk.packets, { format: "pcap" });
    const whole = pcap.parse(file);
    const cut = whole.packets.map(({ bytes, length, time }) => ({
      bytes: bytes.subarray(0, 60),
      length,
      time,
    }));
    const records = cut.map(({ bytes, length }) => {
      const head = new Uint8Array(16);
      new DataView(head.buffer).setUint32(8, bytes.length, true);
      new DataView(head.buffer).setUint32(12, length, true);
      return Buffer.concat([head, bytes]);
    });
    const [stream] = tcpStreams(pcap.parse(Buffer.concat([file.subarray(0, 24), ...records])));
    expect(marks(stream!).slice(3)).toEqual(["new, cut", "new"]);
    expect(stream!.client.holes).toEqual([{ from: 20, to: 100 }]);
    expect(stream!.client.length).toBe(101);
  });
});

describe("connections are told apart", () => {
  test("by their ports, and by their SYN where the ports are used again", () => {
    const talk = new Talk().handshake().client({ seq: 1001, ack: 5001 }, "one");
    talk
      .client({ flags: "RA", seq: 1004, ack: 5001 })
      .handshake(9000, 100)
      .client({ seq: 9001, ack: 101 }, "two");
    const other = new Talk(40001).handshake();
    const streams = tcpStreams([...talk.packets, ...other.packets]);
    expect(
      streams.map(({ number, end, client }) => [number, end, client.end.port, text(client.bytes())]),
    ).toEqual([
      [0, "reset", 40000, "one"],
      [1, "open", 40000, "two"],
      [2, "open", 40001, ""],
    ]);
  });

  test("begun before the capture, with the client guessed by its port", () => {
    const stream = one(
      new Talk().server({ seq: 77, ack: 500 }, "second").client({ seq: 500, ack: 83 }, "reply"),
    );
    expect([stream.fromStart, stream.server.isn, text(stream.server.bytes())]).toEqual([
      false,
      undefined,
      "second",
    ]);
    expect(stream.segments.map(({ from, seq, ack }) => [from, seq, ack])).toEqual([
      ["server", 1, 1],
      ["client", 1, 7],
    ]);
    expect(String(stream)).toContain("beginning not seen");
  });

  test("begun before the capture, with older bytes coming late", () => {
    const stream = one(
      new Talk().client({ seq: 103 }, "def").client({ seq: 100 }, "abc").client({ seq: 106 }, "ghi"),
    );
    expect(text(stream.client.bytes())).toBe("abcdefghi");
    expect(stream.segments.map(({ seq }) => seq)).toEqual([4, 1, 7]);
    expect(stream.turns.map(({ bytes }) => text(bytes))).toEqual(["abcdefghi"]);
  });

  test("by a server without state that answers twice with another number (SYN cookies)", () => {
    const stream = one(
      new Talk()
        .client({ flags: "S", seq: 1000 })
        .server({ flags: "SA", seq: 5000, ack: 1001 })
        .server({ flags: "SA", seq: 7000, ack: 1001 })
        .client({ seq: 1001, ack: 7001 })
        .server({ seq: 7001, ack: 1001 }, "hello"),
    );
    expect([stream.server.isn, text(stream.server.bytes())]).toEqual([7000, "hello"]);
  });

  test("and a quote in an ICMP error is none of them", () => {
    const [{ packet: syn }] = new Talk().handshake().packets as [{ packet: ReturnType<typeof packet> }];
    expect(tcpStreams([packet(IP(), ICMP({ type: 3 }), syn)])).toEqual([]);
  });

  test("inside VLANs, IPv6 and tunnels too", () => {
    const tcp = TCP({ sport: 40000, dport: 80, flags: "PA", seq: 1 });
    const streams = tcpStreams([
      packet(Ether(), IPv6({ src: "2001:db8::1" }), tcp, "six"),
      packet(IP({ dst: "10.0.0.9" }), IP(), tcp, "tunnel"),
    ]);
    expect(streams.map(({ client }) => [client.end.address, text(client.bytes())])).toEqual([
      ["2001:db8::1", "six"],
      ["127.0.0.1", "tunnel"],
    ]);
  });
});

describe("whatever the network does to the segments", () => {
  const stream = fc.uint8Array({ minLength: 1, maxLength: 300 });
  const cuts = fc.array(fc.nat(), { maxLength: 12 });
  const isn = fc.oneof(fc.constant(2 ** 32 - 20), fc.nat(), fc.constant(2 ** 32 - 1));

  /** The bytes cut into segments. */
  const pieces = (bytes: Uint8Array, places: readonly number[]) => {
    const edges = [0, ...places.map((place) => place % bytes.length).sort((a, b) => a - b), bytes.length];
    return edges.slice(1).map((to, i) => ({ at: edges[i]!, bytes: bytes.subarray(edges[i], to) }));
  };

  test("cut, reordered, doubled and cut differently again, they come to the same bytes", () => {
    fc.assert(
      fc.property(stream, cuts, cuts, isn, fc.infiniteStream(fc.nat()), (bytes, once, again, first, dice) => {
        const segments = [...pieces(bytes, once), ...pieces(bytes, again)].filter(
          (piece) => piece.bytes.length > 0,
        );
        const shuffled = segments
          .map((piece) => ({ piece, key: dice.next().value as number }))
          .sort((a, b) => a.key - b.key);
        const talk = new Talk().handshake(first);
        for (const { piece } of shuffled) {
          talk.client({ seq: (first + 1 + piece.at) % 2 ** 32, ack: 5001 }, piece.bytes);
        }
        const followed = one(talk);
        expect(followed.client.bytes()).toEqual(bytes);
        expect(followed.client.holes).toEqual([]);
        expect(Buffer.concat(followed.turns.map((turn) => turn.bytes))).toEqual(Buffer.from(bytes));
        expect(followed.segments.some((segment) => segment.marks.includes("conflict"))).toBe(false);
      }),
    );
  });

  test("some of them lost, the rest is there, with the holes where they belong", () => {
    fc.assert(
      fc.property(stream, cuts, fc.infiniteStream(fc.boolean()), (bytes, places, lost) => {
        const talk = new Talk().handshake();
        const expected: (number | undefined)[] = new Array(bytes.length).fill(undefined);
        for (const piece of pieces(bytes, places)) {
          if (lost.next().value || piece.bytes.length === 0) continue;
          talk.client({ seq: 1001 + piece.at, ack: 5001 }, piece.bytes);
          for (const [i, byte] of piece.bytes.entries()) expected[piece.at + i] = byte;
        }
        talk.server({ seq: 5001, ack: 1001 + bytes.length });
        const { client } = one(talk);
        const read = client
          .parts()
          .flatMap((part) =>
            part.bytes ? [...part.bytes] : new Array<undefined>(part.to - part.from).fill(undefined),
          );
        expect(read).toEqual(expected);
      }),
    );
  });
});

test("a flood of tiny segments in the worst order is left out beyond a bound", () => {
  const talk = new Talk().handshake();
  for (let i = 20_000; i > 0; i--) talk.client({ seq: 1001 + 2 * i, ack: 5001 }, "x");
  talk.server({ seq: 5001, ack: 1001 + 50_000 });
  const stream = one(talk);
  expect(stream.turns.length).toBe(1);
  expect(stream.client.holes.length).toBeGreaterThan(4000);
  expect(stream.segments.filter(({ marks }) => marks.includes("left out")).length).toBeGreaterThan(15_000);
});
