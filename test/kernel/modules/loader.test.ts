/** Modules that cells import: found, compiled, evaluated and renewed as Node.js would do it with a new process. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import fc from "fast-check";
import ts from "typescript";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ModuleLoader } from "../../../lib/kernel/modules/loader";

let folder: string;
let loader: ModuleLoader;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "netcell-modules-")));
  loader = loaderIn(folder);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function loaderIn(folder: string, options: ts.CompilerOptions = {}): ModuleLoader {
  const base = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS, esModuleInterop: true };
  return new ModuleLoader({
    folder,
    options: () => ({ ...base, sourceMap: true, jsx: ts.JsxEmit.React, ...options }),
  });
}

let written = 0;

/** Writes files; each has a time of its own, so that an edit is seen however fast it comes. */
function write(files: { readonly [path: string]: string }, at = folder): void {
  for (const [path, text] of Object.entries(files)) {
    const file = join(at, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    utimesSync(file, 1, 1_000_000 + ++written);
  }
}

/** What a cell with this import statement sees. */
async function imported(specifier: string): Promise<any> {
  if (loader.needsPreparation([specifier])) await loader.cell.prepare([specifier]);
  return loader.cell.load(specifier);
}

test("a file is found by its full name, without its ending, by the name of its JavaScript, and as the index of a folder", async () => {
  write({
    "a.ts": "export const v = 'ts'",
    "b.mts": "export const v = 'mts'",
    "c.cts": "export const v = 'cts'",
    "d.tsx": "export const v = 'tsx'",
    "e.js": "exports.v = 'js'",
    "f.mjs": "export const v = 'mjs'",
    "g.cjs": "module.exports = { v: 'cjs' }",
    "h.json": '{ "v": "json" }',
    "i/index.ts": "export const v = 'index'",
    "j/package.json": '{ "main": "./lib/start" }',
    "j/lib/start.js": "exports.v = 'main'",
    "k.name.ts": "export const v = 'dotted'",
  });
  for (const [specifier, v] of Object.entries({
    "./a": "ts",
    "./a.ts": "ts",
    "./a.js": "ts",
    "./b.mts": "mts",
    "./b.mjs": "mts",
    "./b": "mts",
    "./c.cjs": "cts",
    "./c": "cts",
    "./d": "tsx",
    "./d.js": "tsx",
    "./d.jsx": "tsx",
    "./e": "js",
    "./e.js": "js",
    "./f": "mjs",
    "./f.mjs": "mjs",
    "./g": "cjs",
    "./h.json": "json",
    "./h": "json",
    "./i": "index",
    "./i/": "index",
    "./i/index.js": "index",
    "./j": "main",
    "./k.name": "dotted",
    [join(folder, "a.ts")]: "ts",
    [`file://${folder}/a.ts`]: "ts",
  }))
    expect([specifier, (await imported(specifier)).v]).toEqual([specifier, v]);
});

test("folders above the notebook are open to it", async () => {
  write({ "up.ts": "export const up = import.meta.dirname", "nb/.keep": "" });
  loader = loaderIn(join(folder, "nb"));
  expect(await imported("../up")).toMatchObject({ up: folder });
});

test("an edited file and those that import it are new at the next import; the others keep their state", async () => {
  write({
    "leaf.ts": "export const leaf = 'one'",
    "mid.ts": "import { leaf } from './leaf'; export const mid = 'mid ' + leaf",
    "apart.ts": "export const state = { count: 0 }",
    "top.ts": "export { mid } from './mid'; export { state } from './apart'",
  });
  const first = await imported("./top");
  first.state.count++;
  expect(await imported("./top")).toBe(first);
  write({ "leaf.ts": "export const leaf = 'two'" });
  expect(await imported("./top")).toMatchObject({ mid: "mid two", state: { count: 1 } });
  expect((await loader.cell.import("./mid")) as object).toMatchObject({ mid: "mid two" });
  const mid = await imported("./mid");
  write({ "leaf.ts": "export const leaf = 'two'" });
  expect(await imported("./mid")).toBe(mid);
  write({ "apart.ts": "throw new Error('broken')" });
  await expect(imported("./top")).rejects.toThrow("broken");
  write({ "apart.ts": "export const state = 'mended'" });
  expect((await imported("./top")).state).toBe("mended");
  rmSync(join(folder, "leaf.ts"));
  await expect(imported("./mid")).rejects.toThrow(
    "Cannot find module './leaf'. There is no such file in the notebook's folder.",
  );
});

test("cycles end, files may end in any statement, and wait at their top level", async () => {
  write({
    "a.ts": "import { b } from './b'; export const a = 1; export const useB = () => b; useB();",
    "b.ts": "import { a } from './a'; export const b = 2; export const useA = () => a; if (b) { useA }",
    "later.ts": "export const late = await Promise.resolve(3); for await (const each of [4]) late + each",
    "uses.ts": "import { late } from './later'; import './loop'; export const twice = 2 * late",
    "loop.ts": "import * as uses from './uses'; export const seen = () => uses.twice",
  });
  expect((await imported("./a")).useB()).toBe(2);
  expect((await imported("./uses")).twice).toBe(6);
  expect((await imported("./loop")).seen()).toBe(6);
  write({ "fresh.ts": "await 1; export const x = 1" });
  expect(() => loader.cell.require("./fresh")).toThrow("fresh.ts waits at its top level");
  expect(await loader.cell.import("./fresh")).toMatchObject({ x: 1 });
});

test("packages are found by Node's rules: conditions, parts, ES modules only, TypeScript only", async () => {
  write(
    {
      "both/package.json":
        '{ "exports": { ".": { "import": "./i.mjs", "require": "./r.cjs" }, "./part/*": "./parts/*.js" } }',
      "both/i.mjs": "export default 'import'; export const kind = 'esm'",
      "both/r.cjs": "exports.kind = 'cjs'",
      "both/parts/one.js": "exports.one = 1",
      "only/package.json": '{ "type": "module", "exports": { "import": "./index.js" } }',
      "only/index.js": "import { deep } from './deep.js'; export const only = await deep; export default 'd'",
      "only/deep.js": "export const deep = Promise.resolve('deep')",
      "@scope/typed/package.json": '{ "exports": "./src/index.ts" }',
      "@scope/typed/src/index.ts":
        "import { part } from './part.js'; export const typed: string = 'typed ' + part",
      "@scope/typed/src/part.ts": "export const part = 'part'",
      "old/index.js": "module.exports = function old() { return 'old' }",
    },
    join(folder, "node_modules"),
  );
  write({
    "package.json":
      '{ "name": "own", "imports": { "#inside": "./inside.ts" }, "exports": { "./self": "./self.ts" } }',
    "inside.ts": "export const inside = 'inside'",
    "self.ts": "import old from 'old'; export const self = old()",
    "uses.ts":
      "import only, { only as deep } from 'only'; import both from 'both'; export const all = [only, deep, both, require('both').kind]",
  });
  expect(await imported("both")).toMatchObject({ default: "import", kind: "esm" });
  expect(loader.cell.require("both")).toEqual({ kind: "cjs" });
  expect(await imported("both/part/one")).toEqual({ one: 1 });
  expect((await imported("./uses")).all).toEqual(["d", "deep", "import", "cjs"]);
  expect((await imported("only")).only).toBe("deep");
  expect((await imported("@scope/typed")).typed).toBe("typed part");
  expect((await imported("#inside")).inside).toBe("inside");
  expect((await imported("own/self")).self).toBe("old");
  expect(await loader.cell.import("old")).toMatchObject({ default: expect.any(Function) });
  await expect(imported("both/hidden")).rejects.toThrow(/^Cannot find module 'both\/hidden'\. .*both/);
  await expect(imported("absent")).rejects.toThrow("Install it in the notebook's folder: npm install absent");
  expect((await loader.cell.import("node:os")) as object).toMatchObject({
    default: expect.anything(),
    EOL: "\n",
  });
});

test("the paths of a configuration lead to files", async () => {
  write({ "src/tools/one.ts": "export const one = 1" });
  loader = loaderIn(folder, {
    paths: { "@tools/*": ["./src/tools/*"] },
    pathsBasePath: folder,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
  });
  expect((await imported("@tools/one")).one).toBe(1);
});

test("a script has what Node.js gives it", async () => {
  write({
    "script.cjs":
      "exports.all = [__filename, __dirname, require.resolve('./other'), require('./other').n, module.filename, this === exports, typeof arguments]",
    "other.js":
      "undeclared = 5; exports.n = 1; import('./more.mjs').then(({ more }) => { exports.n += more })",
    "more.mjs": "export const more = import.meta.url.length - import.meta.resolve('./more.mjs').length + 1",
    "waits.js": "const x = await 5; export { x }",
  });
  const at = (name: string) => join(folder, name);
  expect((await imported("./script.cjs")).all).toEqual([
    at("script.cjs"),
    folder,
    at("other.js"),
    1,
    at("script.cjs"),
    true,
    "object",
  ]);
  expect((await imported("./waits")).x).toBe(5);
});

test("faults of a file are told with the place in it", async () => {
  write({ "lib/bad.ts": "export const x = 1;\nexport const y = ;", "lib/data.json": "{ nonsense" });
  await expect(imported("./lib/bad")).rejects.toThrow("lib/bad.ts:2:18 - Expression expected.");
  await expect(imported("./lib/data.json")).rejects.toThrow(/^lib\/data\.json: /);
});

test("a module in memory hides the file of its name, and is renewed", async () => {
  write({ "shown.ts": "export const v = 'disk'" });
  loader.files.add(join(folder, "shown.ts"), "export const v = 'memory'");
  expect((await imported("./shown")).v).toBe("memory");
  loader.files.add(join(folder, "shown.ts"), "export const v = 'again'");
  expect((await imported("./shown")).v).toBe("again");
});

/** A graph of modules: each imports others, writes its name down when it is evaluated, and exports a sum. */
const graphs = fc
  .array(fc.record({ imports: fc.array(fc.nat(6), { maxLength: 3 }), waits: fc.boolean() }), {
    minLength: 1,
    maxLength: 6,
  })
  .map((files) =>
    files.map(({ imports, waits }) => ({ imports: imports.map((n) => n % files.length), waits })),
  );

test("any graph of modules is evaluated in the order in which Node.js does it", async () => {
  await fc.assert(
    fc.asyncProperty(graphs, async (files) => {
      const at = mkdtempSync(join(folder, "graph-"));
      const textOf = ({ imports, waits }: (typeof files)[number], i: number, ending: string) =>
        [
          ...imports.map((n, k) => `import * as m${k} from "./f${n}${ending}";`),
          `(globalThis.order ??= []).push(${i});`,
          waits ? "await null;" : "",
          `export const own = ${i};`,
          `export const sum = () => ${["own", ...imports.map((_, k) => `(m${k}.own ?? 0)`)].join(" + ")};`,
        ].join("\n");
      // In a graph with a cycle, what waits is evaluated in an order that only ES modules have.
      const plain = files.map((file) => ({ ...file, waits: file.waits && !hasCycle(files) }));
      plain.forEach((file, i) => {
        write({ [`f${i}.mts`]: textOf(file, i, ".mjs"), [`n/f${i}.mjs`]: textOf(file, i, ".mjs") }, at);
      });
      const script = `import { sum } from "./f0.mjs"; console.log(JSON.stringify([globalThis.order, sum()]))`;
      write({ "n/main.mjs": script }, at);
      const expected = JSON.parse(
        execFileSync(process.execPath, [join(at, "n/main.mjs")], { encoding: "utf8" }),
      );
      Object.assign(globalThis, { order: [] });
      loader = loaderIn(at);
      const { sum } = await imported("./f0.mjs");
      expect([(globalThis as { order?: number[] }).order, sum()]).toEqual(expected);
    }),
    { numRuns: 12 },
  );
});

function hasCycle(files: ReadonlyArray<{ readonly imports: readonly number[] }>): boolean {
  const reaches = (from: number, seen: ReadonlySet<number>): boolean =>
    seen.has(from) || files[from]!.imports.some((next) => reaches(next, new Set([...seen, from])));
  return files.some((_, i) => reaches(i, new Set()));
}

test("nothing of the machine's folders is in an error", async () => {
  write({ "deep/er.ts": "import './missing'" });
  const error = await imported("./deep/er").catch((thrown: Error) => thrown);
  expect(stripVTControlCharacters(error.message)).toBe(
    "Cannot find module './missing' from deep. There is no such file in deep.",
  );
});
