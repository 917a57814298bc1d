/** What the compiler says of common mistakes with netcell, and the sentence that goes with it. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { hintOnDiagnostic } from "../../../lib/kernel/error-report/hints";
import { projectRoot } from "../../support/kernel";

const place = { line: 0, character: 0, offset: 0 };
const hintOn = (messageText: string, ...reasons: string[]) =>
  hintOnDiagnostic({ start: place, end: place, messageText, code: 2345 }, reasons);

test.each([
  [
    "Property 'send' does not exist on type 'Promise<Connection>'.",
    /put await before it, as in \(await …\)\.send/,
  ],
  ["Property 'a' does not exist on type 'unknown'.", /`: any`/],
  ["Argument of type 'string' is not assignable to parameter of type 'Target'.", /\{ host, port \}/],
  ["Type '500' has no properties in common with type 'CallOptions'.", /\{ timeout: 500 \}/],
  ["Argument of type 'number' is not assignable to parameter of type 'string | Uint8Array'.", /String\(…\)/],
  ["Argument of type 'string' is not assignable to parameter of type 'Drawable'.", /Give a packet/],
])("%s", (message, hint) => {
  expect(hintOn(message)).toMatch(hint);
});

test("the reasons behind an overload that does not match are looked at too", () => {
  expect(
    hintOn(
      "No overload matches this call.",
      "Argument of type 'number' is not assignable to parameter of type 'ConnectionHandler'.",
      "Type '8080' has no properties in common with type 'ListenOptions'.",
    ),
  ).toContain("{ port: 8080 }");
});

test("what has nothing to do with them gets none", () => {
  expect(
    hintOn("Argument of type 'string' is not assignable to parameter of type 'number'."),
  ).toBeUndefined();
  expect(hintOn("Property 'b' does not exist on type '{ a: number; }'.")).toBeUndefined();
  expect(
    hintOn("Argument of type 'string' is not assignable to parameter of type 'constructor'."),
  ).toBeUndefined();
});

test.each(["CallOptions", "Drawable", "ListenOptions", "Target"])("%s is what netcell calls it", (name) => {
  const declarations = readFileSync(resolve(projectRoot, "dist/netcell.d.ts"), "utf8");
  expect(declarations).toMatch(new RegExp(`\\b(?:interface|type) ${name}\\b`));
});
