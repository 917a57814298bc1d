/** Changing a packet, adding to it, reading it otherwise. */
import { describe, expect, test } from "vitest";
import { dissect, Ether, IP, IPv6, PacketError, Padding, packet, Raw, TCP, UDP } from "../../lib/packets";
import { toHex } from "./hex";

const line = packet(IP(), TCP(), "GET / HTTP/1.0\r\n\r\n");

describe("with()", () => {
  test("works out anew what was right", () => {
    const changed = dissect(line.bytes, IP).with(TCP, { dport: "https" });
    expect(changed.verdicts.map(({ level }) => level)).toEqual(["ok", "ok"]);
    expect(toHex(changed.bytes)).toBe(
      toHex(packet(IP(), TCP({ dport: 443 }), "GET / HTTP/1.0\r\n\r\n").bytes),
    );
  });

  test("keeps what was wrong", () => {
    const wrong = dissect(packet(IP({ chksum: 7 }), TCP(), "x").bytes, IP);
    const changed = wrong.with(IP, { ttl: 1 });
    expect(changed.get(IP)).toMatchObject({ ttl: 1, chksum: 7 });
    expect(changed.get(TCP).chksum).toBe(wrong.get(TCP).chksum);
    const origins = Object.fromEntries(changed.tree()[0]!.kids.map(({ label, origin }) => [label, origin]));
    expect(origins).toMatchObject({ ttl: "given", chksum: "wire", len: "computed" });
  });

  test("leaves the packet it came from alone", () => {
    const before = toHex(line.bytes);
    line.with(Raw, { load: "other" });
    expect(toHex(line.bytes)).toBe(before);
  });

  test("changes the layer that is asked for", () => {
    const tunnel = packet(IP({ ttl: 1 }), IP({ ttl: 2 }), UDP());
    expect(tunnel.with(IP, { ttl: 9 }, 1).get(IP, 1).ttl).toBe(9);
    expect(tunnel.with(IP, { ttl: 9 }, 1).get(IP).ttl).toBe(1);
  });

  test("keeps Padding outside of every length", () => {
    const padded = dissect(packet(Ether(), IP(), UDP(), "hi", Padding({ load: "zzzz" })).bytes);
    expect(padded.with(Raw, { load: "hello" }).get(IP).len).toBe(33);
  });
});

describe("carry()", () => {
  test("puts more inside, from a layer and from a packet", () => {
    expect(toHex(IP().carry(TCP()).carry("GET / HTTP/1.0\r\n\r\n").bytes)).toBe(toHex(line.bytes));
    expect(toHex(packet(IP().carry(TCP()), "GET / HTTP/1.0\r\n\r\n").bytes)).toBe(toHex(line.bytes));
  });
});

describe("get() and has()", () => {
  test("say which layers there are when there is no such one", () => {
    expect(line.has(UDP)).toBe(false);
    expect(() => line.get(UDP)).toThrow(
      new PacketError("There is no UDP layer in this packet", "Its layers are IP, TCP, Raw."),
    );
    expect(() => dissect(line.bytes.subarray(0, 30), IP).get(TCP)).toThrow(
      "It breaks off: TCP needs 20 bytes, 10 left; limited by the capture.",
    );
  });

  test("give values that nobody can change", () => {
    expect(Object.isFrozen(line.get(TCP))).toBe(true);
  });
});

describe("decodeAs()", () => {
  test("reads what UDP carries as told", () => {
    const tunnel = packet(
      Ether(),
      IP(),
      UDP({ sport: 9999, dport: 9999 }),
      IPv6(),
      UDP(),
      "x",
      Padding({ load: "zz" }),
    );
    const read = dissect(tunnel.bytes);
    expect(read.layers.map(({ name }) => name)).toEqual(["Ether", "IP", "UDP", "Raw", "Padding"]);
    expect(read.decodeAs(IPv6).layers.map(({ name }) => name)).toEqual([
      "Ether",
      "IP",
      "UDP",
      "IPv6",
      "UDP",
      "Raw",
      "Padding",
    ]);
  });

  test("says what it is for where nothing has ports", () => {
    expect(() => packet(IP()).decodeAs(IP)).toThrow("decodeAs() reads what UDP or TCP carries");
  });
});

describe("JSON", () => {
  test("is a list of layers with plain values", () => {
    expect(JSON.parse(JSON.stringify(packet(IP(), UDP(), "hi")))).toMatchObject([
      ["IP", { version: 4, ttl: 64, flags: "", src: "127.0.0.1" }],
      ["UDP", { sport: 53, len: 10 }],
      ["Raw", { load: "6869" }],
    ]);
  });
});
