/** The Internet checksum: RFC 1071's own example, and its verdicts on whole packets. */
import { describe, expect, test } from "vitest";
import { dissect, IP, internetChecksum, packet, TCP, UDP } from "../../lib/packets";

/** Whether no verdict says that a checksum is wrong. */
const hold = (bytes: Uint8Array): boolean =>
  !dissect(bytes, IP).verdicts.some(({ about, level }) => about === "checksum" && level === "error");

describe("the Internet checksum", () => {
  test("of RFC 1071's example (§3) is the one it gives", () => {
    const bytes = Uint8Array.of(0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7);
    expect(internetChecksum(bytes)).toBe(0xffff - 0xddf2);
  });

  test("of a quarter of a million bytes, all of them ff, loses no carry", () => {
    const bytes = new Uint8Array(262_144).fill(0xff);
    expect(internetChecksum(bytes)).toBe(0);
  });
});

describe("the verdicts on checksums", () => {
  const whole = packet(IP(), TCP(), "hello");

  test("find a wrong checksum, wherever it is", () => {
    expect(hold(whole.bytes)).toBe(true);
    for (const at of [1, 8, 10, 22, 36, 44]) {
      const bytes = whole.bytes.slice();
      bytes[at]! ^= 0x10;
      expect(hold(bytes), `byte ${at}`).toBe(false);
    }
  });

  test("tell 0xffff from 0, though they add up alike", () => {
    const id = Array.from({ length: 65536 }, (_, each) => each).find(
      (each) => packet(IP({ id: each }), UDP()).get(IP).chksum === 0,
    );
    const bytes = packet(IP({ id: id! }), UDP()).bytes;
    expect(hold(bytes)).toBe(true);
    bytes.fill(0xff, 10, 12);
    expect(hold(bytes)).toBe(false);
  });
});
