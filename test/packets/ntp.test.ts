/** NTP: moments of 64 bits, without a bit lost; eras; messages that are not about time. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dissect, IP, NTP, NTPHeader, packet, UDP } from "../../lib/packets";
import { dialogLayer, replyOf } from "./dialog-layer";
import { fromHex } from "./hex";

const udp = UDP({ sport: 40000 });
const meaningOf = (sent: string) =>
  packet(NTPHeader({ sent }))
    .tree()[0]!
    .kids.find(({ label }) => label === "sent")!.meaning;

describe("a moment", () => {
  test("keeps all of its 64 bits", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 8, maxLength: 8 }), (bytes) => {
        const message = new Uint8Array(48);
        message.set(bytes, 40);
        const { sent } = dissect(message, NTPHeader).get(NTPHeader);
        expect(packet(NTPHeader({ sent })).bytes.subarray(40)).toEqual(bytes);
      }),
    );
  });

  // RFC 5905 §6, figure 4.
  test.each([
    ["1970-01-01", "2208988800"],
    ["1972-01-01", "2272060800"],
    ["1999-12-31", "3155587200"],
    ["2036-02-08", "63104"],
  ])("of %s is %s", (date, seconds) => {
    expect(packet(NTPHeader({ sent: date })).get(NTPHeader).sent).toBe(seconds);
    expect(meaningOf(seconds)).toMatch(`${date}T00:00:00.000000000Z, if of era ${date > "2036" ? 1 : 0}`);
  });

  test("may be a Date, a number, a decimal", () => {
    const sent = (value: string | number | Date) => packet(NTPHeader({ sent: value })).get(NTPHeader).sent;
    expect(sent(new Date("1970-01-01T00:00:00.500Z"))).toBe("2208988800.5");
    expect(sent(2208988800.25)).toBe("2208988800.25");
    expect(sent("1.00000000001")).toBe("1");
    expect(() => sent("noon")).toThrow('NTPHeader.sent: "noon" is not a moment');
    expect(() => sent(2 ** 32)).toThrow("4294967296 is not a moment");
  });

  test("that is 0 says nothing", () => {
    expect(meaningOf("0")).toBe("not known");
  });
});

describe("an NTP message", () => {
  test("prints as the notes of its fields say", () => {
    const kiss = packet(NTP({ mode: "server", stratum: 0, ref_id: "RATE", precision: -20 }));
    const said = Object.fromEntries(kiss.tree()[0]!.kids.map(({ label, meaning }) => [label, meaning]));
    expect(said).toMatchObject({
      mode: "server",
      stratum: "unspecified, or a kiss of death: the reference says why",
      poll: "2^10 s = 1024 s",
      precision: "2^-20 s = 9.54e-7 s",
      ref_id: "asked too often: ask less",
    });
  });

  test("has an address or a code, as its stratum says", () => {
    expect(() => packet(NTP({ stratum: 1, id: "10.0.0.1" }))).toThrow(
      "NTPHeader has no id where stratum is 1. Leave id out, or take another stratum.",
    );
  });

  test("of the administrator is not taken for one about time", () => {
    // ntpq's "read variables": 12 bytes, mode 6 (RFC 9327 §2).
    const control = packet(IP(), udp.with({ dport: 123 }), fromHex("160200010000000000000000"));
    const read = dissect(control.bytes, IP);
    expect(read.layers.map(({ name }) => name)).toEqual(["IP", "UDP", "Raw"]);
    expect(read.stop).toBeUndefined();
  });
});

describe("an answer", () => {
  const { answers } = NTPHeader.definition.details.dialog!;
  const asked = packet(NTPHeader({ version: 3, sent: "100.5" }));
  const given = packet(...replyOf(NTPHeader)(dialogLayer(asked, NTPHeader)));

  test("repeats when the question left, and waits for its moments", () => {
    expect(given.get(NTPHeader)).toMatchObject({ version: 3, mode: 4, orig: "100.5", recv: "0", sent: "0" });
  });

  test.each([
    [{}, true, "its orig is when the other left (100.5)"],
    [{ orig: "100.25" }, false, "its orig is 100.25, the other left at 100.5"],
    [{ mode: 3 }, false, "client does not answer client"],
  ] as const)("with %j: %s, as %s", (changes, ok, why) => {
    const other = dialogLayer(given.with(NTPHeader, changes), NTPHeader);
    expect(answers!(other, dialogLayer(asked, NTPHeader))).toEqual({ ok, why });
  });
});
