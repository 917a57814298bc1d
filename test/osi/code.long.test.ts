/** osi.summary(), osi.repr(), osi.code(): packets in writing. */

import fc from "fast-check";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { osi } from "../../lib/osi";
import { tokens } from "../../lib/osi/code/highlight";
import * as netcell from "../../lib/packets";
import { Ether, IP, packet, TCP, UDP } from "../../lib/packets";
import { anyPacket } from "./arbitrary-packets";
import { readMarkup } from "./markup";

const ofTheNotes = packet(IP(), TCP(), "GET / HTTP/1.0\r\n\r\n");

test("osi.repr() prints the line of the source notes as they print it", () => {
  expect(String(osi.repr(ofTheNotes))).toBe(
    "<IP frag=0 proto=TCP |<TCP |<Raw load='GET / HTTP/1.0\\r\\n\\r\\n' |>>>",
  );
});

test("osi.code() gives a cell with its import, and a line for scapy", () => {
  expect(String(osi.code(ofTheNotes)).split("\n")).toEqual([
    "// TypeScript, in a cell",
    'import { IP, packet, TCP } from "netcell";',
    'packet(IP(), TCP(), "GET / HTTP/1.0\\r\\n\\r\\n")',
    "",
    "# Python, with scapy",
    "from scapy.all import *",
    "IP(src='127.0.0.1')/TCP()/Raw(load=b'\\x47\\x45\\x54\\x20\\x2f\\x20\\x48\\x54\\x54\\x50\\x2f\\x31\\x2e\\x30\\x0d\\x0a\\x0d\\x0a')",
  ]);
});

test("what osi.code() writes for a cell makes the same bytes again, with no name that it does not import", () => {
  fc.assert(
    fc.property(anyPacket, (one) => {
      const cell = osi.code(one).text.split("\n\n# Python")[0]!;
      const [, imported, body] = /import \{ (.*) \} from "netcell";\n(.*)/s.exec(cell)!;
      const names = imported!.split(", ");
      const { outputText } = ts.transpileModule(`return ${body}`, {
        compilerOptions: { target: ts.ScriptTarget.ES2022 },
      });
      const make = new Function(...names, outputText) as (...values: unknown[]) => netcell.Packet;
      expect(make(...names.map((name) => (netcell as Record<string, unknown>)[name])).bytes).toEqual(
        one.bytes,
      );
    }),
    { numRuns: 300 },
  );
});

test("the page shows the very code that the text has, coloured", () => {
  fc.assert(
    fc.property(anyPacket, (one) => {
      const { text, html } = osi.code(one);
      const shown = readMarkup(html).text;
      for (const part of text.split("\n\n# Python, with scapy\n")) {
        expect(shown).toContain(part.replace("// TypeScript, in a cell\n", ""));
      }
    }),
  );
});

test("tokens never lose or change a character", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (code) => {
      expect(
        tokens(code)
          .map(({ text }) => text)
          .join(""),
      ).toBe(code);
    }),
  );
});

describe("osi.summary()", () => {
  test("says one packet in one line, and what is wrong with it", () => {
    expect(String(osi.summary(ofTheNotes))).toBe(ofTheNotes.summary());
    expect(String(osi.summary(packet(IP({ chksum: 1 }), UDP())))).toContain("✗ IP.chksum: you set 0x1");
  });

  test("says packets in a row in a line each, with numbers of TCP that count from the beginning", () => {
    const open = packet(Ether(), IP(), TCP({ sport: 80, dport: 4000, flags: "SA", seq: 7000, ack: 1001 }));
    const say = packet(
      Ether(),
      IP(),
      TCP({ sport: 4000, dport: 80, flags: "PA", seq: 1001, ack: 7001 }),
      "hello",
    );
    expect(osi.summary([open, say]).text.split("\n").slice(4)).toEqual([
      expect.stringMatching(/^1 +IP .* seq 7000, ack 1001/),
      expect.stringMatching(/^2 +IP .* seq 1:6, ack 1/),
    ]);
  });

  test("of ten thousand packets shows the first and the last", () => {
    const { text, html } = osi.summary(Array.from({ length: 10_000 }, () => ofTheNotes));
    expect(text).toContain("9940 packets more");
    expect(text).toMatch(/^10000 /m);
    expect(html.length).toBeLessThan(80_000);
  });
});

test("a payload of a megabyte stays bounded in all of them, and the code says where the rest is", () => {
  const large = packet(Ether(), IP({ len: 0 }), UDP({ len: 0 }), new Uint8Array(1024 * 1024).fill(60));
  for (const view of [osi.summary(large), osi.repr(large), osi.code(large)]) {
    expect(view.text.length).toBeLessThan(60_000);
    expect(view.html.length).toBeLessThan(400_000);
  }
  expect(osi.code(large).text).toContain("packet.code() has them");
});
