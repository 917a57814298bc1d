import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { osi } from "../../lib/osi";
import { DNS, dissect, Ether, IP, IPv6, packet, packetFromJSON, TCP, UDP } from "../../lib/packets";
import { anyPacket } from "./arbitrary-packets";

const hello = packet(Ether(), IP(), TCP(), "hello");
const told = (...[before, after]: Parameters<typeof osi.diff>) =>
  Object.fromEntries(
    osi.diff(before, after).changes.map(({ what, why, wrong }) => [what, wrong ? `✗ ${why}` : why]),
  );

test("a router's work: the time to live changed, and so the checksum", () => {
  expect(told(hello, hello.with(IP, { ttl: 63 }))).toEqual({
    "IP.ttl": "",
    "IP.chksum": "because ttl changed",
  });
});

test("a longer payload changes the lengths that measure it and the sums that cover it", () => {
  const longer = packet(Ether(), IP(), TCP(), "hello world");
  expect(told(hello, longer)).toEqual({
    "IP.len": "because the payload grew",
    "IP.chksum": "because len changed",
    "TCP.chksum": "because the payload grew",
    "Raw.load": "",
  });
});

test("an address changes the sum of its own header and, by the pseudo-header, that of TCP", () => {
  expect(told(hello, hello.with(IP, { src: "10.0.0.1" }))).toEqual({
    "IP.src": "",
    "IP.chksum": "because src changed",
    "TCP.chksum": "because IP.src changed",
  });
});

test("options make the header longer, and all that measures it", () => {
  expect(told(hello, hello.with(TCP, { options: [["MSS", 1460]] }))).toEqual({
    "IP.len": "because TCP.options grew",
    "IP.chksum": "because len changed",
    "TCP.dataofs": "because options grew",
    "TCP.chksum": "because dataofs changed, and options grew",
    "TCP.options": "",
  });
});

test("another protocol inside: the layers that went and came, and the number that names them", () => {
  expect(told(packet(IP(), TCP()), packet(IP(), UDP()))).toEqual({
    "IP.len": "because TCP was removed, and UDP was added",
    "IP.proto": "because UDP follows, no longer TCP",
    "IP.chksum": "because len changed, and proto changed",
    TCP: "the layer was removed",
    UDP: "the layer was added",
  });
});

test("a count in DNS follows from the list that it counts", () => {
  const one = packet(IP(), UDP(), DNS({ qd: [{ qname: "a.example" }] }));
  const two = packet(IP(), UDP(), DNS({ qd: [{ qname: "a.example" }, { qname: "b.example" }] }));
  expect(told(one, two)).toMatchObject({ "DNS.qdcount": "because qd grew" });
});

test("a checksum that should have changed and did not is in it, as wrong", () => {
  const damaged = Uint8Array.from(hello.bytes);
  damaged[22] = 1;
  expect(told(hello, damaged)).toEqual({
    "IP.ttl": "",
    "IP.chksum": "✗ stayed although ttl changed: IP.chksum is 0x7cc8; computed would be 0xbbc8",
  });
});

test("a value that somebody set does not follow from the rest, and mending it is told", () => {
  const wrong = hello.with(IP, { chksum: 3 });
  expect(told(hello, wrong)["IP.chksum"]).toMatch(/^✗ does not follow from the rest: .*you set 0x3/);
  expect(told(wrong, hello)).toEqual({ "IP.chksum": "it was wrong before" });
});

test("the header of IPv6 has no sum: a hop changes its limit alone", () => {
  const six = packet(IPv6(), UDP(), "x");
  expect(told(six, six.with(IPv6, { hlim: 63 }))).toEqual({ "IPv6.hlim": "" });
});

test("an Ethernet header before the same packet is an added layer, and nothing else", () => {
  expect(told(packet(IP(), UDP(), "x"), packet(Ether(), IP(), UDP(), "x"))).toEqual({
    Ether: "the layer was added",
  });
});

describe("of any packet", () => {
  test("nothing differs from itself, from what is read of its bytes, and from what its JSON makes", () => {
    fc.assert(
      fc.property(anyPacket, (one) => {
        expect(osi.diff(one, one).changes).toEqual([]);
        expect(osi.diff(one, packetFromJSON(JSON.parse(JSON.stringify(one)))).text).toContain("are the same");
      }),
    );
  });

  test("a damaged byte of a header shows up in some field, however the rest reads then", () => {
    fc.assert(
      fc.property(anyPacket, fc.nat(2000), fc.integer({ min: 1, max: 255 }), (one, place, mask) => {
        const bytes = Uint8Array.from(one.bytes);
        if (bytes.length === 0) return;
        bytes[place % bytes.length]! ^= mask;
        const { changes, text } = osi.diff(dissect(one.bytes), dissect(bytes));
        expect(changes.length).toBeGreaterThan(0);
        expect(text).toContain(`1 of ${bytes.length} byte`);
      }),
    );
  });
});

test("osi.diff() refuses what is no packet, and says what to give", () => {
  expect(() => osi.diff(hello, "hello" as never)).toThrow(/osi\.diff\(\) was given the text "hello"/);
  expect(() => osi.diff(hello, [hello, hello] as never)).toThrow(/of 2 packets/);
});

test("packets of a thousand layers are compared in a moment, and the table stays bounded", () => {
  const many = (ttl: number) => packet(...Array.from({ length: 1000 }, () => IP({ ttl })), UDP(), "x");
  const { changes, text } = osi.diff(many(64), many(63));
  expect(changes).toHaveLength(2000);
  expect(text.length).toBeLessThan(20_000);
});
