/** IGMP: which version it is, how it travels, times in a code, reports of any size. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dissect, IGMP, IGMPv3_MQ, IGMPv3_MR, type IGMPv3RecordInit, IP, packet } from "../../lib/packets";
import { fromHex, toHex } from "./hex";

const number = (bits: number) => fc.integer({ min: 0, max: 2 ** bits - 1 });
const address = fc.tuple(number(8), number(8), number(8), number(8)).map((four) => four.join("."));

describe("an IGMP message", () => {
  test("stays among neighbours and asks routers to look (RFC 2236 §2, RFC 9776 §4)", () => {
    const { ttl, tos, proto, options } = packet(IP(), IGMP()).get(IP);
    expect({ ttl, tos, proto, options }).toEqual({
      ttl: 1,
      tos: 0xc0,
      proto: 2,
      options: [["RouterAlert", 0]],
    });
    expect(packet(IP({ ttl: 7, options: [] }), IGMP()).get(IP)).toMatchObject({
      ttl: 7,
      ihl: 5,
      options: [],
    });
  });

  test("gives two seconds to answer, if it is a query", () => {
    expect(packet(IGMP()).get(IGMP).mrcode).toBe(20);
    expect(packet(IGMP({ type: "Leave Group" })).get(IGMP).mrcode).toBe(0);
  });

  // RFC 9776 §7.1: version 1 has no time, version 2 has 8 bytes, version 3 has 12 or more.
  test.each([
    ["1100eeff00000000", "IGMP", "version 1: within 10 s"],
    ["1164ee9b00000000", "IGMP", "answer within 10 s"],
    ["1164ec1e00000000027d0000", "IGMPv3_MQ", "answer within 10 s"],
  ])("%s is an %s", (hex, name, meaning) => {
    const read = dissect(fromHex(hex), IGMP);
    expect(read.layers.map((layer) => layer.name)).toEqual([name]);
    expect(read.tree()[0]!.kids[1]!.meaning).toBe(meaning);
    expect(read.verdicts).toMatchObject([{ level: "ok", about: "checksum" }]);
  });

  test("of routers that look for each other is left alone (RFC 4286)", () => {
    const read = dissect(packet(IP({ proto: "IGMP" }), fromHex("3100ceff")).bytes, IP);
    expect(read.layers.map(({ name }) => name)).toEqual(["IP", "Raw"]);
    expect(read.stop).toBeUndefined();
  });
});

// RFC 9776 §4.1: from 128 on, (mant | 0x10) << (exp + 3).
test.each([
  [127, "answer within 12.7 s"],
  [128, "answer within 12.8 s"],
  [0x8f, "answer within 24.8 s"],
  [0xff, "answer within 3174.4 s"],
])("the code %s means: %s", (mrcode, meaning) => {
  expect(packet(IGMPv3_MQ({ mrcode })).tree()[0]!.kids[1]!.meaning).toBe(meaning);
});

describe("a report", () => {
  const record: fc.Arbitrary<IGMPv3RecordInit> = fc.record(
    { rtype: number(8), maddr: address, srcaddrs: fc.array(address, { maxLength: 4 }) },
    { requiredKeys: [] },
  );

  test("comes back as it was written", () => {
    fc.assert(
      fc.property(fc.array(record, { maxLength: 5 }), (records) => {
        const made = packet(IP(), IGMPv3_MR({ records }));
        const read = dissect(made.bytes, IP);
        const { records: found, numgrp } = read.get(IGMPv3_MR);
        expect(numgrp).toBe(records.length);
        for (const [i, each] of records.entries()) {
          expect(found[i]).toMatchObject({ ...each, numsrc: each.srcaddrs?.length ?? 0, auxdlen: 0 });
        }
        expect(read.verdicts.filter(({ level }) => level === "error")).toEqual([]);
        expect(toHex(packet(read).bytes)).toBe(toHex(made.bytes));
      }),
    );
  });

  test("shows data that nobody has defined, and more than it counts", () => {
    const join = { maddr: "239.1.2.3", srcaddrs: ["10.0.0.1"], auxdata: Uint8Array.of(1, 2, 3) };
    const made = packet(IGMPv3_MR({ records: [join] }), "more");
    const read = dissect(made.bytes, IGMPv3_MR);
    expect(read.get(IGMPv3_MR).records).toMatchObject([{ auxdlen: 1, auxdata: Uint8Array.of(1, 2, 3, 0) }]);
    expect(read.layers.map(({ name }) => name)).toEqual(["IGMPv3_MR", "Raw"]);
    expect(toHex(packet(read).bytes)).toBe(toHex(made.bytes));
    expect(read.code("scapy")).toMatch(/^Raw\(load=b'/);
  });

  test("that counts records which are not there says what they would need", () => {
    const short = packet(IGMPv3_MR({ numgrp: 3, records: [{ maddr: "239.1.2.3" }] }));
    expect(short.verdicts.map(({ text }) => text)).toContain(
      "IGMPv3_MR.numgrp: you set 3; computed would be 1",
    );
    expect(dissect(short.bytes, IGMPv3_MR).stop).toEqual({
      layer: "IGMPv3_MR",
      at: 0,
      need: 32,
      have: 16,
      limitedBy: "capture",
    });
  });

  test("is told as people would", () => {
    const made = packet(IGMPv3_MR({ records: [{ maddr: "239.1.2.3" }] }));
    const [one] = made.tree()[0]!.kids.find(({ label }) => label === "records")!.kids;
    expect(one!.text).toBe("Change To Exclude Mode 239.1.2.3 ()");
    expect(one!.kids[0]!.meaning).toBe("from now on I listen to all but these senders (but none: I join)");
    expect(dissect(made.bytes, IGMPv3_MR).code()).toBe(
      'packet(IGMPv3_MR({ records: [IGMPv3_MR_Group({ maddr: "239.1.2.3" })] }))',
    );
  });
});
