/** What capture files say, in every dialect of pcap and pcapng. */
import { describe, expect, test } from "vitest";
import { Ether, IP, packet, pcap, UDP } from "../../../lib/packets";
import { block, classic, enhanced, interfaceBlock, join, section, text } from "./by-hand";

const first = packet(Ether(), IP({ src: "10.0.0.1", dst: "10.0.0.2" }), UDP(), "first").bytes;
const second = packet(Ether(), IP({ src: "10.0.0.2", dst: "10.0.0.1" }), UDP(), "2nd").bytes;
const endians = [
  ["little-endian", true],
  ["big-endian", false],
] as const;
const second1 = 1_700_000_000;

describe.each(endians)("a %s pcap file", (_name, little) => {
  const records = [
    { seconds: second1, fraction: 123456, bytes: first },
    { seconds: 4294967295, fraction: 999999, bytes: second, length: 1500 },
  ];

  test("has packets with their numbers, times and lengths", () => {
    const capture = pcap.parse(classic(little, records));
    expect([capture.format, capture.length, capture.notes]).toEqual(["pcap", 2, []]);
    const [one, two] = capture.packets;
    expect([one?.no, one?.time, one?.nanoseconds]).toEqual([1, 1700000000.123456, 1700000000123456000n]);
    expect([two?.no, two?.captured, two?.length]).toEqual([2, second.length, 1500]);
    expect(two?.nanoseconds).toBe(4294967295999999000n);
    expect(one?.bytes).toEqual(first);
    expect(one?.packet.get(IP).dst).toBe("10.0.0.2");
    expect(two?.packet.get(IP).dst).toBe("10.0.0.1");
  });

  test("in nanoseconds is exact to the nanosecond", () => {
    const file = classic(little, [{ seconds: second1, fraction: 1, bytes: first }], { magic: 0xa1b23c4d });
    expect(pcap.parse(file).packets[0]?.nanoseconds).toBe(1700000000000000001n);
  });

  test("of a patched libpcap has longer record headers", () => {
    const file = classic(little, records, { magic: 0xa1b2cd34, extra: [0, 0, 0, 2, 8, 0, 4, 0] });
    const capture = pcap.parse(file);
    expect(capture.packets.map(({ bytes }) => bytes)).toEqual([first, second]);
  });

  test("of version 2.3 may have the lengths the other way round", () => {
    const swapped = classic(little, [{ seconds: 1, fraction: 0, bytes: first, length: 1500 }], { minor: 3 });
    const view = new DataView(swapped.buffer);
    view.setUint32(24 + 8, 1500, little);
    view.setUint32(24 + 12, first.length, little);
    const [one] = pcap.parse(swapped).packets;
    expect([one?.captured, one?.length, one?.bytes]).toEqual([first.length, 1500, first]);
  });

  test("may have more microseconds than a second has", () => {
    const file = classic(little, [{ seconds: 5, fraction: 4_000_000_001, bytes: first }]);
    expect(pcap.parse(file).packets[0]?.nanoseconds).toBe(4005_000_001_000n);
  });

  test("with bits for a frame check sequence in its link type is still Ethernet", () => {
    const file = classic(little, records, { linkType: 0x24000001 });
    expect(pcap.parse(file).interfaces[0]?.linkType).toBe(1);
  });
});

test("packets of other link types begin with their own layer", () => {
  const ip = packet(IP(), UDP());
  for (const linkType of [12, 14, 101, 228]) {
    const [one] = pcap.parse(classic(true, [{ seconds: 0, fraction: 0, bytes: ip.bytes }], { linkType }));
    expect(one?.packet.layers.map(({ name }) => name)).toEqual(["IP", "UDP"]);
  }
});

test("packets of an unknown link type are Raw, and a note says so", () => {
  const capture = pcap.parse(classic(true, [{ seconds: 0, fraction: 0, bytes: first }], { linkType: 147 }));
  expect(capture.packets[0]?.packet.layers.map(({ name }) => name)).toEqual(["Raw"]);
  expect(capture.notes).toEqual(["Link type 147 is none that is taken apart here: its packets are Raw"]);
});

test("a packet knows what the capture did not keep of it", () => {
  const whole = packet(Ether(), IP(), UDP(), "a".repeat(100)).bytes;
  const record = { seconds: 0, fraction: 0, bytes: whole.subarray(0, 60), length: whole.length };
  const [cut] = pcap.parse(classic(true, [record]));
  expect(cut?.packet.missing).toBe(82);
  const verdicts = cut?.packet.verdicts.filter(({ about }) => about === "truncated");
  expect(verdicts?.map(({ level }) => level)).toEqual(["note", "note"]);
  expect(verdicts?.[0]?.text).toContain("the capture kept only 60 of its 142 bytes");
});

test("a header that the capture cut says so, as a note", () => {
  const record = { seconds: 0, fraction: 0, bytes: first.subarray(0, 30), length: first.length };
  const [cut] = pcap.parse(classic(true, [record]));
  expect(cut?.packet.verdicts.map(({ level, text }) => [level, text])).toEqual([
    ["note", "IP needs 20 bytes, 16 left; limited by the capture, which kept only 30 of its 47 bytes"],
  ]);
});

describe.each(endians)("a %s pcapng file", (_name, little) => {
  const head = section(little, [[1, text("about all of it")]]);

  test("has comments on the file, its interfaces and its packets", () => {
    const capture = pcap.parse(
      join(
        head,
        interfaceBlock(little, 1, [
          [2, text("eth0")],
          [3, text("the left socket\0")],
          [1, text("noisy")],
        ]),
        enhanced(little, 0, [0, 0], first, [
          [2, Uint8Array.of(1, 0, 0, 0)],
          [1, text("grüezi")],
          [1, text("twice")],
        ]),
        enhanced(little, 0, [0, 0], second),
      ),
    );
    expect(capture.comments).toEqual(["about all of it"]);
    expect(capture.interfaces).toMatchObject([
      { number: 0, name: "eth0", description: "the left socket", comments: ["noisy"], linkType: 1 },
    ]);
    expect(capture.packets.map(({ comments }) => comments)).toEqual([["grüezi", "twice"], []]);
    expect(capture.packets.map(({ bytes }) => bytes)).toEqual([first, second]);
    expect(capture.notes).toEqual([]);
  });

  test.each([
    ["microseconds unless told otherwise", [], 5, 1_000_001n, 1_000_001_000n],
    ["nanoseconds", [9], 5, 1_700_000_000_123_456_789n, 1_700_000_000_123_456_789n],
    ["seconds", [0], 5, 1_700_000_000n, 1_700_000_000_000_000_000n],
    ["powers of two", [0x80 | 20], 5, 3n << 19n, 1_500_000_000n],
    ["halves of nanoseconds and less", [0x80 | 31], 5, 1n, 0n],
    ["picoseconds, cut to nanoseconds", [12], 5, 1_999_999n, 1_999n],
    ["the most that fits", [9], 5, 2n ** 64n - 1n, 2n ** 64n - 1n],
  ] as const)("counts time in %s", (_unit, resolution, _, ticks, nanoseconds) => {
    const options = resolution.map((n) => [9, Uint8Array.of(n)] as const);
    const time = [Number(ticks >> 32n), Number(ticks & 0xffffffffn)] as const;
    const capture = pcap.parse(
      join(head, interfaceBlock(little, 1, options), enhanced(little, 0, time, first)),
    );
    expect(capture.packets[0]?.nanoseconds).toBe(nanoseconds);
  });

  test("adds the offset of an interface to its times", () => {
    const offset = new Uint8Array(8);
    new DataView(offset.buffer).setBigInt64(0, -10n, little);
    const capture = pcap.parse(
      join(head, interfaceBlock(little, 1, [[14, offset]]), enhanced(little, 0, [0, 12_000_000], first)),
    );
    expect(capture.packets[0]?.time).toBe(2);
  });

  test("has several sections, each with interfaces of its own, in either byte order", () => {
    const other = !little;
    const capture = pcap.parse(
      join(
        head,
        interfaceBlock(little, 1, [[2, text("a")]]),
        interfaceBlock(little, 101, [[2, text("b")]]),
        enhanced(little, 1, [0, 1], first.subarray(14)),
        section(other),
        interfaceBlock(other, 1, [[2, text("c")]]),
        enhanced(other, 0, [0, 2], second),
      ),
    );
    expect(capture.packets.map((each) => [each.interface.name, each.interface.number])).toEqual([
      ["b", 1],
      ["c", 2],
    ]);
    expect(capture.packets.map(({ packet }) => packet.get(IP).src)).toEqual(["10.0.0.1", "10.0.0.2"]);
    expect(capture.packets.map(({ time }) => time)).toEqual([0.000001, 0.000002]);
  });

  test("has simple packets, which have no time, and are cut by the interface", () => {
    const capture = pcap.parse(
      join(
        head,
        interfaceBlock(little, 1, [], 44),
        block(little, 3, (w) => w.u32(first.length), first.subarray(0, 44)),
      ),
    );
    const [simple] = capture.packets;
    expect([simple?.time, simple?.nanoseconds]).toEqual([undefined, undefined]);
    expect([simple?.bytes, simple?.length]).toEqual([first.subarray(0, 44), first.length]);
  });

  test("has obsolete packet blocks", () => {
    const body = (w: Parameters<Parameters<typeof block>[2]>[0]) =>
      w.u16(0, 7).u32(0, 9, second.length, second.length);
    const obsolete = block(little, 2, body, second, [[1, text("old")]]);
    const [old] = pcap.parse(join(head, interfaceBlock(little, 1), obsolete)).packets;
    expect([old?.bytes, old?.time, old?.comments]).toEqual([second, 0.000009, ["old"]]);
  });

  test("has other blocks, which are skipped", () => {
    const others = [4, 5, 9, 10, 0xbad, 0x40000bad, 0x80000001].map((type) =>
      block(little, type, (w) => w.u32(1, 2, 3), text("whatever this is")),
    );
    const capture = pcap.parse(
      join(
        head,
        ...others,
        interfaceBlock(little, 1),
        ...others,
        enhanced(little, 0, [0, 0], first),
        ...others,
      ),
    );
    expect([capture.length, capture.notes]).toEqual([1, []]);
  });
});

test("a packet of a capture says whether it ever was on a wire", () => {
  const made = packet(Ether(), IP(), UDP());
  const capture = pcap.parse(
    pcap.bytes([
      made,
      { packet: made, origin: "reconstructed", comments: "from the transcript" },
      { packet: made, origin: "simulated" },
    ]),
  );
  expect(capture.packets.map(({ origin }) => origin)).toEqual(["captured", "reconstructed", "simulated"]);
  expect(capture.packets.map(({ comments }) => comments)).toEqual([[], ["from the transcript"], []]);
});

describe("a capture", () => {
  const packets = [first, second, first, second].map((bytes, i) => ({ seconds: i, fraction: 0, bytes }));
  const capture = pcap.parse(classic(true, packets));

  test("gives some of its packets, which keep their numbers", () => {
    const some = capture.filter(({ packet }) => packet.get(IP).src === "10.0.0.2");
    expect(some.packets.map(({ no }) => no)).toEqual([2, 4]);
    expect(some.slice(1).packets.map(({ no }) => no)).toEqual([4]);
    expect(capture.slice(-3, -1).packets.map(({ no }) => no)).toEqual([2, 3]);
    expect([...some].map(({ no }) => no)).toEqual([2, 4]);
    expect([some.at(-1)?.no, some.at(2), some.at(-3)]).toEqual([4, undefined, undefined]);
  });

  test("prints itself in one line, and its packets in one line each", () => {
    expect(String(capture)).toBe("pcap: 4 packets, 3.000000 s");
    expect(String(capture.at(1))).toBe(`2 1.000000 ${capture.at(1)?.packet.summary()}`);
  });
});
