/** Captures that arrive in pieces come to the same as captures read whole. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Ether, IP, PacketError, packet, pcap, UDP } from "../../../lib/packets";

const packets = ["", "a", "bb", "c".repeat(300)].map((data, i) => ({
  packet: packet(Ether(), IP(), UDP(), data),
  time: i,
}));
const files = [pcap.bytes(packets, { format: "pcap" }), pcap.bytes(packets, { comments: "all" })];

/** The file cut at these places. */
function pieces(file: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const places = [0, ...cuts.map((cut) => cut % file.length).sort((a, b) => a - b), file.length];
  return places.slice(1).map((end, i) => file.subarray(places[i], end));
}

describe("a parser that is fed", () => {
  test("gives the same packets, however the file is cut into pieces", () => {
    fc.assert(
      fc.property(fc.constantFrom(...files), fc.array(fc.nat(), { maxLength: 20 }), (file, cuts) => {
        const parser = new pcap.CaptureParser();
        const fed = pieces(file, cuts).flatMap((piece) => parser.feed(piece));
        parser.end();
        expect(fed.map(String)).toEqual(pcap.parse(file).packets.map(String));
        expect(fed.map(({ bytes }) => bytes)).toEqual(packets.map(({ packet }) => packet.bytes));
        expect(parser.notes).toEqual([]);
        expect(parser.interfaces.length).toBe(1);
      }),
    );
  });

  test("gives a packet as soon as its last byte is there", () => {
    for (const file of files) {
      const parser = new pcap.CaptureParser();
      const counts = Array.from(file, (_, i) => parser.feed(file.subarray(i, i + 1)).length);
      expect(counts.reduce((sum, count) => sum + count)).toBe(packets.length);
      expect(counts.at(-1)).toBe(1);
    }
  });

  test("does not keep the memory that it was fed from", () => {
    for (const file of files) {
      const parser = new pcap.CaptureParser();
      const reused = Buffer.alloc(50);
      const fed = [];
      for (let at = 0; at < file.length; at += 50) {
        const size = reused.set(file.subarray(at, at + 50)) ?? Math.min(50, file.length - at);
        fed.push(...parser.feed(reused.subarray(0, size)));
      }
      expect(fed.map(({ bytes }) => bytes)).toEqual(packets.map(({ packet }) => packet.bytes));
    }
  });

  test("says what was cut off when nothing more comes", () => {
    const parser = new pcap.CaptureParser();
    parser.feed(files[0]!.subarray(0, 100));
    parser.end();
    expect(parser.notes).toEqual([
      "Cut off in the middle: what begins at byte 82 needs 59 bytes, 18 are there; the packet before it is whole",
    ]);
  });

  test("knows after four bytes that something is no capture", () => {
    const parser = new pcap.CaptureParser("tcpdump's output");
    expect(() => parser.feed(Buffer.from("tcpdump: permission denied"))).toThrow(
      /tcpdump's output is not a capture file. It seems to be text: "tcpdump: permission den/,
    );
    expect(() => new pcap.CaptureParser("nothing").end()).toThrow(PacketError);
  });
});

describe("a stream", () => {
  test("reads files, as often as it is asked to", async () => {
    const folder = mkdtempSync(join(tmpdir(), "netcell-stream-"));
    try {
      const path = join(folder, "some.pcapng");
      await pcap.write(path, packets, { comments: "all" });
      const stream = pcap.stream(path);
      for (let i = 0; i < 2; i++) {
        const numbers: number[] = [];
        for await (const { no } of stream) numbers.push(no);
        expect(numbers).toEqual([1, 2, 3, 4]);
      }
      expect([stream.comments, stream.notes, stream.interfaces.length]).toEqual([["all"], [], 1]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("stops reading when nobody wants more", async () => {
    let given = 0;
    function* endless() {
      yield files[0]!;
      for (;;) {
        given++;
        yield files[0]!.subarray(24);
      }
    }
    for await (const { no } of pcap.stream(endless())) if (no === 9) break;
    expect(given).toBe(2);
  });
});
