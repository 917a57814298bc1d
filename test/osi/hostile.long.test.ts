/** Whatever comes over the wire is data in every face of every view, and no view grows with it beyond bounds. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  BOOTP,
  DHCP,
  DNS,
  DNSRR,
  dissect,
  Ether,
  HTTPResponse,
  IP,
  type Packet,
  packet,
  TCP,
  TFTP,
  UDP,
} from "../../lib/packets";
import type { View } from "../../lib/view";
import { exhibits } from "./gallery/views";
import { type Markup, readMarkup } from "./markup";
import { client, recorded, type Step, server } from "./recorded";

const ownElements = new Set(
  `div table caption thead tbody tr th td span b i u sup ol ul li p code h4 svg g title desc text tspan line path rect
  polyline polygon circle details summary pre`.split(/\s+/),
);

const nasty = fc.constantFrom(
  "</text></svg><script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "<!--",
  "]]>",
  "&#x3c;script&#x3e;",
  "\u001b[31mred\u001b[0m",
  "\u202egnp.exe",
  "\ud800 half",
  "GET /<script> HTTP/1.1\r\nContent-Type: <b>\r\n\r\n",
);
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc.string({ unit: "binary", maxLength: 100 }).map((text) => new TextEncoder().encode(text)),
  nasty.map((text) => new TextEncoder().encode(text)),
);
const note = fc.oneof(fc.string({ unit: "binary" }), nasty);
const event = fc.constantFrom("connect", "accept", "data", "fin", "rst", "drop", "error");
const end = fc.constantFrom(client, server, "[::1]:7", "echo", "<script>:1");
const step: fc.Arbitrary<Step> = fc.tuple(end, end, event, bytes, note);

/** Where text from the wire stands in a packet: in what is carried, and in fields of protocols of text. */
const carriers: ReadonlyArray<(load: Uint8Array) => Packet> = [
  (load) => packet(Ether(), IP(), UDP({ dport: 4000 }), load),
  (load) => packet(Ether(), IP(), TCP({ flags: "PA" }), load),
  (load) => packet(Ether(), IP(), TCP({ sport: 80, flags: "PA" }), HTTPResponse(), load),
  (load) => packet(Ether(), IP(), TCP({ flags: "PA" }), "GET / HTTP/1.1\r\nX: ", load, "\r\n\r\n"),
  (load) =>
    packet(
      Ether(),
      IP(),
      UDP(),
      DNS({ qr: 1, an: [DNSRR({ rrname: "a.", type: "TXT", rdata: text(load) })] }),
    ),
  (load) => packet(Ether(), IP(), UDP({ dport: 69 }), TFTP({ op: 1 }), load),
  (load) => packet(IP(), UDP({ sport: 67, dport: 68 }), BOOTP(), DHCP(), load),
  (load) => packet(Ether({ type: 0x0800 }), load),
  (load) => packet(load),
];
const text = (load: Uint8Array) => Buffer.from(load.subarray(0, 60)).toString("latin1");

const hostile = fc
  .tuple(fc.constantFrom(...carriers), bytes, fc.boolean())
  .map(([carrier, load, isRead]) => (isRead ? dissect(carrier(load.subarray(0, 200)).bytes) : carrier(load)));

/** Views by what they are given. */
const given = {
  packet: exhibits.flatMap(({ name, packet: draw }) => (draw ? [{ name, draw }] : [])),
  packets: exhibits.flatMap(({ name, packets: draw }) => (draw ? [{ name, draw }] : [])),
  transcript: exhibits.flatMap(({ name, transcript: draw }) => (draw ? [{ name, draw }] : [])),
};

describe.each(given.packet)("osi.$name() of a hostile packet", ({ draw }) => {
  test("shows it as data", () => {
    fc.assert(
      fc.property(hostile, (one) => expectHarmless(draw(one))),
      { numRuns: 60 },
    );
  });

  test("is pure", () => {
    fc.assert(
      fc.property(hostile, (one) => expectPure(() => draw(one))),
      { numRuns: 30 },
    );
  });

  test("stays bounded, with a line of 60,000 bytes and without it", () => {
    const loads = ["<", "é", "\u202e", "\0"].map((unit) =>
      new TextEncoder().encode(unit.repeat(60_000)).subarray(0, 60_000),
    );
    for (const [i, carrier] of carriers.entries()) {
      const view = draw(dissect(carrier(loads[i % loads.length]!).bytes));
      expectHarmless(view);
      expectAtMost(view, { text: 60_000, html: 400_000, svg: 200_000 });
    }
  });
});

describe.each(given.packets)("osi.$name() of hostile packets", ({ draw }) => {
  test("shows them as data", () => {
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 1, maxLength: 8 }), (some) => expectHarmless(draw(some))),
      { numRuns: 40 },
    );
  });

  test("stays bounded for ten thousand of them", () => {
    const load = new TextEncoder().encode("\u202e<b>".repeat(300));
    const one = dissect(carriers[1]!(load).bytes);
    const view = draw(Array.from({ length: 10_000 }, () => one));
    expectHarmless(view);
    expectAtMost(view, { text: 40_000, html: 300_000, svg: 200_000 });
  });
});

describe.each(given.transcript)("osi.$name() of a hostile transcript", ({ draw }) => {
  test("shows any bytes as data: its markup is well-formed and has only its own elements", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), (steps) => expectHarmless(draw(recorded(...steps)))),
      { numRuns: 100 },
    );
  });

  test("is pure", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), (steps) => expectPure(() => draw(recorded(...steps)))),
      { numRuns: 30 },
    );
  });

  test("stays bounded for a full transcript of thousand ends and a line of a megabyte", () => {
    const line = "<".repeat(1024 * 1024);
    const many = Array.from(
      { length: 1000 },
      (_, i): Step => [
        `10.0.${i >> 8}.${i & 255}:4000`,
        server,
        "data",
        i % 100 === 0 ? line : "é".repeat(100),
        line,
      ],
    );
    expectAtMost(draw(recorded(...many)), { text: 12_000, html: 80_000, svg: 60_000 });
  });
});

function expectHarmless({ text, html, svg }: View): void {
  for (const markup of [html, svg ?? ""]) expectOnlyOwn(readMarkup(markup));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: none of them may reach a terminal
  expect(text).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]/u);
}

function expectOnlyOwn({ elements }: Markup): void {
  const foreign = elements.filter(({ name }) => !ownElements.has(name));
  const active = elements.filter(({ attributes }) =>
    [...attributes.keys()].some((key) => /^on|href|src/.test(key)),
  );
  expect({ foreign, active }).toEqual({ foreign: [], active: [] });
}

function expectPure(draw: () => View): void {
  const [once, again] = [draw(), draw()];
  expect([again.text, again.html, again.svg]).toEqual([once.text, once.html, once.svg]);
}

function expectAtMost(view: View, most: { readonly [face in "text" | "html" | "svg"]: number }): void {
  for (const face of ["text", "html", "svg"] as const) {
    expect((view[face] ?? "").length, face).toBeLessThan(most[face]);
  }
}
