import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nameEndpoint } from "../../../lib/sockets/endpoint-names";
import { Recording, type Transcript } from "../../../lib/sockets/transcript/transcript";

const me = "127.0.0.1:50001";
const web = "127.0.0.1:80";

/** A transcript in which a client sent these pieces. */
function sent(...pieces: Array<Uint8Array | string>): Recording {
  const record = new Recording();
  for (const piece of pieces) record.add("data", me, web, Buffer.from(piece));
  return record;
}

describe("a transcript", () => {
  test("keeps the newest 1000 rows and counts the rest", () => {
    const record = sent(...Array.from({ length: 1234 }, (_, i) => String(i)));
    expect([record.length, record.dropped]).toEqual([1000, 234]);
    const texts = [...record].map((row) => Buffer.from(row.bytes!).toString());
    expect(texts).toEqual(Array.from({ length: 1000 }, (_, i) => String(i + 234)));
  });

  test("keeps at most 256 KiB, however large the rows, and still knows how much passed", () => {
    const record = sent(...Array.from({ length: 500 }, () => new Uint8Array(1_000_000)));
    const kept = [...record].reduce((sum, row) => sum + row.bytes!.length, 0);
    expect(kept).toBeLessThanOrEqual(256 * 1024);
    expect(record.bytes).toBe(500_000_000);
    expect(record.dropped + record.length).toBe(500);
  });

  test("shows of each row what was sent then, whatever the sizes", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 1500 }), { maxLength: 400 }), (pieces) => {
        const record = sent(...pieces);
        const rows = [...record];
        expect(rows.length + record.dropped).toBe(pieces.length);
        rows.forEach((row, i) => {
          const piece = pieces[i + record.dropped]!;
          expect(row.length).toBe(piece.length);
          expect(Buffer.from(row.bytes!).equals(piece.subarray(0, 1024))).toBe(true);
        });
      }),
      { numRuns: 30 },
    );
  });

  test("keeps what was sent, not what the sender's buffer holds later", () => {
    const record = new Recording();
    const buffer = Buffer.from("before");
    record.add("data", me, web, buffer);
    buffer.fill("x");
    expect(Buffer.from([...record][0]!.bytes!).toString()).toBe("before");
  });

  test("reads as rows: when, from whom to whom, what", () => {
    const record = new Recording();
    record.add("connect", me, web);
    record.add("data", me, web, Buffer.from("hi\n"));
    record.add("rst", web, me, undefined, "ECONNRESET");
    expect(
      record
        .toText()
        .text.replace(/\d+\.\d\d ms/g, "0.00 ms")
        .split("\n"),
    ).toEqual([
      "  0.00 ms  127.0.0.1:50001 → 127.0.0.1:80     connect",
      "  0.00 ms  127.0.0.1:50001 → 127.0.0.1:80         3 B  hi\\n",
      "  0.00 ms     127.0.0.1:80 → 127.0.0.1:50001  rst (ECONNRESET)",
    ]);
  });

  test("shows hostile bytes as data: markup, escape sequences, half characters, bidi controls", () => {
    const half = Buffer.from([0xe2, 0x82]);
    const record = sent(Buffer.concat([Buffer.from("<script>alert(1)</script>\x1b[31m\u202e"), half]));
    const { text, html } = record.toText();
    expect(text).toContain("<script>alert(1)</script>\\x1b[31m\\u202e\\xe2\\x82");
    expect(html).toContain("&lt;script&gt;");
    expect(html).not.toContain("<script");
    const everything = `${text}${html}${record.toHexdump().html}`.replaceAll("\n", "");
    expect(everything).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  test("as a hexdump shows 16 bytes a line with their characters", () => {
    expect(sent("GET / HTTP/1.0\r\n\r\n").toHexdump().text.split("\n").slice(1)).toEqual([
      "  0000  47 45 54 20 2f 20 48 54  54 50 2f 31 2e 30 0d 0a  GET / HTTP/1.0..",
      "  0010  0d 0a                                             ..",
    ]);
  });

  test("normalized has names for ephemeral ports and steps for times", () => {
    nameEndpoint(me, "me");
    const rows = sent("a", "b").normalized().toJSON();
    expect(rows.map(({ t, from, to }) => [t, from, to])).toEqual([
      [0, "me", web],
      [1, "me", web],
    ]);
  });

  test("filter keeps the rows asked for", () => {
    const record = sent("a");
    record.add("fin", me, web);
    expect(record.filter((row) => row.event === "fin")).toHaveLength(1);
  });

  test("newest gives the last rows, in their order, also of a ring that has gone round and of a filtered one", () => {
    const textsOf = (rows: Transcript) => [...rows].map(({ bytes }) => String(bytes));
    const record = sent(...Array.from({ length: 1234 }, (_, i) => String(i)));
    expect(textsOf(record.newest(3))).toEqual(["1231", "1232", "1233"]);
    const even = record.filter(({ bytes }) => Number(String(bytes)) % 2 === 0);
    expect(textsOf(even.newest(2))).toEqual(["1230", "1232"]);
    expect([record.newest(0).length, record.newest(5000).length]).toEqual([0, 1000]);
    // Of the whole, not of what is shown of it.
    expect(record.newest(3).dropped).toBe(234);
  });

  test("newest is what it was when asked, whatever comes later", () => {
    const record = sent("a", "b");
    const newest = record.newest(1);
    record.add("data", me, web, Buffer.from("c"));
    expect([...newest].map(({ bytes }) => String(bytes))).toEqual(["b"]);
  });

  test.each([-1, 1.5, Number.NaN, "2"])("newest(%j) is refused in words", (count) => {
    expect(() => sent("a").newest(count as number)).toThrow(/EINVAL/);
  });
});
