/** osi.anatomy(): the exchange, one packet, its bytes, in one picture. */
import { describe, expect, test } from "vitest";
import { osi } from "../../../lib/osi";
import { connection, crowd, notesLine } from "../gallery/inputs";

describe("osi.anatomy()", () => {
  test("takes the first packet with data apart, unless another number is told", () => {
    expect(osi.anatomy(connection).text).toContain(
      "Packet 4 of 9: IP 192.0.2.1.49152 > 198.51.100.7.80: Flags [P.]",
    );
    expect(osi.anatomy(connection, { no: 2 }).text).toContain(
      "Packet 2 of 9: IP 198.51.100.7.80 > 192.0.2.1.49152: Flags [S.]",
    );
  });

  test("has ladder, tree and bytes in every face", () => {
    const { text, html, svg } = osi.anatomy(connection);
    for (const face of [text, html, svg!]) {
      expect(face).toContain("SYN");
      expect(face).toMatch(/dport +80 \(http\)|dport<\/th>.*80 \(http\)|80 \(http\)/s);
      expect(face).toMatch(/47.*45.*54/s);
    }
  });

  test("of ten thousand packets draws those next to the chosen one", () => {
    const { text, svg } = osi.anatomy(crowd, { no: 5000 });
    expect(text).toContain("Packet 5000 of 10000");
    expect(text).toMatch(/^ *4999 /m);
    expect(text).not.toMatch(/^ *4900 /m);
    expect(svg!.length).toBeLessThan(60_000);
  });

  test("refuses a number that no packet has", () => {
    expect(() => osi.anatomy(connection, { no: 10 })).toThrow(
      /no packet number 10 \(EINVAL\)\. The numbers go from 1 to 9/,
    );
    expect(() => osi.anatomy(notesLine, { no: 2 })).toThrow(/The only number is 1/);
  });
});
