import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { osi } from "../../../lib/osi";
import { ARP, DNS, DNSQR, Ether, IP, packet, tcpStreams, UDP } from "../../../lib/packets";
import { Talk } from "../../packets/flows/segments";
import { readMarkup } from "../markup";
import { dialogue } from "../recorded";

const talk = new Talk()
  .handshake(99, 4999)
  .client({ flags: "PA", seq: 100, ack: 5000 }, "GET / HTTP/1.1\r\nHost: a\r\n\r\n")
  .server({ seq: 5026, ack: 127 }, "lo")
  .server({ seq: 5000, ack: 127 }, "HTTP/1.1 200 OK\r\n\r\nhel\x1b[1m")
  .client({ seq: 127, ack: 5028 });
const [stream] = tcpStreams(talk.packets);

describe("osi.follow()", () => {
  test("shows both directions with a mark each, put together from their segments", () => {
    expect(osi.follow(stream!).text).toMatchInlineSnapshot(`
      "TCP, 2 turns: > 10.0.0.1:40000 said 27 bytes, < 10.0.0.2:80 said 28 bytes
        [packet 4, bytes 1–27]
      > GET / HTTP/1.1\\r\\n
      > Host: a\\r\\n
      > \\r\\n
        [packets 5–6, bytes 1–28]
      < HTTP/1.1 200 OK\\r\\n
      < \\r\\n
      < hel\\x1b[1mlo"
    `);
  });

  test("shows the bytes in hexadecimal", () => {
    expect(osi.follow(stream!, { as: "hex" }).text).toMatchInlineSnapshot(`
      "TCP, 2 turns: > 10.0.0.1:40000 said 27 bytes, < 10.0.0.2:80 said 28 bytes
        [packet 4, bytes 1–27]
      > 00000000  47 45 54 20 2f 20 48 54  54 50 2f 31 2e 31 0d 0a  GET / HTTP/1.1..
      > 00000010  48 6f 73 74 3a 20 61 0d  0a 0d 0a                 Host: a....
        [packets 5–6, bytes 1–28]
      < 00000000  48 54 54 50 2f 31 2e 31  20 32 30 30 20 4f 4b 0d  HTTP/1.1 200 OK.
      < 00000010  0a 0d 0a 68 65 6c 1b 5b  31 6d 6c 6f              ...hel.[1mlo"
    `);
  });

  test("shows the messages, each in a line, with the header and the beginning of the body", () => {
    const twice = new Talk()
      .handshake(99, 4999)
      .client(
        { seq: 100, ack: 5000 },
        "GET /a HTTP/1.1\r\n\r\nPOST /b HTTP/1.1\r\nContent-Length: 2\r\n\r\nhiGET /c HTTP/1.1\r\n\r\n",
      );
    expect(osi.follow(twice.packets, { as: "messages" }).text).toMatchInlineSnapshot(`
      "TCP, 1 turn: > 10.0.0.1:40000 said 79 bytes, < 10.0.0.2:80 said 0 bytes
        [packet 4, bytes 1–79]
      > HTTP: GET /a HTTP/1.1
      > HTTP: POST /b HTTP/1.1
      >   Content-Length: 2
      >   body, 2 bytes: "hi"
      > HTTP: GET /c HTTP/1.1"
    `);
  });

  test("reads DNS and TLS as messages, and says of the rest that it is of no known protocol", () => {
    const ask = packet(
      IP({ dst: "10.0.0.2" }),
      UDP({ sport: 5353, dport: 53 }),
      DNS({ qd: [DNSQR({ qname: "example.com" })] }),
    );
    expect(osi.follow([ask], { as: "messages" }).text).toContain("> DNS: 0+ A? example.com. (29), 29 bytes");
    const alert = new Talk()
      .handshake(99, 4999)
      .client({ seq: 100, ack: 5000 }, Uint8Array.of(21, 3, 3, 0, 2, 2, 40));
    expect(osi.follow(alert.packets, { as: "messages" }).text).toMatch(/> TLS .*7 bytes/);
    const own = new Talk().handshake(99, 4999).client({ seq: 100, ack: 5000 }, "\x01hello");
    expect(osi.follow(own.packets, { as: "messages" }).text).toContain(
      '> 6 bytes of no known protocol: "\\x01hello"',
    );
  });

  test("says where bytes are missing, and whose fault that can only be", () => {
    const lossy = new Talk()
      .handshake(99, 4999)
      .client({ seq: 106, ack: 5000 }, "secret")
      .server({ seq: 5000, ack: 112 }, "ok")
      .client({ seq: 120, ack: 5002 }, "!");
    const { text } = osi.follow(lossy.packets);
    expect(text).toContain(
      "… 6 bytes missing here: confirmed, so only the capture lacks them …\n  [packet\u00a04, bytes\u00a07–12]",
    );
    expect(text).toContain("… 8 bytes missing here: never seen …");
  });

  test("follows a transcript, too, by its rows", () => {
    const { text } = osi.follow(dialogue());
    expect(text).toContain("  [row\u00a02, bytes\u00a01–12]\n> Hello world!\n");
    expect(text).toContain("< Got your message! Thank you!\\n");
  });

  test("keeps datagrams apart", () => {
    const to = (load: string) => packet(IP({ dst: "10.0.0.2" }), UDP({ sport: 5000, dport: 6000 }), load);
    expect(osi.follow([to("one"), to("two")]).text).toContain(
      "[packet\u00a01, 3 bytes]\n> one\n  [packet\u00a02, 3 bytes]\n> two",
    );
  });

  test("shows three conversations, and counts the others", () => {
    const many = Array.from({ length: 10 }, (_, i) => new Talk(30_000 + i).handshake().packets).flat();
    expect(osi.follow(many).text).toContain("7 more conversations");
  });

  test.each(["text", "hex", "messages"] as const)(
    "as %s stays bounded, and well-formed, for a megabyte of anything",
    (as) => {
      for (const unit of ["<", "\n", "\u202e", "GET / HTTP/1.1\r\n\r\n"]) {
        const load = unit.repeat(60_000 / unit.length);
        const long = new Talk().handshake(99, 4999);
        for (let i = 0; i < 17; i++)
          long.client({ seq: 100 + i * Buffer.byteLength(load), ack: 5000 }, load.slice(0, 20_000));
        const { text, html } = osi.follow(long.packets, { as });
        expect(text.length).toBeLessThan(60_000);
        expect(html.length).toBeLessThan(120_000);
        readMarkup(`<div>${html}</div>`);
      }
    },
  );

  test("shows any bytes as data, in every way", () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 120 }), { maxLength: 6 }),
        fc.constantFrom("text" as const, "hex" as const, "messages" as const),
        (loads, as) => {
          const any = new Talk().handshake(99, 4999);
          let seq = 100;
          for (const load of loads) {
            any.client({ seq, ack: 5000 }, load);
            seq += load.length;
          }
          const { text, html } = osi.follow(any.packets, { as });
          readMarkup(`<div>${html}</div>`);
          // biome-ignore lint/suspicious/noControlCharactersInRegex: none of them may reach a terminal
          expect(text).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]/u);
        },
      ),
      { numRuns: 150 },
    );
  });

  test("as text loses no byte: its escapes read back to what was sent", () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom("a", "b", "\n", "\r", "\0", "é", "\x1b"),
          minLength: 1,
          maxLength: 80,
        }),
        (sent) => {
          const one = new Talk().handshake(99, 4999).client({ seq: 100, ack: 5000 }, sent);
          const lines = osi
            .follow(one.packets)
            .text.split("\n")
            .filter((line) => line.startsWith("> "));
          const said = lines.map((line) => line.slice(2)).join("");
          const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", "0": "\0", x1b: "\x1b" };
          expect(said.replace(/\\(x1b|[nr0])/g, (_, name: string) => escapes[name]!)).toBe(sent);
        },
      ),
      { numRuns: 200 },
    );
  });

  test("refuses what holds no conversation, and options that it does not have", () => {
    expect(() => osi.follow(packet(Ether(), ARP()))).toThrow(/nothing was sent in it/);
    expect(() => osi.follow(stream!, { as: "xml" } as never)).toThrow(/as is "text", "hex" or "messages"/);
    expect(() => osi.follow(stream!, { hex: true } as never)).toThrow(/no option 'hex'.*The options are as/);
  });
});
