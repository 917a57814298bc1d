/** 802.3 or Ethernet II: the number behind the addresses tells; a length leaves out what fills the frame up. */
import { describe, expect, test } from "vitest";
import { Dot3, dissect, Ether, IP, LLC, Padding, packet, SNAP, STP } from "../../lib/packets";
import { fromHex, toHex } from "./hex";

const names = (bytes: Uint8Array) => dissect(bytes).layers.map(({ name }) => name);
const dot3 = Dot3({ dst: "02:00:00:00:00:02", src: "02:00:00:00:00:01" });

describe("a frame", () => {
  // IEEE 802.3 §3.2.6: up to 1500 a length, from 1536 on a type; what is between, tcpdump and scapy take for a type.
  test.each([
    [1500, "Dot3"],
    [1501, "Ether"],
    [1536, "Ether"],
  ])("with %s behind its addresses is %s", (number, name) => {
    expect(names(packet(Ether({ type: number }), new Uint8Array(1600)).bytes)[0]).toBe(name);
  });

  // Built by scapy 2.8.0 from Dot3(…)/LLC()/SNAP()/IP(src="1.1.1.1",dst="2.2.2.2").
  test("of 802.3 with SNAP has the bytes that scapy builds", () => {
    const made = packet(dot3, LLC(), SNAP(), IP({ src: "1.1.1.1", dst: "2.2.2.2" }));
    expect(toHex(made.bytes)).toBe(
      "020000000002020000000001001caaaa0300000008004500001400010000400074e40101010102020202",
    );
    expect(names(made.bytes)).toEqual(["Dot3", "LLC", "SNAP", "IP"]);
  });

  test("has Padding behind its length, of which nobody complains", () => {
    const read = dissect(packet(dot3, LLC(), STP(), Padding({ load: new Uint8Array(8) })).bytes);
    expect(read.get(Dot3).len).toBe(38);
    expect(read.layers.map(({ name }) => name)).toEqual(["Dot3", "LLC", "STP", "Padding"]);
    expect(read.verdicts).toEqual([]);
  });

  test("that is shorter than its length says so", () => {
    const read = dissect(packet(dot3.with({ len: 100 }), LLC(), STP()).bytes);
    expect(read.verdicts.map(({ text }) => text)).toEqual([
      "Dot3.len says 100, of which 38 are here: cut short",
    ]);
    expect(dissect(packet(dot3.with({ len: 2 }), LLC(), STP()).bytes).stop).toEqual({
      layer: "LLC",
      at: 14,
      need: 3,
      have: 2,
      limitedBy: "Dot3.len",
    });
  });
});

describe("LLC", () => {
  test("carries what its number names only in frames of data", () => {
    expect(names(packet(dot3, LLC({ dsap: 0xaa, ssap: 0xaa, ctrl: 0xaf }), new Uint8Array(8)).bytes)).toEqual(
      ["Dot3", "LLC", "Raw"],
    );
    expect(names(packet(dot3, LLC(), SNAP({ OUI: 0xc, code: 0x800 }), new Uint8Array(30)).bytes)).toEqual([
      "Dot3",
      "LLC",
      "SNAP",
      "Raw",
    ]);
  });
});

describe("spanning tree", () => {
  test("tells the root, times in seconds, and what flags mean", () => {
    const hex = `0000 02 02 3c 8064 001c0e877800 00000004 8064 001c0e878500 8004 0180 1400 0200 0f00`;
    const read = dissect(fromHex(hex), STP);
    expect(read.get(STP)).toMatchObject({
      rootmac: "00:1c:0e:87:78:00",
      pathcost: 4,
      age: 1.5,
      fwddelay: 15,
    });
    const said = Object.fromEntries(read.tree()[0]!.kids.map(({ label, meaning }) => [label, meaning]));
    expect(said).toMatchObject({
      version: "802.1w",
      bpdutype: "rapid spanning tree",
      bpduflags: "Learn, Forward",
      rootid: "priority 32768, VLAN 100",
    });
  });

  test("of a topology change ends behind its type", () => {
    expect(toHex(packet(STP({ bpdutype: 0x80 })).bytes)).toBe("00000080");
  });
});
