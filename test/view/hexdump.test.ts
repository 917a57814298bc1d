/** The one hexdump: every byte is there once, where its column says. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { bytesPerLine, hexColumn, hexLines, hexText } from "../../lib/view";

test("has sixteen bytes on a line, a gap in the middle, and their characters", () => {
  expect(hexText(Buffer.from("GET / HTTP/1.0\r\n\r\n"))).toEqual([
    "0000  47 45 54 20 2f 20 48 54  54 50 2f 31 2e 30 0d 0a  GET / HTTP/1.0..",
    `0010  0d 0a${" ".repeat(43)}  ..`,
  ]);
  expect(hexText(Uint8Array.of(0), { first: 0x100, digits: 8 })[0]).toMatch(/^00000100 {2}00 .*\.$/);
  expect(hexText(new Uint8Array(0))).toEqual([]);
  expect(hexLines(new Uint8Array(1000), { most: 2 })).toHaveLength(2);
});

test("of any bytes has all their digits, each at its column", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      const lines = hexLines(bytes);
      expect(lines.map(({ hex }) => hex.replaceAll(" ", "")).join("")).toBe(
        Buffer.from(bytes).toString("hex"),
      );
      for (const { from, to, hex, ascii } of lines) {
        expect(hex).toHaveLength(hexColumn(bytesPerLine));
        expect(ascii).toHaveLength(to - from);
        for (let at = from; at < to; at++) {
          const column = hexColumn(at - from);
          expect(Number.parseInt(hex.slice(column, column + 2), 16)).toBe(bytes[at]);
        }
      }
    }),
  );
});
