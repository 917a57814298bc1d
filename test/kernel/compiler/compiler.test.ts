/** Cells compiled one after the other, as the kernel does it, and run. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import vm from "node:vm";
import fc from "fast-check";
import { afterAll, beforeEach, expect, test } from "vitest";
import { CellCompiler, type WarmCompiler } from "../../../lib/kernel/compiler";
import { warmUp } from "../../../lib/kernel/compiler/warm-up";

const folder = mkdtempSync(join(tmpdir(), "netcell-compiler-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let warm: WarmCompiler | undefined;

/** A session: what was declared, and the values. */
class Session {
  declarations = "";
  readonly notes: string[] = [];
  readonly values: Record<string, unknown> = {};
  readonly compiler: CellCompiler;

  constructor(options: { js?: boolean; folder?: string } = {}) {
    warm ??= warmUp(folder);
    this.compiler = new CellCompiler({ folder, warm, notify: (line) => this.notes.push(line), ...options });
  }

  convert(code: string) {
    return this.compiler.convert(this.declarations, code);
  }

  /** Runs a cell; returns the value of its last expression. */
  run(code: string): unknown {
    const {
      diagnostics,
      output = "",
      declOutput = "",
      lastExpressionVar = "",
      hasToplevelAwait,
    } = this.convert(code);
    expect(diagnostics.map(({ messageText }) => messageText)).toEqual([]);
    this.declarations = declOutput;
    const head = `(${hasToplevelAwait ? "async " : ""}function (exports, require) {`;
    Object.assign(globalThis, { __tslab__: this.compiler.loader.cell });
    const done = vm.runInThisContext(`${head}${output}\n})`)(this.values, require);
    const value = () => this.values[lastExpressionVar];
    return hasToplevelAwait ? done.then(value) : value();
  }

  faults(code: string): string[] {
    return this.convert(code).diagnostics.map(
      ({ start, messageText, fileName = "" }) =>
        `${fileName}${start.line + 1}:${start.character + 1} ${messageText}`,
    );
  }
}

let session: Session;
beforeEach(() => {
  session = new Session();
});

test("a cell reads, writes, calls and hides what earlier cells declare", () => {
  session.run(
    "let x = 1, y = 2; function own(this: any) { return this } class Pair<T> { both?: T }; enum E { a = 7 }",
  );
  expect(session.run("x += 4; [x, y] = [y, x]; ({ x, y, six: { y: [x, 6] } })")).toEqual({
    x: 2,
    y: 5,
    six: { y: [2, 6] },
  });
  expect(session.run("({ x = 9, y } = { y: 8 } as any); [x, y, E.a].join(' ')")).toBe("9 8 7");
  expect(session.run("class Two extends Pair<number> { x = x } new Two().x")).toBe(9);
  expect(session.run("(x => x)(3) + ((x, { y }) => y)(0, { y: 4 })")).toBe(7);
  expect(session.run("own()")).toBeUndefined();
  expect(session.run("const y = 'text'; { let x = 1; y + x }\ny.length + x")).toBe(13);
  expect(session.run("const console = { size: 5 }; console.size")).toBe(5);
  expect(session.run("console.size")).toBe(5);
});

test("types stay for later cells, also those without names", () => {
  session.run(
    "interface Point { x: number } type Line = [Point, Point]; const make = () => { class Hidden { own = 1 } return new Hidden() }",
  );
  session.run("const hidden = make(), line: Line = [{ x: 1 }, { x: 2 }];");
  expect(session.run("hidden.own + line[1].x")).toBe(3);
  expect(session.faults("hidden.other")[0]).toMatch(/^1:8 Property 'other' does not exist/);
});

test("variables declared in any way are there for later cells", () => {
  session.run(
    "const { a, b: [c, ...d], ...e } = { a: 1, b: [2, 3, 4], f: 5 }; if (a) { var g = 6 } for (var h = 0; h < 2; h++);",
  );
  session.run(
    "import * as path from 'node:path'; import fs, { existsSync as there } from 'node:fs'; namespace N { export const i = 7 } import os = require('node:os');",
  );
  expect(
    session.run(
      "[a, c, d, e, g, h, path.sep.length, typeof fs.readFileSync, there('.'), N.i, os.EOL.length > 0]",
    ),
  ).toEqual([1, 2, [3, 4], { f: 5 }, 6, 2, 1, "function", true, 7, true]);
});

test("only a cell that waits gets a function that can", async () => {
  const waits = (code: string) => session.convert(code).hasToplevelAwait;
  const waiting = [
    "await 1",
    "await (1)",
    "for await (const x of []) ;",
    "await using a = null;",
    "[`a`, await 1]",
    "[...(await [])]",
    "class A { [await 'b']() {} }",
    "if (1) { await 2 }",
  ];
  expect(waiting.filter((code) => !waits(code))).toEqual([]);
  const others = [
    "async () => await 1",
    "class A { async a() { await 1 } }",
    "'await 1'",
    "// await 1",
    "({ async a() { for await (const x of []) ; } })",
  ];
  expect(others.filter(waits)).toEqual([]);
  expect(await session.run("const seven = await Promise.resolve(7); seven")).toBe(7);
  expect(session.run("seven")).toBe(7);
});

test("the last expression is the value of the cell, whatever it is", () => {
  for (const [code, value] of [
    ["'use strict'", "use strict"],
    ["1; // one", 1],
    ["({ a: 1 })", { a: 1 }],
    ["let q = 1; q++; q", 2],
    ["function f() {} 3", 3],
  ] as const)
    expect(session.run(code)).toEqual(value);
  for (const code of ["let q = 1", "if (1) 2", "function f() {}", "", "// nothing"])
    expect(session.convert(code).lastExpressionVar).toBeUndefined();
  expect((session.run("() => 1") as () => number).name).toBe("");
  expect(session.run("const tsLastExpr = 1; tsLastExpr + 1")).toBe(2);
});

test("exports are left out, places stay, and a note says so", () => {
  expect(
    session.run(
      "export const a = 1;\nexport default function () {}\nexport { a as b };\nexport type T = 1; export class C {}\nexport default a",
    ),
  ).toBe(1);
  expect(session.notes).toHaveLength(1);
  expect(session.run("new C() && a")).toBe(1);
  expect(session.faults("export const b: string = 1;")).toEqual([
    "1:14 Type 'number' is not assignable to type 'string'.",
  ]);
});

test("faults have the places that the reader sees, also behind the end", () => {
  expect(session.faults("let a =")).toEqual(["1:8 Expression expected."]);
  expect(session.faults("\n  function {")[0]).toMatch(/^2:12 /);
  expect(session.faults("`never closed")).toEqual(["1:14 Unterminated template literal."]);
  expect(session.faults("let x: number = 'a'; x.y")).toHaveLength(2);
  expect(session.faults("new Set<number>().notThere()")[0]).toBe(
    "1:19 Property 'notThere' does not exist on type 'Set<number>'.",
  );
});

test("elements are compiled with the React of an earlier cell", () => {
  session.run(
    "declare global { namespace JSX { interface IntrinsicElements { b: { id?: string } } } } const React = { createElement: (...all: any[]) => all };",
  );
  expect(session.run('const one = <b id="i">text</b>; one')).toEqual(["b", { id: "i" }, "text"]);
  expect(session.run("<string>('a' as any)")).toBe("a");
});

test("a JavaScript notebook is checked too", () => {
  const javascript = new Session({ js: true });
  javascript.run("let count = 1; class Counter { n = 0 }");
  expect(javascript.run("count = 2; new Counter().n + count")).toBe(2);
  expect(javascript.faults("count = 'text'")[0]).toMatch(/not assignable to type 'number'/);
});

test("promises that become text are told, others are not", () => {
  session.convert(
    "const p = Promise.resolve(1);\n`${p}`; '' + p; String(p); p.toString(); await p + ''; `${await p}`; console.log(p);",
  );
  expect(session.notes.map((note) => note.slice(0, 24))).toEqual(Array(4).fill("Line 2: p is a promise, "));
});

test("completions replace the word at the place, the best first", () => {
  session.run("const readings = [1], Reader = 1, already = 2;");
  const { start, end, candidates } = session.compiler.complete(session.declarations, "1 + read", 8);
  expect([start, end]).toEqual([4, 8]);
  const own = candidates.filter((name) => ["readings", "Reader", "already"].includes(name));
  expect(own).toEqual(["readings", "Reader", "already"]);
  expect(session.compiler.complete(session.declarations, "readings.fi", 11).candidates.slice(0, 2)).toEqual([
    "fill",
    "filter",
  ]);
  expect(
    session.compiler
      .inspect(session.declarations, "readings", 2)
      ?.displayParts?.map(({ text }) => text)
      .join(""),
  ).toBe("const readings: number[]");
});

test("a tsconfig.json beside the notebook is followed, and a wrong one is told once", () => {
  const own = mkdtempSync(join(folder, "configured-"));
  const configure = (text: string) => writeFileSync(join(own, "tsconfig.json"), text);
  const configured = new Session({ folder: own });
  expect(configured.faults("let n: number = null; function f(a) {}")).toEqual([]);
  configure('{ // strict\n "compilerOptions": { "strict": true, "outDir": "x", "noUnusedLocals": true } }');
  expect(configured.faults("let n: number = null; function f(a) {}")).toHaveLength(2);
  expect(configured.faults("let unused = 1")).toEqual([]);
  configure('{ "compilerOptions": { "strict": "yes" } }');
  expect(configured.faults("let n: number = null;")).toEqual([]);
  expect(configured.faults("let n: number = null;")).toEqual([]);
  expect(configured.notes).toEqual([
    "tsconfig.json is not used, because it is wrong: Compiler option 'strict' requires a value of type boolean. Correct it, or cells are compiled with the defaults.",
  ]);
  configure("{ nonsense");
  configured.faults("1");
  expect(configured.notes[1]).toMatch(/^tsconfig\.json:1 is not used, because it is wrong: /);
});

test("any text is compiled or refused, within its own lines", () => {
  const pieces = fc.constantFrom(
    "export ",
    "default ",
    "const x = 1",
    "await ",
    "{",
    "}",
    "(",
    ")",
    "`",
    "${",
    "'",
    "\n",
    ";",
    "class A",
    "@",
    "import ",
    "from 'node:fs'",
    "<b>",
    "/*",
    "*/",
    "//",
    "async ",
    "=> ",
    "x",
    "\\",
    "😀",
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), (chosen) => {
      const code = chosen.join("");
      const { diagnostics, output } = session.convert(code);
      const lines = code.split("\n").length;
      if (diagnostics.length === 0) expect(output).toBeDefined();
      for (const { start, end } of diagnostics) {
        expect(start.line).toBeLessThan(lines);
        expect(end.line).toBeLessThan(lines);
      }
    }),
    { numRuns: 60 },
  );
});
