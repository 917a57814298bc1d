/** osi.hexdump(): every byte is there once, named by its field, and marks are where they should be, to the bit. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { osi } from "../../../lib/osi";
import { runsOf } from "../../../lib/osi/hexdump/owners";
import { dissect, Ether, IP, packet, TCP, tcpStreams, UDP } from "../../../lib/packets";
import { samples } from "../../packets/samples";
import { connection, httpRequest, notesLine } from "../gallery/inputs";
import { readMarkup } from "../markup";
import { client, recorded, server } from "../recorded";

const digitsIn = (text: string) =>
  [...text.matchAll(/^[0-9a-f]{4,} (.{49})/gm)]
    .map(([, line]) => line!.replaceAll(/[^0-9a-f]/g, ""))
    .join("");

describe("osi.hexdump()", () => {
  test("puts a bar where a layer begins, and its name at the end of the line", () => {
    expect(osi.hexdump(notesLine, { mark: ["IP.ihl", "TCP.dport"] }).text).toMatchInlineSnapshot(`
      "58 bytes, built here, never on a wire
      0000 │45 00 00 3a 00 01 00 00  40 06 7c bb 7f 00 00 01  E..:....@.|.....  3 IP
             ^                                                IP.ihl = 5, bits 4–7 of byte 0
      0010  7f 00 00 01│00 14 00 50  00 00 00 00 00 00 00 00  .......P........  4 TCP
                              ^^ ^^                           TCP.dport = 80 (http)
      0020  50 02 20 00 b2 ca 00 00 │47 45 54 20 2f 20 48 54  P. .....GET / HT  7 Raw
      0030  54 50 2f 31 2e 30 0d 0a  0d 0a                    TP/1.0...."
    `);
  });

  test("of any bytes has all their digits, in both faces", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const hex = Buffer.from(bytes).toString("hex");
        for (const options of [{}, { from: Ether }]) {
          const view = osi.hexdump(bytes, options);
          expect(digitsIn(view.text)).toBe(hex);
          const { text } = readMarkup(view.html);
          expect(digitsIn(text)).toBe(hex);
          const starts = [...text.matchAll(/^[0-9a-f]{4} {2}(?=[0-9a-f]{2})[0-9a-f ]{48} {2}/gm)];
          expect(starts).toHaveLength(Math.ceil(bytes.length / 16));
        }
      }),
    );
  });

  test("of plain bytes tells no fields; told what they begin with, it does", () => {
    expect(osi.hexdump(notesLine.bytes).html).not.toContain("title=");
    expect(osi.hexdump(notesLine.bytes, { from: IP }).html).toContain('title="TCP.dport 80 (http)"');
    expect(osi.hexdump("héllo").text).toContain("68 c3 a9 6c 6c 6f");
  });

  test("of a stream is who said what, with the packets that brought it", () => {
    const { text } = osi.hexdump(tcpStreams(connection)[0]!);
    expect(text).toContain("client says 37 bytes, from byte 0 of its stream on, in packet 4");
    expect(text).toContain("server says 43 bytes, from byte 0 of its stream on, in packet 6");
  });

  test("of a transcript is row by row what passed, and says what was not kept", () => {
    const { text } = osi.hexdump(
      recorded([client, server, "connect"], [client, server, "data", "x".repeat(2000)]),
    );
    expect(text).toContain("row 2: 127.0.0.1:50001 → 127.0.0.1:9090, 2000 bytes (the first 1024 were kept)");
    expect(text).toContain("… 1744 bytes more, not shown here");
    expect(osi.hexdump(recorded()).text).toBe("Nothing has passed yet: there are no bytes.");
  });

  test("with the tree of a full Ethernet frame is less than 60 kB of HTML", () => {
    const full = packet(
      Ether(),
      IP(),
      TCP({ flags: "PA", options: ["NOP", "NOP", ["Timestamp", [1, 2]]] }),
      "All work and no play makes Jack a dull boy. ".repeat(40).slice(0, 1448),
    );
    for (const one of [httpRequest, notesLine, full, dissect(full.bytes)]) {
      expect(osi.tree(one).html.length + osi.hexdump(one).html.length).toBeLessThan(60_000);
    }
  });
});

describe("a mark", () => {
  const below = (text: string, line: number) => text.split("\n")[line]!;

  test("underlines digits: half a byte where the field is half a byte", () => {
    expect(below(osi.hexdump(notesLine, { mark: "IP.ihl" }).text, 2)).toMatch(
      /^ {7}\^ +IP\.ihl = 5, bits 4–7 of byte 0$/,
    );
  });

  test("of a protocol underlines its header, of numbers those bytes", () => {
    const header = osi.hexdump(notesLine, { mark: TCP }).text;
    expect([...header.matchAll(/\^/g)]).toHaveLength(40);
    expect([...osi.hexdump("hello", { mark: [1, 3] }).text.matchAll(/\^/g)]).toHaveLength(4);
  });

  test("is found in those packets of a row that have it", () => {
    const { text } = osi.hexdump([notesLine, packet(IP(), UDP())], { mark: "TCP.dport" });
    expect([...text.matchAll(/TCP\.dport = 80/g)]).toHaveLength(1);
  });

  test.each([
    ["TCP.dprot", /there is no TCP\.dprot in this packet.*TCP\.dport/],
    [UDP, /there is no UDP in this packet.*Its layers are IP, TCP, Raw/],
    [[50, 70], /no bytes from 50 up to 70.*There are 58/],
    [[3, 3], /no bytes from 3 up to 3/],
  ] as const)("that is not there is refused: %s", (mark, said) => {
    expect(() => osi.hexdump(notesLine, { mark })).toThrow(said);
  });

  test("by name in plain bytes is refused", () => {
    expect(() => osi.hexdump("hi", { mark: "TCP.dport" })).toThrow(/nowhere in plain bytes.*from: IP/);
  });
});

describe("the owners of bytes", () => {
  const read = samples.map(({ name, from, packet: { bytes } }) => [name, dissect(bytes, from)] as const);

  test.each(read)("cover each byte once, and are those that packet.at() names: %s", (_name, one) => {
    const runs = runsOf(one, one.bytes.length);
    let at = 0;
    for (const { from, to, owner } of runs) {
      expect(from).toBe(at);
      expect(to).toBeGreaterThan(from);
      at = to;
      const node = one.at(from);
      const layer = one.layers.find(({ start, header }) => start <= from && from < start + header);
      if (owner === "no field") expect(node?.label ?? "").toBe(layer?.name ?? "");
      else expect(owner.split(/ |\./)[0]).toBe(node!.path.split(".")[0]);
    }
    expect(at).toBe(one.bytes.length);
  });

  test("packet.at() names the owner of a bit", () => {
    expect(notesLine.at(0, 3)?.path).toBe("IP.version");
    expect(notesLine.at(0, 4)?.path).toBe("IP.ihl");
    expect(notesLine.at(33, 6)?.path).toBe("TCP.flags.S");
    expect(notesLine.at(47)?.path).toBe("Raw.load");
    expect(osi.hexdump(notesLine).html).toContain(
      'title="IP.version 4 (bits 0–3 of byte 0) · IP.ihl 5 (bits 4–7 of byte 0)"',
    );
  });
});
