/** The sentence about a field stands once, in its protocol's table; the built declarations show it in a tooltip. */
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import type { AnyProtocol } from "../../lib/packets";

const dist = resolve(import.meta.dirname, "../../dist");
const packets: Readonly<Record<string, unknown>> = createRequire(import.meta.url)(
  join(dist, "packets/public.js"),
);

const program = ts.createProgram([join(dist, "netcell.d.ts")], {
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Node10,
  target: ts.ScriptTarget.ES2022,
  lib: ["lib.es2022.d.ts"],
});
const checker = program.getTypeChecker();
const face = checker.getSymbolAtLocation(program.getSourceFile(join(dist, "netcell.d.ts"))!)!;

/** What a tooltip says of the fields of a protocol, read (`TCPValues`) and written (`TCPInit`). */
function* tooltips(name: string): Iterable<readonly [field: string, text: string]> {
  const symbol = checker.getExportsOfModule(face).find((each) => each.name === name)!;
  const value = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const type = checker.getTypeOfSymbolAtLocation(value, value.valueDeclaration!);
  for (const side of checker.getTypeArguments(type as ts.TypeReference)) {
    for (const property of side.getProperties()) {
      yield [property.name, ts.displayPartsToString(property.getDocumentationComment(checker))];
    }
  }
}

const isProtocol = (value: unknown): value is AnyProtocol =>
  typeof value === "function" && "definition" in value;
const protocols = Object.entries(packets).filter((entry): entry is [string, AnyProtocol] =>
  isProtocol(entry[1]),
);

describe("the tooltips of fields", () => {
  test("are those of all protocols", () => {
    expect(protocols.length).toBeGreaterThan(60);
    expect(protocols.flatMap(([name]) => [...tooltips(name)]).length).toBeGreaterThan(1000);
  });

  test.each(protocols)("of %s say what its table says", (name, { definition }) => {
    for (const [field, text] of tooltips(name)) {
      const { doc } = definition.fields[field]!;
      // The data of a resource record are of many types: their tooltip lists them.
      if (doc !== undefined && field !== "rdata")
        expect(text.replace(/\.$/, "").toLowerCase(), field).toBe(doc.toLowerCase());
    }
  });
});
