/** What a student reads when a cell fails: the name, the value, the line, and nothing of the kernel. */
import { stripVTControlCharacters } from "node:util";
import { beforeAll, expect, test } from "vitest";
import { startKernel, type TestKernel } from "../support/kernel";

let kernel: TestKernel;
beforeAll(async () => {
  kernel = await startKernel();
});

/** Runs a failing cell and gives its report, without colours. */
async function report(code: string) {
  const { status, ename, evalue, traceback, stderr, executionCount } = await kernel.run(code);
  expect(status).toBe("error");
  expect(stderr).toBe("");
  const shown = stripVTControlCharacters(traceback!.join("\n"));
  // Nothing of the kernel, of Node's inside or of this machine.
  expect(shown).not.toMatch(/tslab|evalmachine|node:internal|netcell.dist|\/home|\/tmp/);
  expect(shown).not.toContain(process.cwd());
  return { ename, evalue, shown: shown.replaceAll(`cell [${executionCount}]`, "HERE") };
}

test("an error shows the line that threw, in the student's own TypeScript", async () => {
  const code = `interface Point { x: number }\n\nenum Unit { cm, m }\nfunction half(p: Point): number {\n  if (p.x % 2) throw new RangeError("odd");\n  return p.x / 2;\n}\n\nhalf({ x: 3 });`;
  expect(await report(code)).toEqual({
    ename: "RangeError",
    evalue: "odd",
    shown: `RangeError: odd
HERE, line 5
  3 | enum Unit { cm, m }
  4 | function half(p: Point): number {
> 5 |   if (p.x % 2) throw new RangeError("odd");
    |                      ^
  6 |   return p.x / 2;
  7 | }
    at half (HERE:5:22)
    at HERE:9:1`,
  });
});

test("lines are right after an await, and in the cell that wrote the function", async () => {
  const { executionCount } = await kernel.run(
    `async function later() {\n  await null;\n  throw new Error("late");\n}`,
  );
  const { shown } = await report(`// one\n// two\nawait later();`);
  expect(shown).toContain(`    at later (cell [${executionCount}]:3:9)\n    at async HERE:3:1`);
  expect(shown).toContain(`cell [${executionCount}], line 3\n  1 | async function later() {`);
});

test("every type error is told once, with its place and its reasons", async () => {
  const { ename, evalue, shown } = await report(
    `const n: number = "one";\nconst f: (a: string) => void = (a: number) => {};`,
  );
  expect({ ename, evalue }).toEqual({
    ename: "TypeScriptError",
    evalue: "1:7 - Type 'string' is not assignable to type 'number'. (and 1 more)",
  });
  expect(shown).toBe(`TypeScriptError: Type 'string' is not assignable to type 'number'.
HERE, line 1:7
> 1 | const n: number = "one";
    |       ^
  2 | const f: (a: string) => void = (a: number) => {};

TypeScriptError: Type '(a: number) => void' is not assignable to type '(a: string) => void'.
  Types of parameters 'a' and 'a' are incompatible.
  Type 'string' is not assignable to type 'number'.
HERE, line 2:7
  1 | const n: number = "one";
> 2 | const f: (a: string) => void = (a: number) => {};
    |       ^`);
});

test("what Node refuses to parse shows its line", async () => {
  const { ename, shown } = await report(`// @ts-ignore\nconst once = 1;\n// @ts-ignore\nlet once = 2;`);
  expect(ename).toBe("SyntaxError");
  expect(shown).toMatch(/> 4 \| let once = 2;\n {4}\| {5}\^/);
});

test.each([
  [`throw "x"`, "'x'"],
  [`throw undefined`, "undefined"],
  [`throw null`, "null"],
  [`throw { a: 1 }`, "{ a: 1 }"],
])("%s is uncaught, and says that it knows no line", async (code, evalue) => {
  const { ename, ...rest } = await report(code);
  expect({ ename, evalue: rest.evalue }).toEqual({ ename: "Uncaught", evalue });
  expect(rest.shown).toContain("it does not know its line");
});

test("what throws again when it is looked at is told so", async () => {
  const { ename, evalue } = await report(`throw new Proxy({}, { get() { throw new Error("no") } })`);
  expect({ ename, evalue }).toEqual({
    ename: "Uncaught",
    evalue: "What was thrown throws again when it is looked at.",
  });
});

test("a cause and the errors inside an AggregateError are shown with their lines", async () => {
  const caused = await report(`throw new Error("outer", { cause: new TypeError("inner") })`);
  expect(caused.shown).toContain("[cause]: TypeError: inner\n      at HERE:1:35");
  const several = await report(`throw new AggregateError([new Error("a"), new Error("b")], "both")`);
  expect(several).toMatchObject({ ename: "AggregateError", evalue: "both" });
  expect(several.shown).toContain("Error: b\n        at HERE:1:43");
});

test.each([
  [
    "a name that throws",
    `class E extends Error { get name(): string { throw 1 } }; throw new E("m")`,
    "E",
    "m",
  ],
  [
    "a stack that throws",
    `const e = new Error("m"); Object.defineProperty(e, "stack", { get() { throw 1 } }); throw e`,
    "Error",
    "m",
  ],
  [
    "a stack that is no string",
    `const e = new Error("m"); (e as any).stack = { a: 1 }; throw e`,
    "Error",
    "m",
  ],
  ["a message that is no string", `const e = new Error(); (e as any).message = 5; throw e`, "Error", ""],
  [
    "the class DOMException",
    `structuredClone(() => {})`,
    "DataCloneError",
    expect.stringMatching(/could not be cloned/),
  ],
  [
    "the operating system behind it",
    `import { readFileSync } from "node:fs"; readFileSync("absent")`,
    "Error",
    "ENOENT: no such file or directory, open 'absent'",
  ],
])("an error with %s is told all the same", async (_what, code, ename, evalue) => {
  expect(await report(code)).toMatchObject({ ename, evalue });
});

test("a message of fifty megabytes is cut", async () => {
  const { evalue } = await report(`throw new Error("x".repeat(50_000_000))`);
  expect(evalue!.length).toBeLessThan(40_000);
  expect(evalue).toMatch(/more characters\)$/);
});

test("an endless recursion names its function", async () => {
  const { ename, shown } = await report(
    `const deeper = (n: number): number => deeper(n + 1) + 1;\ndeeper(0)`,
  );
  expect(ename).toBe("RangeError");
  expect(shown).toContain("> 1 | const deeper");
});

test("an interrupted cell says so, whether it waited or computed", async () => {
  for (const [doing, word] of [
    // Printed once the cell waits: Node swallows a signal that comes just when the synchronous part ends.
    [`setTimeout(() => console.log("begun")); await new Promise(() => {})`, "waiting"],
    [`console.log("begun"); while (true) {}`, "computing"],
  ]) {
    let run!: ReturnType<TestKernel["run"]>;
    await new Promise<void>((begun) => {
      const onMessage = ({ header }: { header: { msg_type: string } }) =>
        header.msg_type === "stream" && begun();
      run = kernel.run(doing!, { onMessage });
    });
    await kernel.interrupt();
    expect(await run).toMatchObject({
      status: "error",
      ename: "Interrupted",
      evalue: expect.stringContaining(word!),
    });
  }
});

test("an error that a cell prints itself has the cell's lines too", async () => {
  const { stderr, executionCount } = await kernel.run(`console.log(1);\nconsole.error(new Error("shown"));`);
  expect(stderr).toBe(`Error: shown\n    at cell [${executionCount}]:2:15\n`);
});

test("a module that a cell defines keeps its own lines", async () => {
  await kernel.run(
    `/** @module halves */\nexport function half(n: number): number {\n  throw new Error("no halves of " + n);\n}`,
  );
  const { shown } = await report(`import { half } from "./halves";\nhalf(1);`);
  expect(shown).toContain("    at half (halves.ts:3:9)\n    at HERE:2:");
});

test("a cell's own Error.prepareStackTrace is left to it", async () => {
  const { stdout } = await kernel.run(
    `const kept = Error.prepareStackTrace;\nError.prepareStackTrace = () => "mine";\nconsole.log(new Error("x").stack);\nError.prepareStackTrace = kept;\n0;`,
  );
  expect(stdout).toBe("mine\n0\n");
});

test("an error that no cell can be told any more does not end the kernel with another status", async () => {
  const kernel = await startKernel();
  await kernel.run(`process.stderr.write = () => { throw new Error("closed") };
setTimeout(() => { throw new Error("late") }, 1);
await new Promise((ok) => setTimeout(ok, 60));`);
  expect(await kernel.leave()).toMatchObject({ code: 0, output: expect.stringContaining("late") });
});

test("a name that a failed cell did not come to is told so, until a cell has made it", async () => {
  const { executionCount } = await kernel.run("const fine = 1; const wanting = (null as any).x;");
  const why = `Hint: cell [${executionCount}] would have declared wanting, but failed before that: correct it, and run it again.`;
  expect((await report("fine + wanting")).shown).toContain(why);
  await kernel.run("const wanting = 2;");
  expect((await kernel.run("fine + wanting")).stdout).toBe("3\n");
});
