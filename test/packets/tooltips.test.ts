/** What a tooltip says of a field (its doc comment) is what the table says (its `doc`). */
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";

const folder = resolve(import.meta.dirname, "../../lib/packets/protocols");
const fieldWithDoc = /\/\*\* (.*)\. \*\/\s+(\w+): [^\n]*?(?:\n(?:(?!\/\*\*)[^\n])*?)*?doc: "([^"]*)"/g;

function* fields(): Iterable<[file: string, name: string, tooltip: string, doc: string]> {
  for (const file of readdirSync(folder)) {
    const text = readFileSync(join(folder, file), "utf8");
    for (const [, tooltip, name, doc] of text.matchAll(fieldWithDoc)) yield [file, name!, tooltip!, doc!];
  }
}

describe("the doc comments of fields", () => {
  test("are found", () => {
    expect([...fields()].length).toBeGreaterThan(80);
  });

  test.each([...fields()])("%s: %s says the same as its table", (_file, _name, tooltip, doc) => {
    expect(tooltip.toLowerCase()).toBe(doc.toLowerCase());
  });
});
