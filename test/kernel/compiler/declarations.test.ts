/** What is declared after a cell, name by name: when it succeeded, and when it failed. */
import { expect, test } from "vitest";
import { declarationsAfter, declarationsAfterFailure } from "../../../lib/kernel/compiler/declarations";

const after = (before: string, now: string, ...lost: string[]) =>
  declarationsAfterFailure({ before, after: now }, new Set(lost)).trim().split("\n");

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

const both = () => ({ value: true, type: true });
const linesAfter = (before: string, own: string, importedAs = both) =>
  declarationsAfter(before, own, importedAs).trim().split("\n");

test.each([
  [
    "a variable replaces one",
    "declare let a: 1, b: 2;",
    "declare let a: string;",
    ["declare let a: string;", "declare let b: 2;"],
  ],
  [
    "a value leaves the type of its name",
    "type P = 1;",
    "declare const P: 2;",
    ["declare const P: 2;", "type P = 1;"],
  ],
  [
    "a type leaves the value of its name",
    "declare const P: 2;",
    "type P = 1;",
    ["type P = 1;", "declare const P: 2;"],
  ],
  [
    "a class is gone when its value is",
    "declare class P {\n}",
    "declare const P: 2;",
    ["declare const P: 2;"],
  ],
  [
    "a class whose type is replaced stays a value",
    "declare class P {\n}",
    "type P = 1;",
    ["type P = 1;", "declare let P: any;"],
  ],
  [
    "an import goes name by name",
    'import { a, b } from "m";',
    "declare let a: 1;",
    ["declare let a: 1;", 'import { b } from "m";'],
  ],
  [
    "all overloads go together",
    "declare function f(): 1;\ndeclare function f(a: 1): 2;",
    "declare let f: 1;",
    ["declare let f: 1;"],
  ],
  [
    "additions to global types stay",
    "declare global {\n}",
    "declare let a: 1;\nexport {};",
    ["declare let a: 1;", "declare global {", "}"],
  ],
])("%s", (_title, before, own, lines) => {
  expect(linesAfter(before, own)).toEqual(lines);
});

test("an imported type makes room only for a type", () => {
  const onlyType = () => ({ value: false, type: true });
  expect(linesAfter('import { T } from "m";', "declare const T: 1;", onlyType)).toEqual([
    "declare const T: 1;",
    'import { T } from "m";',
  ]);
});
