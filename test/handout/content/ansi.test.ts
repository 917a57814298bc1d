import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ansiLines, stripAnsi } from "../../../lib/handout/content/ansi";
import { allowedText } from "../../../lib/handout/content/text";
import { joined } from "../../../lib/view";

const one = (text: string) => allowedText(joined(ansiLines(text), "\n").markup);

describe("colours and weights", () => {
  test("a colour becomes a class that the theme paints", () => {
    expect(one("a\x1b[31mb\x1b[39mc")).toBe('a<span class="ansi-ink-red">b</span>c');
  });

  test("bright, bold and background come together in one span", () => {
    expect(one("\x1b[1;92;44mx\x1b[0m")).toBe(
      '<span class="ansi-bold ansi-ink-bright-green ansi-paper-blue">x</span>',
    );
  });

  test("an empty code resets", () => {
    expect(one("\x1b[1mx\x1b[my")).toBe('<span class="ansi-bold">x</span>y');
  });

  test("the palette of 256 and 24-bit colours are kept as colours of their own", () => {
    expect(one("\x1b[38;5;208mx")).toBe('<span class="ansi-ink" style="--ansi-ink:#ff8700">x</span>');
    expect(one("\x1b[48;2;1;2;3mx")).toBe('<span class="ansi-paper" style="--ansi-paper:#010203">x</span>');
    expect(one("\x1b[38;5;9mx")).toBe('<span class="ansi-ink-bright-red">x</span>');
    expect(one("\x1b[38;5;244mx")).toContain("#808080");
  });

  test("a colour out of range is no colour", () => {
    expect(one("\x1b[38;2;999;0;0mx")).toBe("x");
    expect(one("\x1b[38;2;1mx")).toBe("x");
  });

  test("a colour goes on over the end of a line, and each line is complete in itself", () => {
    expect(ansiLines("\x1b[31ma\nb").map(({ markup }) => markup)).toEqual([
      '<span class="ansi-ink-red">a</span>',
      '<span class="ansi-ink-red">b</span>',
    ]);
  });
});

describe("everything else", () => {
  test("cursor movements, titles and short sequences are dropped", () => {
    expect(one("a\x1b[2Jb\x1b[10;5Hc\x1b]0;title\x07d\x1b]8;;http://x\x1b\\e\x1b(Bf")).toBe("abcdef");
  });

  test("a title that never ends swallows nothing", () => {
    expect(one("a\x1b]0;title\nb")).toBe("a0;title\nb");
  });

  test("a carriage return writes the line anew and keeps the colour", () => {
    expect(one("10%\r\x1b[32m50%\r100%")).toBe('<span class="ansi-ink-green">100%</span>');
    expect(one("HTTP/1.0 200 OK\r\n\r\n")).toBe("HTTP/1.0 200 OK\n\n");
  });

  test("other control characters are shown, half characters and markup are data", () => {
    expect(one("\x00\x07<script>&\x1b \ud800")).toBe("␀␇&lt;script&gt;&amp;␛ \ufffd");
  });

  test("any text comes out as itself once the markup is taken away", () => {
    const words = fc.array(
      fc.oneof(
        fc.constantFrom("\x1b[31m", "\x1b[0m", "\x1b[1;4m", "\x1b[38;5;99m", "<b>", "&amp;", '"', "\n"),
        fc.string({ unit: "grapheme-ascii" }),
      ),
    );
    fc.assert(
      fc.property(words, (parts) => {
        const text = parts.join("");
        const shown = one(text).replace(/<\/?span[^>]*>/g, "");
        const back = shown.replace(/&(lt|gt|quot|amp|#39);/g, (_, name: string) => unescaped[name]!);
        expect(back).toBe(stripAnsi(text));
      }),
    );
  });
});

const unescaped: { readonly [name: string]: string } = { lt: "<", gt: ">", quot: '"', amp: "&", "#39": "'" };
