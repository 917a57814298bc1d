/** What is declared after a cell that failed, name by name. */
import ts from "typescript";
import { expect, test } from "vitest";
import { declaredAfterFailure } from "../../../lib/kernel/source/declarations";

const after = (before: string, now: string, ...lost: string[]) =>
  declaredAfterFailure(ts, { before, after: now }, new Set(lost)).trim().split("\n");

test.each([
  ["declare const a: number, b: string;", ["declare const a: number;", "declare const b: string;"]],
  ["declare let a: {\n    b: number;\n};", ["declare let a: {", "    b: number;", "};"]],
  [
    'import all, { one, two as three } from "m";\nimport * as every from "m";\nimport type { T } from "m";',
    [
      'import all from "m";',
      'import { one } from "m";',
      'import { two as three } from "m";',
      'import * as every from "m";',
      'import type { T } from "m";',
    ],
  ],
  [
    "declare function f(a: string): void;\ndeclare function f(a: number): void;",
    ["declare function f(a: string): void;", "declare function f(a: number): void;"],
  ],
])("nothing lost: %s says the same, each name by itself", (text, lines) => {
  expect(after("declare const old: 1;", text)).toEqual(lines);
});

test("what was lost is declared as it was before, or not at all", () => {
  const before =
    'declare const a: string, z: 1;\nimport { kept, udp } from "m";\ninterface I {\n    x: 1;\n}';
  const now =
    'declare const a: number, b: number;\nimport { tcp, udp } from "m2";\ninterface I {\n    x: 2;\n}';
  expect(after(before, now, "a", "b", "udp")).toEqual([
    'import { tcp } from "m2";',
    "interface I {",
    "    x: 2;",
    "}",
    "declare const a: string;",
    'import { udp } from "m";',
  ]);
});
