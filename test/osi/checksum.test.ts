import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { osi } from "../../lib/osi";
import {
  dissect,
  fragment,
  GRE,
  ICMPv6EchoRequest,
  IGMP,
  IP,
  IPv6,
  packet,
  TCP,
  UDP,
} from "../../lib/packets";
import { summed } from "./arbitrary-packets";

/** Words that are the checksum in none of them. */
const place = fc.constantFrom(1, 3, 4);

const hello = packet(IP({ src: "10.0.0.1", dst: "10.0.0.2" }), UDP({ sport: 5000, dport: 5001 }), "hello");

describe("the sum of any IPv4 header, ICMP, UDP and TCP over both versions of IP", () => {
  test("is what the builder computed, and right", () => {
    fc.assert(
      fc.property(summed, ({ packet, protocol }) => {
        const sum = osi.checksum(packet, protocol);
        const { chksum } = packet.get(protocol) as { chksum: number };
        expect({ value: sum.value, found: sum.found, right: sum.right }).toEqual({
          value: chksum,
          found: chksum,
          right: true,
        });
      }),
    );
  });

  test("adds up to all ones in the receiver, word by word as they are listed", () => {
    fc.assert(
      fc.property(summed, ({ packet, protocol }) => {
        const total = osi.checksum(packet, protocol).words.reduce((sum, word) => sum + word, 0);
        expect(total % 0xffff).toBe(0);
      }),
    );
  });

  test("notices every single bit that flips in what it covers, and names the word", () => {
    fc.assert(
      fc.property(summed, fc.nat(1000), fc.nat(7), ({ packet, protocol }, place, bit) => {
        const layer = packet.layers.find(({ definition }) => definition === protocol.definition)!;
        const end = protocol === IP ? layer.start + layer.header : layer.end;
        const byte = layer.start + (place % (end - layer.start));
        const before = osi.checksum(packet, protocol);
        const after = before.flip(byte, bit);
        const changed = after.words.flatMap((word, i) => (word === before.words[i] ? [] : [i + 1]));
        expect(after.noticed).toBe(true);
        expect(changed).toHaveLength(1);
        expect(after.text.replace(/\s+/g, " ")).toContain(
          `Bit ${bit} of byte ${byte} flipped: word ${changed[0]} was`,
        );
      }),
    );
  });

  test("does not notice that two words changed places", () => {
    fc.assert(
      fc.property(summed, place, place, ({ packet, protocol }, a, b) => {
        const after = osi.checksum(packet, protocol).swap(a, b);
        expect({ noticed: after.noticed, right: after.right }).toEqual({ noticed: false, right: true });
      }),
    );
  });
});

test("the words of a datagram: pseudo-header, header, data, the odd last byte filled up", () => {
  expect(
    osi
      .checksum(hello, UDP)
      .words.map((word) => word.toString(16).padStart(4, "0"))
      .join(" "),
  ).toBe(`0a00 0001 0a00 0002 0011 000d 1388 1389 000d ${hello.get(UDP).chksum.toString(16)} 6865 6c6c 6f00`);
});

test("explain() goes from the words over the carries to the complement", () => {
  const { text } = osi.checksum(hello, UDP).explain();
  expect(text).toContain("pseudo-header: IP.src");
  expect(text).toMatch(/13 +32 +Raw\.load and a zero byte +0x6f00 +0x17f10/);
  expect(text).toContain("0x7f10 + 0x0001 = 0x7f11");
  expect(text).toMatch(/complement: turn every bit over +0x80ee/);
});

test("a computed 0 is sent as 0xffff in UDP, and 0 says that there is none", () => {
  const zero = packet(IP(), UDP({ chksum: 0 }), "hello");
  expect(osi.checksum(zero, UDP)).toMatchObject({ found: 0, right: true });
  expect(osi.checksum(zero, UDP).text).toContain("none was sent");
  const room = packet(IP(), UDP(), Uint8Array.of(1, 2, 0, 0));
  const { value } = osi.checksum(room, UDP);
  const full = osi.checksum(packet(IP(), UDP(), Uint8Array.of(1, 2, value >> 8, value & 255)), UDP);
  expect(full).toMatchObject({ value: 0xffff, found: 0xffff, right: true });
  expect(full.text).toContain("0 would say “none”");
});

test("a byte that the checksum does not cover may flip unnoticed: the time to live under UDP", () => {
  const after = osi.checksum(hello, UDP).flip(8);
  expect(after.noticed).toBe(false);
  expect(after.text).toContain("does not cover that byte");
});

test("two flips in one column cancel out, and that is not noticed", () => {
  const after = osi
    .checksum(packet(IP(), UDP(), Uint8Array.of(0, 1, 1, 0)), UDP)
    .flip(28, 7)
    .flip(30, 7);
  expect(after.noticed).toBe(false);
});

test("of a full segment the middle words are folded, and a damaged one among them is shown", () => {
  const sum = osi.checksum(packet(IP(), TCP(), new Uint8Array(1460)), TCP);
  expect(sum.explain().text.split("\n").length).toBeLessThan(90);
  expect(sum.flip(800).explain().text).toContain("← was 0x0000");
});

test.each([
  ["GRE with a checksum", packet(IP(), GRE({ chksum_present: 1 }), IP(), UDP()), GRE],
  ["IGMP", packet(IP(), IGMP({ type: 0x16 })), IGMP],
  ["ICMPv6", packet(IPv6(), ICMPv6EchoRequest(), "odd"), ICMPv6EchoRequest],
])("%s has its sum too", (_name, packet, protocol) => {
  expect(osi.checksum(packet, protocol as never)).toMatchObject({ right: true });
});

describe("osi.checksum() refuses, and says why,", () => {
  const pieces = fragment(packet(IP(), UDP(), new Uint8Array(3000)), 1500);
  test.each<[string, () => unknown, RegExp]>([
    [
      "a layer that is not there",
      () => osi.checksum(hello, TCP),
      /no whole TCP layer.*Its layers are IP, UDP, Raw/,
    ],
    [
      "a layer without checksum",
      () => osi.checksum(packet(IPv6(), UDP()), IPv6),
      /IPv6 has no Internet checksum/,
    ],
    ["one whose addresses are missing", () => osi.checksum(packet(TCP()), TCP), /network layer below/],
    ["a fragment", () => osi.checksum(dissect(pieces[0]!.bytes, IP), UDP), /not all of the data is here/],
    ["no protocol", () => osi.checksum(hello, undefined as never), /osi\.checksum\(packet, TCP\)/],
    ["a byte behind the packet", () => osi.checksum(hello, UDP).flip(33), /from 0 to 32/],
    ["half a bit", () => osi.checksum(hello, UDP).flip(28, 0.5), /from 0 to 7/],
    ["word 0", () => osi.checksum(hello, UDP).swap(0, 1), /from 1 to 13/],
    [
      "the checksum itself as a word to swap",
      () => osi.checksum(hello, UDP).swap(10, 1),
      /the checksum itself/,
    ],
  ])("%s", (_name, run, message) => expect(run).toThrow(message));
});
