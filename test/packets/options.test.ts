/** The end of a list of options, and what lies behind it. */
import { expect, test } from "vitest";
import { dissect, IP, packet, TCP } from "../../lib/packets";
import { toHex } from "./hex";

test.each([
  ["EOL alone", ["EOL"], [["EOL"]]],
  ["more zeros than fill a word", [["EOL", new Uint8Array(7)]], [["EOL", new Uint8Array(7)]]],
  ["something that is no zero", [["EOL", Uint8Array.of(0, 9)]], [["EOL", Uint8Array.of(0, 9, 0)]]],
] as const)("%s comes back", (_name, options, read) => {
  const made = packet(IP(), TCP({ options: [...options] }), "data");
  const again = dissect(made.bytes, IP);
  expect(again.get(TCP).options).toEqual(read);
  expect(toHex(packet(again).bytes)).toBe(toHex(made.bytes));
});

test("an option that says all by being there may have scapy's empty value", () => {
  expect(TCP({ options: [["SAckOK", ""], "NOP"] }).set.options).toEqual([["SAckOK"], ["NOP"]]);
  expect(() => TCP({ options: [["MSS", "" as never]] })).toThrow('"" is not a value for option "MSS"');
});
