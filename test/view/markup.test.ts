import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { escapeHtml, html, printable, visible } from "../../lib/view";

const unescaped = (text: string) =>
  text.replace(
    /&(amp|lt|gt|quot|#39);/g,
    (_, name: string) => ({ amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" })[name]!,
  );

describe("markup", () => {
  test("whatever is put into a template is data, and can be read back", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const { markup } = html`<b title="${text}">${text}</b>`;
        expect(markup.replace(/^<b title="|">|<\/b>$/g, "")).not.toMatch(/[<>"']/);
        expect(unescaped(escapeHtml(text))).toBe(text);
      }),
    );
  });

  test("markup in markup stays markup; false and undefined are nothing; lists are joined", () => {
    const items = ["a", "<b>"].map((item) => html`<li>${item}</li>`);
    expect(html`<ul>${items}${false}${undefined}${0}</ul>`.markup).toBe(
      "<ul><li>a</li><li>&lt;b&gt;</li>0</ul>",
    );
  });

  test("an object that looks like markup is not taken for it", () => {
    expect(html`${{ markup: "<script>" } as never}`.markup).not.toContain("<script>");
  });
});

describe("printable text", () => {
  test("holds no character that does not show, whatever the bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(printable(bytes)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      }),
    );
  });

  test("shows valid UTF-8 as it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(printable(Buffer.from(text), 10_000)).toBe(visible(text));
      }),
    );
  });

  test.each([
    ["a half character", [0xe2, 0x82], "\\xe2\\x82"],
    ["an overlong form", [0xc0, 0xaf], "\\xc0\\xaf"],
    ["a surrogate", [0xed, 0xa0, 0x80], "\\xed\\xa0\\x80"],
    ["beyond Unicode", [0xf4, 0x90, 0x80, 0x80], "\\xf4\\x90\\x80\\x80"],
    ["text around it", [0x61, 0xff, 0xc3, 0xa9], "a\\xffé"],
  ])("%s is shown byte by byte", (_name, bytes, shown) => {
    expect(printable(Uint8Array.from(bytes))).toBe(shown);
  });

  test("says how much was left out", () => {
    expect(printable(Buffer.from("abcdef"), 2)).toBe("ab… (4 more bytes)");
    expect(printable(Buffer.from("ab"), 2, 1_000)).toBe("ab… (998 more bytes)");
  });
});
