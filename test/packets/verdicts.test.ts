/** Verdicts: what is right, wrong or doubtful, and why. */
import { describe, expect, test } from "vitest";
import {
  dissect,
  Ether,
  ICMP,
  IP,
  IPv6,
  internetChecksum,
  type Packet,
  packet,
  TCP,
  UDP,
} from "../../lib/packets";
import { fromHex } from "./hex";

const bad = (read: Packet) =>
  read.verdicts
    .filter(({ level }) => level !== "ok")
    .map(({ level, about, text }) => `${level} ${about}: ${text}`);

const ip = IP({ src: "10.0.0.1", dst: "10.0.0.2" });
const ip6 = IPv6({ src: "2001:db8::1", dst: "2001:db8::2" });

describe("checksums", () => {
  // RFC 1071 §3: the sum of these words is 0xddf2.
  test("are computed as RFC 1071 does", () => {
    expect(internetChecksum(fromHex("0001f203f4f5f6f7"))).toBe(~0xddf2 & 0xffff);
  });

  test("are verified in every layer that has one", () => {
    const right = [packet(ip, TCP(), "x"), packet(ip6, UDP(), "x"), packet(ip, ICMP(), "xy")];
    for (const each of right) expect(bad(dissect(each.bytes, each.has(IP) ? IP : IPv6))).toEqual([]);
    const flipped = packet(ip, TCP(), "x").bytes.slice();
    flipped[40]! ^= 1;
    expect(bad(dissect(flipped, IP))).toEqual([
      "error checksum: TCP.chksum is 0x37b; computed would be 0x27b",
    ]);
  });

  test("of a UDP datagram that come out as 0 are sent as 0xffff (RFC 768)", () => {
    const all = Array.from({ length: 65536 }, (_, i) => Uint8Array.of(i >> 8, i));
    const zero = all.find((data) => {
      const made = packet(ip, UDP({ sport: 1, dport: 2 }), data);
      return made.get(UDP).chksum === 0xffff;
    });
    expect(zero).toBeDefined();
    expect(bad(dissect(packet(ip, UDP({ sport: 1, dport: 2 }), zero!).bytes, IP))).toEqual([]);
  });

  test("may be left out by UDP over IPv4, and not over IPv6", () => {
    expect(bad(packet(ip, UDP({ chksum: 0 })))).toEqual([]);
    expect(bad(packet(ip6, UDP({ chksum: 0 })))).toEqual([
      "warn checksum: UDP.chksum 0x0: no checksum, which over IPv6 only tunnels may do (RFC 8200 §8.1, RFC 6935)",
    ]);
  });

  test("that only hold the pseudo-header's sum are offload, no mistake", () => {
    // 10.0.0.1 and 10.0.0.2, protocol 6, 21 bytes of TCP: 0x0a00+0x0001+0x0a00+0x0002+6+21
    const sent = packet(ip, TCP({ chksum: 0x1400 + 3 + 6 + 21 }), "x");
    expect(bad(dissect(sent.bytes, IP))).toEqual([
      expect.stringMatching(/^note checksum: TCP\.chksum 0x141e: .*checksum offload/),
    ]);
  });

  test("of what is not all here cannot be judged", () => {
    const cut = dissect(packet(ip, TCP(), "hello").bytes.slice(0, -2), IP);
    expect(bad(cut)).toEqual([
      "error truncated: IP.len says 45, of which 43 are here: cut short",
      "note checksum: TCP.chksum cannot be checked: not all of the data is here",
    ]);
  });

  test("count the last stop of a route as the destination", () => {
    const routed = IP({ src: "10.0.0.1", dst: "10.0.0.9", options: [["LSRR", { routers: ["10.0.0.2"] }]] });
    expect(packet(routed, UDP(), "x").get(UDP).chksum).toBe(packet(ip, UDP(), "x").get(UDP).chksum);
  });
});

describe("what was set", () => {
  test("wins, however wrong, and the verdict says so", () => {
    const wrong = packet(IP({ len: 7, chksum: 1 }), TCP(), "GET / HTTP/1.0\r\n\r\n");
    expect(wrong.get(IP).len).toBe(7);
    expect(bad(wrong)).toEqual([
      "error length: IP.len: you set 7; computed would be 58",
      "error checksum: IP.chksum: you set 0x1; computed would be 0x7cee",
    ]);
  });

  test("is told from what was computed, derived, or a default", () => {
    const origin = (path: string) =>
      packet(IP({ ttl: 64 }), UDP())
        .tree()
        .flatMap((layer) => layer.kids)
        .find((node) => node.path === path)?.origin;
    expect(["IP.ttl", "IP.id", "IP.proto", "UDP.len", "UDP.chksum"].map(origin)).toEqual([
      "given",
      "default",
      "derived",
      "computed",
      "computed",
    ]);
  });
});

describe("lengths", () => {
  test("that leave bytes over inside an IP packet are doubtful", () => {
    const read = dissect(packet(ip, UDP({ len: 10, chksum: 0 }), "hello").bytes, IP);
    expect(read.layers.map((layer) => layer.name)).toEqual(["IP", "UDP", "Raw", "Padding"]);
    expect(bad(read)).toEqual([
      "warn length: UDP.len ends it 3 bytes before IP does: they belong to no layer",
    ]);
  });

  test("shorter than an Ethernet frame's least are nothing to speak of", () => {
    const read = dissect(packet(Ether(), ip, UDP(), new Uint8Array(0), "", new Uint8Array(0)).bytes);
    expect(bad(read)).toEqual([]);
  });

  test("in a quote of an ICMP error may exceed it", () => {
    const quote = packet(ip, UDP(), "hello").bytes.slice(0, 28);
    const levels = dissect(packet(ip, ICMP({ type: "dest-unreach", code: 3 }), quote).bytes, IP).verdicts;
    expect(levels.map(({ level }) => level)).not.toContain("error");
  });
});
