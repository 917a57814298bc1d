/** Tunnels: every layer inside is judged like one outside; what there is of a GRE header, its bits say. */
import { describe, expect, test } from "vitest";
import { Dot3, dissect, Ether, GRE, ICMP, IP, IPv6, packet, TCP, UDP, VXLAN } from "../../lib/packets";
import { fromHex, toHex } from "./hex";

const ip = IP({ src: "192.0.2.1", dst: "192.0.2.2" });
const inner = IP({ src: "10.0.0.1", dst: "10.0.0.2" });
const verdicts = (bytes: Uint8Array) =>
  dissect(bytes, IP)
    .verdicts.filter(({ about }) => about !== "guess")
    .map(({ level, layer, at, field }) => `${level} ${layer}#${at}.${field}`);

describe("GRE", () => {
  test("has every checksum on the way in verified", () => {
    const made = packet(ip, GRE({ chksum_present: 1 }), inner, TCP(), "hello");
    expect(verdicts(made.bytes)).toEqual([
      "ok IP#0.chksum",
      "ok GRE#1.chksum",
      "ok IP#2.chksum",
      "ok TCP#3.chksum",
    ]);
    const flipped = made.bytes.slice();
    flipped[flipped.length - 1]! ^= 1;
    expect(verdicts(flipped)).toEqual([
      "ok IP#0.chksum",
      "error GRE#1.chksum",
      "ok IP#2.chksum",
      "error TCP#3.chksum",
    ]);
  });

  test("has no checksum, key or number unless it says so, and says so when asked for one", () => {
    expect(toHex(packet(GRE(), inner).bytes).slice(0, 8)).toBe("00000800");
    expect(() => packet(GRE({ key: 7 }))).toThrow(
      "GRE has no key where key_present is 0. Leave key out, or take another key_present.",
    );
  });

  test("of another version is another protocol", () => {
    const pptp = packet(ip.with({ proto: "GRE" }), fromHex("3001880b00040001000000010a0b0c0d"));
    expect(dissect(pptp.bytes, IP).layers.map(({ name }) => name)).toEqual(["IP", "Raw"]);
  });

  test("carries Ethernet, and that 802.3 too", () => {
    const names = (bytes: Uint8Array) => dissect(bytes, IP).layers.map(({ name }) => name);
    expect(names(packet(ip, GRE(), Ether(), IPv6()).bytes)).toEqual(["IP", "GRE", "Ether", "IPv6"]);
    expect(names(packet(ip, GRE({ proto: "TEB" }), Dot3()).bytes)).toEqual(["IP", "GRE", "Dot3"]);
  });
});

describe("VXLAN", () => {
  // RFC 7348 §5: flags with the I bit, 24 bits of VNI.
  test("has the bytes of the RFC", () => {
    expect(toHex(packet(VXLAN({ vni: 0x123456 })).bytes)).toBe("0800000012345600");
  });

  test("goes to its port, and has every checksum on the way in verified", () => {
    const made = packet(ip, UDP({ sport: 50000 }), VXLAN({ vni: 7 }), Ether(), inner, ICMP(), "ping");
    expect(made.get(UDP).dport).toBe(4789);
    expect(verdicts(made.bytes)).toEqual([
      "ok IP#0.chksum",
      "ok UDP#1.chksum",
      "ok IP#4.chksum",
      "ok ICMP#5.chksum",
    ]);
  });

  test("is cut where the tunnel's datagram ends", () => {
    const made = packet(ip, UDP({ len: 24 }), VXLAN(), Ether(), inner);
    expect(dissect(made.bytes, IP).stop).toEqual({
      layer: "Ether",
      at: 36,
      need: 14,
      have: 8,
      limitedBy: "UDP.len",
    });
  });
});
