/** The one table: columns align whatever is in them, and a page gets a real table in which nothing is markup. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { html, type Table, tableHtml, tableText, tableView, textWidth } from "../../lib/view";
import { readMarkup } from "../osi/markup";

const small: Table = {
  caption: "Servers",
  columns: [
    { heading: "name", strong: true },
    { heading: "bytes", kind: "count" },
    { heading: "what it does", kind: "words", width: 12 },
  ],
  rows: [
    { cells: ["日本", 12, "echoes all that it hears"] },
    { cells: ["b", 3456, ["waits", "answers in one go"]], marked: true },
  ],
  notes: ["Two servers."],
};

describe("tableText()", () => {
  test("aligns wide characters, puts numbers right, wraps words, dots entries", () => {
    expect(tableView(small).text).toMatchInlineSnapshot(`
      "Servers

      name  bytes  what it does
      ─────────────────────────
      日本     12  echoes all
                   that it
                   hears
      b      3456  · waits
                   · answers in
                     one go
      Two servers."
    `);
  });

  test("has no line of headings where there are none, and no rule where none is wanted", () => {
    const rows = [{ cells: ["a", "b"] }];
    expect(tableText({ columns: [{ heading: "" }, { heading: "" }], rows })).toEqual(["a  b"]);
    expect(tableText({ columns: [{ heading: "x" }, { heading: "y" }], rows }, { rule: false })).toEqual([
      "x  y",
      "a  b",
    ]);
  });

  test("cuts between the network and the host part, the rule too", () => {
    const columns = [
      { heading: "a" },
      { heading: "net", kind: "network" },
      { heading: "host", kind: "host" },
    ] as const;
    expect(tableText({ columns, rows: [{ cells: ["x", "1", "0"] }] })).toEqual([
      "a  net│host",
      "──────┼────",
      "x    1│0",
    ]);
  });

  test("puts every column of any text at one place, and shows what does not show as an escape", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" })), {
          minLength: 1,
        }),
        (rows) => {
          const lines = tableText({
            columns: [{ heading: "one" }, { heading: "two" }],
            rows: rows.map(([a, b]) => ({ cells: [`${a}|`, `|${b}`] })),
          });
          expect(lines).toHaveLength(rows.length + 2);
          const places = lines.slice(2).map((line) => textWidth(line.slice(0, line.indexOf("  |") + 2)));
          expect(new Set(places).size).toBeLessThanOrEqual(
            rows.some(([a, b]) => /\s\s/.test(a + b)) ? 9e9 : 1,
          );
          expect(lines.join("")).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        },
      ),
    );
  });
});

describe("tableHtml()", () => {
  test("is a table with a caption, headings for columns and rows, in a region that scrolls", () => {
    const { elements, text } = readMarkup(tableHtml(small).markup);
    const names = elements.map(({ name }) => name);
    const scopes = elements.flatMap(({ name, attributes }) => (name === "th" ? attributes.get("scope") : []));
    expect(names.filter((name) => name === "caption")).toHaveLength(1);
    expect(scopes).toEqual(["col", "col", "col", "row", "row"]);
    expect(elements[0]!.attributes.get("aria-label")).toBe("Servers");
    expect(text).toContain("answers in one go");
  });

  test("keeps markup of a cell, and escapes all else", () => {
    const evil = '<img src=x onerror="alert(1)">\u202e';
    fc.assert(
      fc.property(fc.constantFrom(evil, "a", "<td>"), (text) => {
        const { markup } = tableHtml({
          caption: text,
          columns: [{ heading: text }, { heading: "" }],
          rows: [{ cells: [text, { text, html: html`<b>${text}</b>` }] }],
          notes: [text],
          scrolls: text,
        });
        expect(markup).not.toContain("<img");
        expect(markup).toContain("<b>");
        expect(() => readMarkup(markup)).not.toThrow();
      }),
    );
  });

  test("leaves out cells that one above covers", () => {
    const covering = { text: "x", html: html`x`, rows: 2 };
    const { markup } = tableHtml({
      columns: [{ heading: "a" }, { heading: "b" }],
      rows: [{ cells: ["1", covering] }, { cells: ["2", undefined] }],
      scrolls: false,
    });
    expect(markup.match(/<td/g)).toHaveLength(1);
    expect(markup).toContain('rowspan="2"');
    expect(markup).not.toContain("overflow-x");
  });
});
