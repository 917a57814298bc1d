/** The Internet checksum: RFC 1071's own example, and the fast sum, which is the plain one. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dissect, IP, internetChecksum, packet, TCP, UDP } from "../../lib/packets";
import { foldCarries, sumView, sumWords } from "../../lib/packets/checksum";
import { dissectInto, LayerIndex } from "../../lib/packets/dissect";
import { checksumsHold, viewOf } from "../../lib/packets/verify";

function hold(bytes: Uint8Array): boolean {
  const index = new LayerIndex();
  dissectInto(index, bytes, 0, bytes.length, IP.definition.id);
  return checksumsHold({ bytes, rows: index.rows, count: index.length / 4, built: false });
}

describe("the Internet checksum", () => {
  test("of RFC 1071's example (§3) is the one it gives", () => {
    const bytes = Uint8Array.of(0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7);
    expect(internetChecksum(bytes)).toBe(0xffff - 0xddf2);
  });

  test("is summed up the same, word by word and through a view", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(9), fc.nat(1e6), (bytes, from, sum) => {
        const inside = Uint8Array.of(9, 9, 9, ...bytes).subarray(3);
        expect(sumView(viewOf(inside), from, bytes.length, sum)).toBe(
          sumWords(inside, from, bytes.length, sum),
        );
      }),
    );
  });

  test("of a quarter of a million bytes, all of them ff, loses no carry", () => {
    const bytes = new Uint8Array(262_144).fill(0xff);
    expect(sumView(viewOf(bytes), 0, bytes.length)).toBe(131_072 * 0xffff);
    expect(foldCarries(sumWords(bytes, 0, bytes.length))).toBe(0xffff);
  });
});

describe("verifying a whole capture", () => {
  const whole = packet(IP(), TCP(), "hello");

  test("finds a wrong checksum wherever it is", () => {
    expect(hold(whole.bytes)).toBe(true);
    for (const at of [1, 8, 10, 22, 36, 44]) {
      const bytes = whole.bytes.slice();
      bytes[at]! ^= 0x10;
      expect(hold(bytes), `byte ${at}`).toBe(false);
    }
  });

  test("tells 0xffff from 0, though they add up alike", () => {
    const id = Array.from({ length: 65536 }, (_, each) => each).find(
      (each) => packet(IP({ id: each }), UDP()).get(IP).chksum === 0,
    );
    const bytes = packet(IP({ id: id! }), UDP()).bytes;
    expect(hold(bytes)).toBe(true);
    bytes.fill(0xff, 10, 12);
    expect(hold(bytes)).toBe(false);
    expect(dissect(bytes, IP).verdicts.some(({ level }) => level === "error")).toBe(true);
  });
});
