import { describe, expect, test } from "vitest";
import { nameEndpoint } from "../../lib/sockets/port-names";
import { Recording, wireRow } from "../../lib/sockets/transcript";

const data = (bytes: Uint8Array | string) =>
  wireRow({ from: "127.0.0.1:50001", to: "127.0.0.1:80", event: "data" }, Buffer.from(bytes));

describe("a transcript", () => {
  test("keeps the newest 1000 rows and counts the rest", () => {
    const record = new Recording();
    for (let i = 0; i < 1234; i++) record.add(data(String(i)));
    expect([record.length, record.dropped]).toEqual([1000, 234]);
    const texts = [...record].map((row) => Buffer.from(row.bytes!).toString());
    expect([texts[0], texts.at(-1)]).toEqual(["234", "1233"]);
  });

  test("keeps at most 256 KiB, however large the rows, and still knows how much passed", () => {
    const record = new Recording();
    for (let i = 0; i < 500; i++) record.add(data(new Uint8Array(1_000_000)));
    const kept = [...record].reduce((sum, row) => sum + row.bytes!.length, 0);
    expect(kept).toBeLessThanOrEqual(256 * 1024);
    expect(record.bytes).toBe(500_000_000);
    expect(record.dropped + record.length).toBe(500);
  });

  test("keeps what was sent, not what the sender's buffer holds later", () => {
    const record = new Recording();
    const buffer = Buffer.from("before");
    record.add(wireRow({ from: "a", to: "b", event: "data" }, buffer));
    buffer.fill("x");
    expect(String([...record][0]!.bytes)).toBe("before");
  });

  test("reads as rows: when, from whom to whom, what", () => {
    const record = new Recording();
    record.add({ t: 10.5, from: "127.0.0.1:50001", to: "127.0.0.1:80", event: "connect", length: 0 });
    record.add({
      t: 11.75,
      from: "127.0.0.1:50001",
      to: "127.0.0.1:80",
      event: "data",
      length: 3,
      bytes: Buffer.from("hi\n"),
    });
    expect(record.toText().text).toBe(
      "  0.00 ms  127.0.0.1:50001 → 127.0.0.1:80  connect\n  1.25 ms  127.0.0.1:50001 → 127.0.0.1:80      3 B  hi\\n",
    );
  });

  test("shows hostile bytes as data: markup, escape sequences, half characters, bidi controls", () => {
    const record = new Recording();
    record.add(
      data(Buffer.concat([Buffer.from("<script>alert(1)</script>\x1b[31m‮"), Buffer.from([0xe2, 0x82])])),
    );
    const { text, html } = record.toText();
    expect(text).toContain("<script>alert(1)</script>\\x1b[31m\\u202e\\xe2\\x82");
    expect(html).toContain("&lt;script&gt;");
    expect(html).not.toContain("<script");
    const everything = `${text}${html}${record.toHexdump().html}`.replaceAll("\n", "");
    expect(everything).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  test("as a hexdump shows 16 bytes a line with their characters", () => {
    const record = new Recording();
    record.add(data("GET / HTTP/1.0\r\n\r\n"));
    expect(record.toHexdump().text.split("\n").slice(1)).toEqual([
      "  0000  47 45 54 20 2f 20 48 54 54 50 2f 31 2e 30 0d 0a  GET / HTTP/1.0..",
      "  0010  0d 0a                                            ..",
    ]);
  });

  test("normalized has names for ephemeral ports and steps for times", () => {
    nameEndpoint("127.0.0.1:50001", "me");
    const record = new Recording();
    record.add(data("a"));
    record.add(data("b"));
    expect(
      record
        .normalized()
        .toJSON()
        .map(({ t, from, to }) => [t, from, to]),
    ).toEqual([
      [0, "me", "127.0.0.1:80"],
      [1, "me", "127.0.0.1:80"],
    ]);
  });

  test("filter keeps the rows asked for", () => {
    const record = new Recording();
    record.add(data("a"));
    record.add(wireRow({ from: "a", to: "b", event: "fin" }));
    expect(record.filter((row) => row.event === "fin").length).toBe(1);
  });
});
