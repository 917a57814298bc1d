/** Whatever comes over the wire is data in every face of every view, and no view grows with it beyond bounds. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { osi } from "../../lib/osi";
import { type Markup, readMarkup } from "./markup";
import { client, recorded, type Step, server } from "./recorded";

const views = ["explain", "ladder"] as const;
const ownElements = new Set(
  "div table caption thead tbody tr th td span svg title desc text line path details summary pre".split(" "),
);

const nasty = fc.constantFrom(
  "</text></svg><script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "<!--",
  "]]>",
  "&#x3c;script&#x3e;",
  "\u001b[31mred\u001b[0m",
  "\u202egnp.exe",
  "GET /<script> HTTP/1.1\r\nContent-Type: <b>\r\n\r\n",
);
const payload = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc.string({ unit: "binary", maxLength: 100 }).map((text) => new TextEncoder().encode(text)),
  nasty.map((text) => new TextEncoder().encode(text)),
);
const note = fc.oneof(fc.string({ unit: "binary" }), nasty);
const event = fc.constantFrom("connect", "accept", "data", "fin", "rst", "drop", "error");
const end = fc.constantFrom(client, server, "[::1]:7", "echo", "<script>:1");
const step: fc.Arbitrary<Step> = fc.tuple(end, end, event, payload, note);

describe.each(views)("osi.%s()", (name) => {
  test("shows any bytes as data: its markup is well-formed and has only its own elements", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
        const { html, svg, text } = osi[name](recorded(...steps));
        for (const markup of [html, svg ?? ""]) expectOnlyOwn(readMarkup(markup));
        // biome-ignore lint/suspicious/noControlCharactersInRegex: none of them may reach a terminal
        expect(text).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]/u);
      }),
      { numRuns: 300 },
    );
  });

  test("draws the same input with the same bytes", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
        const [once, again] = [osi[name](recorded(...steps)), osi[name](recorded(...steps))];
        expect([again.text, again.html, again.svg]).toEqual([once.text, once.html, once.svg]);
      }),
      { numRuns: 50 },
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
    const { text, html, svg } = osi[name](recorded(...many));
    expect(text.length).toBeLessThan(12_000);
    expect(html.length).toBeLessThan(80_000);
    expect((svg ?? "").length).toBeLessThan(60_000);
  });
});

function expectOnlyOwn({ elements }: Markup): void {
  const foreign = elements.filter(({ name }) => !ownElements.has(name));
  const active = elements.filter(({ attributes }) =>
    [...attributes.keys()].some((key) => /^on|href|src/.test(key)),
  );
  expect({ foreign, active }).toEqual({ foreign: [], active: [] });
}
