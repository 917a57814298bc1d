/** Files that are no captures, or damaged ones: a clear error at the beginning, notes further on, never anything worse. */
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { Ether, IP, PacketError, packet, pcap, UDP } from "../../../lib/packets";
import { block, classic, enhanced, interfaceBlock, join, section } from "./by-hand";

const bytes = packet(Ether(), IP(), UDP(), "data").bytes;
const record = { seconds: 1, fraction: 2, bytes };
const three = classic(true, [record, record, record]);
const blocks = join(
  section(true),
  interfaceBlock(true, 1),
  enhanced(true, 0, [0, 1], bytes),
  enhanced(true, 0, [0, 2], bytes),
);

function refusal(file: Uint8Array): string {
  try {
    pcap.parse(file);
  } catch (error) {
    expect(error).toBeInstanceOf(PacketError);
    return (error as PacketError).message;
  }
  throw new Error("it was not refused");
}

describe("what is no capture", () => {
  test("is named, if it can be", () => {
    expect(refusal(new Uint8Array(0))).toContain("is empty");
    expect(refusal(gzipSync(three))).toContain("packed with gzip. Unpack it first: gunzip");
    expect(refusal(Buffer.from('{"cells": [] }'))).toContain('seems to be text: "{\\"cells\\": [] }"');
    expect(refusal(Buffer.from("snoop\0\0\0...."))).toContain("Solaris");
    expect(refusal(Uint8Array.of(1, 2, 3, 200, 5))).toContain("begins with 01 02 03 c8");
    expect(refusal(Uint8Array.of(0xd4))).toContain("has only 1 bytes");
    expect(refusal(three.subarray(0, 20))).toContain("has only 20 bytes");
  });

  test("is told with its path", async () => {
    await expect(pcap.read("/nowhere/at/all.pcap")).rejects.toThrow(
      /\/nowhere\/at\/all\.pcap cannot be read/,
    );
    await expect(pcap.read(import.meta.filename)).rejects.toThrow(/damage\.test\.ts is not a capture file/);
    const reading = async () => {
      for await (const each of pcap.stream("/nowhere/at/all.pcap")) String(each);
    };
    await expect(reading()).rejects.toThrow(PacketError);
  });
});

describe("a damaged file", () => {
  test("that is cut off keeps every packet before the cut", () => {
    const size = 16 + bytes.length;
    for (let end = 24; end < three.length; end++) {
      const capture = pcap.parse(three.subarray(0, end));
      expect(capture.length).toBe(Math.floor((end - 24) / size));
      expect(capture.notes.length).toBe((end - 24) % size === 0 ? 0 : 1);
    }
    expect(pcap.parse(three.subarray(0, 100)).notes).toEqual([
      "Cut off in the middle: what begins at byte 86 needs 16 bytes, 14 are there; the packet before it is whole",
    ]);
    for (let end = 28; end < blocks.length; end++) {
      expect(pcap.parse(blocks.subarray(0, end)).notes.length).toBeLessThanOrEqual(1);
    }
  });

  test("with an absurd length stops there and says where", () => {
    const broken = three.slice();
    new DataView(broken.buffer).setUint32(24 + 16 + bytes.length + 8, 0xfffffff0, true);
    const capture = pcap.parse(broken);
    expect(capture.length).toBe(1);
    expect(capture.notes[0]).toContain("Record 2, at byte 86, says that it has 4294967280 bytes");
    const longBlock = blocks.slice();
    new DataView(longBlock.buffer).setUint32(28 + 20 + 4, 0xfffffff0, true);
    expect(pcap.parse(longBlock).notes[0]).toContain("a block says that it has 4294967280 bytes");
  });

  test("of blocks leaves out the broken ones and reads on", () => {
    const tooLong = block(true, 6, (w) => w.u32(0, 0, 0, 5000, 5000), bytes);
    const noInterface = enhanced(true, 7, [0, 0], bytes);
    const tooShort = block(true, 6, (w) => w.u32(0));
    const capture = pcap.parse(
      join(
        section(true),
        interfaceBlock(true, 1),
        tooLong,
        noInterface,
        tooShort,
        enhanced(true, 0, [0, 0], bytes),
      ),
    );
    expect(capture.length).toBe(1);
    expect(capture.notes).toEqual([
      "The block at byte 48 is damaged: it has no room for 5000 bytes. It was left out",
      "The block at byte 128 is damaged: there is no interface 7. It was left out",
      "The block at byte 208 is damaged: it is too short for a packet. It was left out",
    ]);
  });

  test("never gives more than about a hundred notes", () => {
    const broken = Array.from({ length: 1000 }, () => enhanced(true, 7, [0, 0], bytes));
    const { notes } = pcap.parse(join(section(true), ...broken));
    expect(notes.length).toBe(101);
    expect(notes.at(-1)).toBe("… and 900 more like these");
  });

  test("never throws anything but a PacketError, and only at its beginning", () => {
    let state = 1;
    const below = (limit: number) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return Math.floor((state / 2 ** 32) * limit);
    };
    const commented = pcap.bytes([
      { packet: packet(Ether(), IP()), comments: ["one", "two"], interface: "eth0" },
    ]);
    const files = [three, blocks, classic(false, [record, record]), commented];
    let opened = 0;
    for (let i = 0; i < 10_000; i++) {
      const file = files[i % files.length]!.slice(0, below(8) ? undefined : below(200));
      for (let changes = below(6); changes >= 0 && file.length > 0; changes--) {
        file[below(file.length)] = below(3) ? below(256) : 255 * below(2);
      }
      try {
        const capture = pcap.parse(file);
        opened++;
        for (const each of capture) [String(each), each.comments, each.nanoseconds, each.packet.verdicts];
        String(capture);
        const parser = new pcap.CaptureParser();
        const streamed = [parser.feed(file.subarray(0, 70)), parser.feed(file.subarray(70))].flat();
        parser.end();
        if (streamed.length !== capture.length) expect.fail(Buffer.from(file).toString("hex"));
        expect(parser.notes).toEqual(capture.notes);
      } catch (error) {
        if (!(error instanceof PacketError)) throw error;
      }
    }
    expect(opened).toBeGreaterThan(5000);
  });
});
