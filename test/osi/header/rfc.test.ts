/** The drawings of osi.header() are those of the RFCs; only where the words stand in their boxes is each author's own. */
import { describe, expect, test } from "vitest";
import { osi } from "../../../lib/osi";
import { type AnyProtocol, ARP, DNS, ICMP, IP, IPv6, TCP, UDP } from "../../../lib/packets";
import { type ReadBox, type Ruling, readDrawing } from "./read-drawing";
import { rfc768, rfc791, rfc792echo, rfc792redirect, rfc1035, rfc8200, rfc9293 } from "./rfc-drawings";

/** Our drawing, without the title above it. */
const drawingOf = (of: AnyProtocol) => osi.header(of).text.split("\n").slice(2).join("\n");

const expectSameBoxes = (ours: string, theirs: readonly ReadBox[]) =>
  expect(readDrawing(ours).slice(0, theirs.length)).toEqual(theirs);

/** A drawing's borders, and at what indentation; without words. */
const borders = (drawing: string) =>
  drawing
    .split("\n")
    .filter((line) => /^ *[+|]/.test(line))
    .map((line) => line.trim().replace(/[^+|-]/g, " "));

describe.each<[string, AnyProtocol, string]>([
  ["RFC 791, section 3.1", IP, rfc791],
  ["RFC 8200, section 3", IPv6, rfc8200],
  ["RFC 792, echo", ICMP, rfc792echo],
])("the drawing of %s", (_name, protocol, drawing) => {
  test("has the same boxes as ours, with the same words", () =>
    expectSameBoxes(drawingOf(protocol), readDrawing(drawing)));

  test("has the same lines as ours, character by character, but for the words", () => {
    const theirs = borders(drawing);
    expect(borders(drawingOf(protocol)).slice(0, theirs.length)).toEqual(theirs);
  });
});

test("the scale above the boxes is that of the RFCs", () => {
  const scale = rfc791
    .split("\n")
    .slice(1, 3)
    .map((line) => line.slice(3));
  expect(drawingOf(IP).split("\n").slice(0, 2)).toEqual(scale);
});

test("RFC 9293, section 3.1, and ours differ in one bit: RFC 9768 took AE from the reserved ones", () => {
  const theirs = readDrawing(rfc9293).flatMap((box) =>
    box.words === "Rsrvd"
      ? [
          { ...box, bits: 3 },
          { words: "AE", bit: box.bit + 3, bits: 1 },
        ]
      : [box],
  );
  expect(theirs).toHaveLength(readDrawing(rfc9293).length + 1);
  expectSameBoxes(drawingOf(TCP), theirs);
});

test("RFC 768 has the boxes of ours, though it rules them otherwise", () => {
  const ruling: Ruling = { columns: 18 / 16, rowBits: 32 };
  expectSameBoxes(drawingOf(UDP), readDrawing(rfc768, ruling));
});

test("RFC 1035, section 4.1.1, has the boxes of ours, but for AD and CD, which RFC 4035 took from Z", () => {
  const theirs = readDrawing(rfc1035, { columns: 3, rowBits: 16 }).flatMap((box) =>
    box.words === "Z" ? ["Z", "AD", "CD"].map((words, i) => ({ words, bit: box.bit + i, bits: 1 })) : [box],
  );
  expectSameBoxes(drawingOf(DNS), theirs);
});

test("another type of ICMP is drawn as RFC 792 draws it, with the type that was set", () => {
  const ours = osi
    .header(ICMP({ type: "redirect" }))
    .text.split("\n")
    .slice(2)
    .join("\n");
  const [type, ...others] = readDrawing(rfc792redirect);
  expectSameBoxes(ours, [{ ...type!, words: "Type 5 (redirect)" }, ...others]);
});

test("RFC 826 has no drawing; ours has its fields in its order and sizes, for Ethernet and IPv4", () => {
  const bits = readDrawing(drawingOf(ARP).replaceAll(":", "|")).map((box) => box.bits);
  expect(bits.slice(0, 5)).toEqual([16, 16, 8, 8, 16]);
  const { text } = osi.header(ARP, { names: "fields" });
  expect([...text.matchAll(/[a-z]{2,}/g)].map(([word]) => word)).toEqual(
    expect.arrayContaining(["hwtype", "ptype", "hwlen", "plen", "op", "hwsrc", "psrc", "hwdst", "pdst"]),
  );
});
