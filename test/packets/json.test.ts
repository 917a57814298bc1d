/** Packets as JSON: nothing of them is lost, whatever the bytes are. */
import { describe, expect, test } from "vitest";
import { dissect, IP, PacketError, packet, packetFromJSON, TCP, UDP } from "../../lib/packets";
import { toHex } from "./hex";
import { mutants } from "./mutants";
import { samples } from "./samples";

/** There and back, as text. */
const again = (json: string) => packetFromJSON(JSON.parse(json));

describe("JSON", () => {
  test.each(samples)("gives the bytes and layers of $name back", ({ packet: made, from }) => {
    for (const one of [made, dissect(made.bytes, from)]) {
      const json = JSON.stringify(one);
      expect(toHex(again(json).bytes)).toBe(toHex(made.bytes));
      expect(again(json).layers.map(({ name }) => name)).toEqual(one.layers.map(({ name }) => name));
    }
    const read = dissect(made.bytes, from);
    expect(JSON.stringify(again(JSON.stringify(read)))).toBe(JSON.stringify(read));
    expect(again(JSON.stringify(read)).verdicts).toEqual(read.verdicts);
  });

  test("gives every packet back that was cut, changed or both", () => {
    for (const { bytes, from } of mutants(5000, 6)) {
      const read = dissect(bytes, from);
      const json = JSON.stringify(read);
      const back = again(json);
      if (toHex(back.bytes) !== toHex(bytes)) expect.fail(`${toHex(bytes)}\nbecame ${json}`);
      if (JSON.stringify(back) !== json) expect.fail(`${json}\nbecame ${JSON.stringify(back)}`);
      expect(back.verdicts).toEqual(read.verdicts);
    }
  });

  test("has scapy's names and plain values: numbers, addresses, letters, bytes in hexadecimal", () => {
    const syn = packet(IP({ dst: "10.0.0.1" }), TCP({ flags: "SA", options: [["MSS", 1460]] }), "GET");
    expect(syn.toJSON()).toMatchObject([
      ["IP", { version: 4, ihl: 5, tos: 0, len: 47, flags: "", proto: 6, dst: "10.0.0.1", options: [] }],
      ["TCP", { sport: 20, dport: 80, flags: "SA", options: [["MSS", 1460]], window: 8192 }],
      ["Raw", { load: "474554" }],
    ]);
  });

  test("tells bytes from text: in a list, bytes are objects", () => {
    const [, fields] = packet(TCP({ options: [["TFO", Uint8Array.of(0xca, 0xfe)]] })).toJSON()[0]!;
    expect(fields.options).toEqual([["TFO", { hex: "cafe" }]]);
    expect(Object.keys(fields)).not.toContain("(bytes)");
  });

  test("holds the bytes of a header that breaks off, beside the fields that are there", () => {
    const cut = dissect(packet(IP(), UDP({ sport: 7 })).bytes.subarray(0, 23), IP);
    expect(cut.toJSON()[1]).toEqual(["UDP", { sport: 7, "(bytes)": "000700" }]);
    expect(packetFromJSON(cut.toJSON()).stop).toEqual(cut.stop);
  });

  test("holds the bytes of a header that is written in a way of its own", () => {
    const padded = Uint8Array.from(packet(TCP({ dataofs: 7, options: ["EOL"] })).bytes);
    const odd = packet(Uint8Array.from([...padded, 0, 0, 0, 9])).bytes;
    expect(packetFromJSON(dissect(odd, TCP).toJSON()).bytes).toEqual(odd);
  });

  test("keeps a reading that the ports do not tell", () => {
    const tunnel = dissect(packet(IP(), UDP({ dport: 9999 }), IP()).bytes, IP).decodeAs(IP);
    const back = again(JSON.stringify(tunnel));
    expect(back.layers.map(({ name }) => name)).toEqual(["IP", "UDP", "IP"]);
  });

  test("is a packet like one from the wire: what was right is worked out anew when it is changed", () => {
    const back = again(JSON.stringify(packet(IP(), UDP(), "hi"))).with(IP, { ttl: 1 });
    expect(back.verdicts.filter(({ level }) => level === "error")).toEqual([]);
  });

  test("knows what the capture did not keep, if it is told", () => {
    const { bytes } = packet(IP(), UDP(), "hello");
    expect(packetFromJSON(dissect(bytes.subarray(0, 30), IP).toJSON(), 33).missing).toBe(3);
  });

  test("names each protocol once when it does not know one", () => {
    const known = new Map<string, number>();
    let hint = "";
    try {
      packetFromJSON([["Nothing", {}]]);
    } catch (error) {
      ({ hint } = error as PacketError);
    }
    const [, list = "", many] = /The names are (.*), … \((\d+)\)/.exec(hint) ?? [];
    for (const name of list.split(", ")) known.set(name, (known.get(name) ?? 0) + 1);
    expect([...known].filter(([, times]) => times > 1)).toEqual([]);
    expect(known.size).toBe(24);
    expect(Number(many)).toBeGreaterThan(24);
  });

  test.each([
    ["what is no list", { IP: {} }, "These are not layers of a packet"],
    ["a layer without fields", [["IP"]], "These are not layers of a packet"],
    ["a protocol that nobody knows", [["IPv5", {}]], 'There is no protocol "IPv5" here'],
    ["a field that is not there", [["UDP", { sport: 1, dport: 2, len: 8 }]], "UDP.chksum is missing"],
    ["a field of another protocol", [["UDP", { ttl: 1 }]], 'UDP has no field "ttl"'],
    ["bytes that are none", [["Raw", { load: "GET" }]], "Raw.load is not in hexadecimal"],
    ["a number that does not fit", [["UDP", { sport: 70000 }]], "UDP.sport: 70000 does not fit in 16 bits"],
  ])("refuses %s, and says so", (_what, layers, message) => {
    expect(() => packetFromJSON(layers as never)).toThrow(message);
    expect(() => packetFromJSON(layers as never)).toThrow(PacketError);
  });
});
