/** IP packets cut into fragments and put together again. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Datagram,
  dissect,
  Ether,
  fragment,
  ICMP,
  IP,
  IPv6,
  IPv6ExtHdrDestOpt,
  IPv6ExtHdrFragment,
  IPv6ExtHdrHopByHop,
  type Packet,
  Padding,
  packet,
  reassemble,
  TCP,
  tcpStreams,
  UDP,
} from "../../../lib/packets";
import { requires } from "../../support/requires";
import { fromHex, toHex } from "../hex";
import { python, pythonModule } from "../python";

const data = (size: number) => Uint8Array.from({ length: size }, (_, i) => (i * 7) % 251);
const ip = IP({ src: "10.0.0.1", dst: "10.0.0.2", id: 7 });
const udp = UDP({ sport: 40000, dport: 40001 });
const ranges = ({ fragments }: Datagram) => fragments.map(({ from, to, marks }) => [from, to, ...marks]);

describe("fragment()", () => {
  test("cuts into pieces of whole units of 8 bytes, of which all but the last say that more follow", () => {
    const pieces = fragment(packet(Ether(), ip, udp, data(3000)), 1500);
    expect(
      pieces
        .map((each) => each.get(IP))
        .map(({ len, frag, flags, id, proto }) => [len, frag, flags, id, proto]),
    ).toEqual([
      [1500, 0, "MF", 7, 17],
      [1500, 185, "MF", 7, 17],
      [68, 370, "", 7, 17],
    ]);
    expect(pieces.every(({ verdicts }) => verdicts.every(({ level }) => level !== "error"))).toBe(true);
    expect(pieces.map(({ layers }) => layers.map(({ name }) => name).join("/"))).toEqual([
      "Ether/IP/UDP/Raw",
      "Ether/IP/Raw",
      "Ether/IP/Raw",
    ]);
  });

  test("leaves a packet alone that fits", () => {
    const small = packet(ip, udp, "small");
    expect(fragment(small, 33)).toEqual([small]);
    expect(fragment(small, 32).length).toBe(2);
  });

  test("copies the options that say so into every fragment, the others only into the first", () => {
    const options = [
      "NOP",
      ["RR", { routers: ["10.0.0.9"] }],
      ["RouterAlert", 0],
      [68, Uint8Array.of(5, 0)],
    ] as const;
    const [first, second] = fragment(packet(ip.with({ options: [...options] }), udp, data(100)), 80) as [
      Packet,
      Packet,
    ];
    expect(first.get(IP).options.length).toBeGreaterThan(3);
    expect(second.get(IP).options).toEqual([["RouterAlert", 0]]);
    expect([first.get(IP).ihl, second.get(IP).ihl]).toEqual([9, 6]);
  });

  test("cuts fragments again: they keep their places", () => {
    const once = fragment(packet(ip, udp, data(3000)), 1500);
    const twice = once.flatMap((each) => fragment(each, 600));
    expect(twice.map((each) => [each.get(IP).frag, each.get(IP).flags])).toEqual([
      [0, "MF"],
      [72, "MF"],
      [144, "MF"],
      [185, "MF"],
      [257, "MF"],
      [329, "MF"],
      [370, ""],
    ]);
    expect(toHex(reassemble(twice).packets[0]!.packet.bytes)).toBe(toHex(packet(ip, udp, data(3000)).bytes));
  });

  test("of IPv6 puts a fragment header behind what routers read", () => {
    const whole = packet(IPv6(), IPv6ExtHdrHopByHop(), IPv6ExtHdrDestOpt(), udp, data(2000));
    const pieces = fragment(whole, 1280, 99);
    expect(pieces.map(({ layers }) => layers.map(({ name }) => name))).toEqual([
      ["IPv6", "IPv6ExtHdrHopByHop", "IPv6ExtHdrFragment", "IPv6ExtHdrDestOpt", "UDP", "Raw"],
      ["IPv6", "IPv6ExtHdrHopByHop", "IPv6ExtHdrFragment", "Raw"],
    ]);
    expect(
      pieces.map((each) => each.get(IPv6ExtHdrFragment)).map(({ id, m, offset, nh }) => [id, m, offset, nh]),
    ).toEqual([
      [99, 1, 0, 60],
      [99, 0, 153, 60],
    ]);
    expect(pieces.every(({ bytes }) => bytes.length <= 1280)).toBe(true);
    expect(toHex(reassemble(pieces).packets[0]!.packet.bytes)).toBe(toHex(whole.bytes));
  });

  test("refuses what cannot be", () => {
    const large = packet(ip, udp, data(1000));
    expect(() => fragment(packet(ip.with({ flags: "DF" }), udp, data(1000)), 500)).toThrow(
      /DF forbids.*\.with\(IP/,
    );
    expect(() => fragment(large, 27)).toThrow(/MTU of 27 leaves no room/);
    expect(() => fragment(packet(Ether()), 1500)).toThrow(/Only IP packets/);
    expect(() => fragment(dissect(large.bytes.subarray(0, 500), IP), 100)).toThrow(/Not all of this packet/);
    const [piece] = fragment(packet(IPv6(), udp, data(2000)), 1280) as [Packet];
    expect(() => fragment(piece, 600)).toThrow(/a fragment already/);
  });
});

describe("reassemble()", () => {
  test("says each datagram in a line, with what it lacks", () => {
    const [first, , last] = fragment(
      packet(IP({ id: 7 }), UDP({ sport: 40000, dport: 40001 }), data(3000)),
      1500,
    );
    const [datagram] = reassemble([first!, last!]).datagrams;
    expect(String(datagram)).toBe("127.0.0.1 > 127.0.0.1, id 7, 2 fragments, 3008 bytes, 1 hole");
  });

  const whole = packet(Ether(), ip, udp, data(100));
  const pieces = fragment(whole, 52);

  test("gives the same packet, whatever the order of its fragments, and some of them twice", () => {
    const version = fc.constantFrom(
      packet(Ether(), ip, udp, data(400)),
      packet(IPv6(), udp, data(400)),
      packet(ip.with({ options: [["RouterAlert", 0]] }), TCP(), data(399)),
    );
    const order = fc.array(fc.nat(), { minLength: 40, maxLength: 40 });
    fc.assert(
      fc.property(
        version,
        fc.integer({ min: 80, max: 500 }),
        order,
        fc.nat(3),
        (given, mtu, keys, doubled) => {
          const cut = fragment(given, mtu);
          const sent = [...cut, ...cut.slice(0, doubled)]
            .map((each, i) => ({ each, key: keys[i % keys.length]! * 100 + i }))
            .sort((a, b) => a.key - b.key)
            .map(({ each }) => each);
          const { packets, datagrams } = reassemble(sent);
          if (cut.length > 1) expect(datagrams.map(({ holes }) => holes)).toEqual([[]]);
          expect(packets.slice(0, 1).map(({ packet: { bytes } }) => toHex(bytes))).toEqual([
            toHex(given.bytes),
          ]);
        },
      ),
    );
  });

  test("passes whole packets on, and tells which fragment completed a packet", () => {
    const other = packet(ip, ICMP());
    const { packets } = reassemble([other, pieces[1]!, other, pieces[0]!, pieces[3]!, pieces[2]!]);
    expect(packets.map(({ no }) => no)).toEqual([1, 3, 6]);
    expect(packets[2]?.packet.get(UDP).len).toBe(108);
    expect(packets[2]?.packet.verdicts.filter(({ level }) => level !== "ok")).toEqual([]);
  });

  test("shows the holes of what is not complete", () => {
    const { packets, datagrams } = reassemble([pieces[0]!, pieces[3]!]);
    expect(packets).toEqual([]);
    expect(datagrams[0]).toMatchObject({
      src: "10.0.0.1",
      dst: "10.0.0.2",
      id: 7,
      length: 108,
      holes: [{ from: 32, to: 96 }],
      packet: undefined,
    });
    expect(reassemble([pieces[1]!]).datagrams[0]?.holes).toEqual([
      { from: 0, to: 32 },
      { from: 64, to: Number.POSITIVE_INFINITY },
    ]);
  });

  const part = (frag: number, size: number, more: boolean, fill = 0x61) =>
    packet(ip.with({ frag, flags: more ? "MF" : "", proto: 17 }), new Uint8Array(size).fill(fill));

  test("shows overlaps, and keeps what came first", () => {
    const { packets, datagrams } = reassemble([
      part(0, 16, true),
      part(1, 16, true, 0x62),
      part(0, 16, true),
      part(3, 8, false),
    ]);
    expect(ranges(datagrams[0]!)).toEqual([
      [0, 16, "new"],
      [8, 24, "overlap", "conflict"],
      [0, 16, "duplicate"],
      [24, 32, "new"],
    ]);
    const bytes = packets[0]!.packet.bytes.subarray(20);
    expect(Buffer.from(bytes).toString()).toBe(`${"a".repeat(16)}${"b".repeat(8)}${"a".repeat(8)}`);
  });

  test("leaves out what cannot belong to it", () => {
    const { datagrams, packets } = reassemble([
      part(0, 8, true),
      part(2, 13, true),
      part(2, 8, false),
      part(9, 8, true),
      part(3, 8, false),
      part(8191, 16, false),
      part(1, 8, true),
    ]);
    expect(ranges(datagrams[0]!)).toEqual([
      [0, 8, "new"],
      [16, 29, "not in units of 8", "left out"],
      [16, 24, "new"],
      [72, 80, "beyond the end", "left out"],
      [24, 32, "beyond the end", "left out"],
      [65528, 65544, "beyond the end", "left out"],
      [8, 16, "new"],
    ]);
    expect(packets[0]?.packet.bytes.length).toBe(44);
  });

  test("discards IPv6 packets whose fragments overlap", () => {
    const piece = (offset: number, m: number, fill: string) =>
      packet(IPv6(), IPv6ExtHdrFragment({ nh: 17, offset, m, id: 5 }), fill.repeat(16));
    const { packets, datagrams } = reassemble([
      piece(0, 1, "a"),
      piece(0, 1, "a"),
      piece(1, 0, "b"),
      piece(2, 0, "c"),
    ]);
    expect(packets).toEqual([]);
    expect(datagrams[0]?.problem).toMatch(/RFC 8200 §4.5/);
  });

  test("begins anew when the number is used again, at once or after a minute", () => {
    const other = fragment(packet(Ether(), ip, udp, data(100).reverse()), 52);
    expect(reassemble([...pieces, ...other]).packets.length).toBe(2);
    expect(reassemble([...pieces, pieces[1]!]).datagrams.length).toBe(1);
    const late = pieces.map((each, i) => ({ packet: each, time: i < 2 ? 0 : 61 }));
    expect(reassemble(late).datagrams.map(({ packet }) => packet)).toEqual([undefined, undefined]);
  });

  test("reaches into tunnels, whose packets may be fragments of their own", () => {
    const inner = fragment(packet(ip, udp, data(300)), 200);
    const outer = inner.flatMap((each) => fragment(packet(IP({ id: 8, src: "10.9.9.9" }), each), 120));
    expect([inner.length, outer.length]).toEqual([2, 4]);
    const { packets, datagrams } = reassemble(outer);
    expect(datagrams.map(({ id, fragments }) => [id, fragments.length])).toEqual([
      [8, 2],
      [7, 2],
      [8, 2],
    ]);
    expect(packets.map(({ no, packet }) => [no, packet.payload(UDP)])).toEqual([[4, data(300)]]);
  });

  test("does not follow fragments in fragments without end", () => {
    const header = IPv6ExtHdrFragment({ id: 1 });
    const nested = packet(IPv6(), ...Array.from({ length: 2000 }, () => header), udp);
    expect(reassemble([nested]).packets.length).toBe(1);
  });

  test("lets TCP be followed through fragments", () => {
    const segment = packet(ip, TCP({ sport: 40000, dport: 80, flags: "PA", seq: 5 }), data(500));
    const [stream] = tcpStreams(reassemble(fragment(segment, 200)).packets);
    expect(stream?.client.bytes()).toEqual(data(500));
    expect(stream?.segments.map(({ no }) => no)).toEqual([3]);
  });

  test("is not misled by what lies behind a short fragment in its frame", () => {
    const padded = pieces.map((each) => dissect(packet(each, Padding({ load: data(9) })).bytes));
    expect(toHex(reassemble(padded).packets[0]!.packet.bytes)).toBe(toHex(whole.bytes));
  });
});

const scapy = requires(pythonModule("scapy"));

scapy.test("scapy cuts into the same fragments, and puts ours together", () => {
  const wholes = [
    packet(ip, udp, data(3000)),
    packet(ip.with({ id: 9 }), TCP(), data(1481)),
    packet(ip, ICMP(), data(999)),
  ];
  const program = `
import sys, json
from scapy.all import IP, fragment, defragment
wholes, ours = json.load(sys.stdin)
cut = [[bytes(f).hex() for f in fragment(IP(bytes.fromhex(w)), 576 - 20)] for w in wholes]
joined = []
for fragments in ours:
    whole = defragment([IP(bytes.fromhex(f)) for f in fragments])[0]
    del whole[IP].chksum
    joined.append(bytes(whole).hex())
print(json.dumps([cut, joined]))
`;
  const ours = wholes.map((whole) => fragment(whole, 576).map(({ bytes }) => toHex(bytes)));
  const hex = wholes.map(({ bytes }) => toHex(bytes));
  const [cut, joined] = JSON.parse(python(program, JSON.stringify([hex, ours])));
  expect(cut).toEqual(ours);
  expect(joined).toEqual(hex);
  const theirs = (cut as string[][]).map(
    (list) => reassemble(list.map((each) => dissect(fromHex(each), IP))).packets,
  );
  expect(theirs.map(([one]) => toHex(one!.packet.bytes))).toEqual(hex);
});
