import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type LineCodeName, osi } from "../../lib/osi";
import { IP, packet, UDP } from "../../lib/packets";

const codes: readonly LineCodeName[] = ["NRZ", "NRZI", "Manchester", "4B/5B"];
const orders = fc.constantFrom<"most" | "least">("most", "least");

describe.each(codes)("%s", (code) => {
  test("gives back all bytes, whichever bit goes first", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), orders, (bytes, first) => {
        const levels = osi.bits(bytes, { first }).symbols(code);
        expect(osi.bits.decode(levels, { code, first })).toEqual(bytes);
      }),
    );
  });

  test("never reads other bytes out of levels that it did not make", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("+", "-"), { maxLength: 40 }), orders, (symbols, first) => {
        let bytes: Uint8Array;
        try {
          bytes = osi.bits.decode(symbols.join(""), { code, first });
        } catch (error) {
          expect(error).toMatchObject({ code: "EILSEQ" });
          return;
        }
        expect(osi.bits(bytes, { first }).symbols(code).replaceAll(" ", "")).toBe(symbols.join(""));
      }),
    );
  });
});

test("the levels of 0x48, by hand, as each code has them", () => {
  const view = osi.bits(Uint8Array.of(0x48));
  expect(view.bits).toBe("01001000");
  expect(view.symbols("NRZ")).toBe("-+--+---");
  expect(view.symbols("NRZI")).toBe("-+++----");
  expect(view.symbols("Manchester")).toBe("+--++-+--++-+-+-");
  expect(view.symbols("4B/5B")).toBe("-++--+++--");
});

test("the preamble of Ethernet, 0x55 with the least significant bit first, is 10101010 (IEEE 802.3, 3.2.1)", () => {
  const preamble = osi.bits(Uint8Array.of(0x55, 0xd5), { first: "least" });
  expect(preamble.bits).toBe("10101010 10101011");
  expect(preamble.symbols("Manchester").slice(0, 8)).toBe("-++--++-");
});

test("Manchester changes in every bit; 4B/5B holds no level for more than four symbols", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), orders, (bytes, first) => {
      const view = osi.bits(bytes, { first });
      expect(view.symbols("Manchester").replaceAll(" ", "")).not.toMatch(/\+{3}|-{3}/);
      expect(view.symbols("4B/5B").replaceAll(" ", "")).not.toMatch(/\+{5}|(?!^)-{5}/);
    }),
  );
});

test("the wave in text has its levels where the bits are", () => {
  const nrz = osi
    .bits("H", { codes: ["NRZ"] })
    .text.split("\n")
    .find((line) => line.startsWith("NRZ "))!;
  expect(nrz.slice(12)).toBe("▁▁▁▁▔▔▔▔▁▁▁▁▁▁▁▁▔▔▔▔▁▁▁▁▁▁▁▁▁▁▁▁");
});

test("of many bytes sixteen are drawn, from where you say, and the view says so", () => {
  const view = osi.bits(packet(IP(), UDP(), new Uint8Array(2000)), { start: 28 });
  expect(view.text).toContain("Drawn are bytes 28 to 43 of 2028 bytes; { start: 44 } draws others.");
  expect(view.text).toContain("byte 43: 0x00");
  expect(view.bits.split(" ")).toHaveLength(2028);
});

describe("osi.bits() refuses, and says why,", () => {
  test.each<[string, () => unknown, RegExp]>([
    ["a number", () => osi.bits(7 as never), /was given 7/],
    [
      "an unknown code",
      () => osi.bits("a", { codes: ["MLT-3" as never] }),
      /The codes are NRZ, NRZI, Manchester, 4B\/5B/,
    ],
    ["an unknown order", () => osi.bits("a", { first: "last" as never }), /Take "most" or "least"/],
    ["a start behind the end", () => osi.bits("a", { start: 1 }), /from 0 to 0/],
    ["levels without their code", () => osi.bits.decode("+-", undefined as never), /The codes are/],
    ["other symbols", () => osi.bits.decode("+0", { code: "NRZ" }), /symbol 2 is "0".*Write \+ for high/],
    [
      "half a byte",
      () => osi.bits.decode("++++", { code: "NRZ" }),
      /4 levels are no whole number of bytes.*a byte has 8/,
    ],
    [
      "a bit of Manchester that stays",
      () => osi.bits.decode(`${"+-".repeat(7)}++`, { code: "Manchester" }),
      /bit 8 does not change/,
    ],
    [
      "a group that stands for nothing",
      () => osi.bits.decode("-".repeat(10), { code: "4B/5B" }),
      /group 1, 00000/,
    ],
  ])("%s", (_name, run, message) => expect(run).toThrow(message));
});
