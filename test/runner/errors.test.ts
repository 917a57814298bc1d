import { describe, expect, test } from "vitest";
import { ErrorFinder, parseError, uncaughtIn } from "../../lib/runner/errors";
import type { OutputMessage } from "../../lib/runner/outputs/output-store";

const stderr = (text: string): OutputMessage => ({ type: "stream", content: { name: "stderr", text } });
const stdout = (text: string): OutputMessage => ({ type: "stream", content: { name: "stdout", text } });

/** What a stock tslab 1.0.22 printed for these cells, with the folder of its installation changed. */
const kernelFrames = `    at sigintHandlersWrap (node:vm:280:12)
    at Script.runInThisContext (node:vm:135:14)
    at Object.runInThisContext (node:vm:317:38)
    at Object.execute (/home/ann/lab/node_modules/tslab/dist/executor.js:160:38)
    at JupyterHandlerImpl.handleExecuteImpl (/home/ann/lab/node_modules/tslab/dist/jupyter.js:250:38)
    at async ZmqServer.handleExecute (/home/ann/lab/node_modules/tslab/dist/jupyter.js:406:25)`;
const parse = (text: string) => parseError(text, "/home/ann/lab");

describe("an error of a stock tslab", () => {
  test("has name, value, the line and the cell's own frames", () => {
    const printed = `evalmachine.<anonymous>:4
    throw new TypeError("deep\\nsecond");
    ^

TypeError: deep
second
    at f (evalmachine.<anonymous>:4:11)
    at evalmachine.<anonymous>:9:22
    at evalmachine.<anonymous>:11:3
${kernelFrames}
`;
    expect(parse(printed)).toEqual({
      ename: "TypeError",
      evalue: "deep\nsecond",
      traceback: [
        '    throw new TypeError("deep\\nsecond");',
        "    ^",
        "",
        "TypeError: deep",
        "second",
        "    at f (cell)",
        "    at cell",
      ],
    });
  });

  test("keeps own properties, and the bracket that opens them", () => {
    const printed = `node:fs:573
  return binding.open(
                 ^

Error: ENOENT: no such file or directory, open '/nope'
    at Object.openSync (node:fs:573:18)
    at evalmachine.<anonymous>:28:25
    at evalmachine.<anonymous>:30:3
    at sigintHandlersWrap (node:vm:280:12)
    at /home/ann/lab/node_modules/tslab/dist/jupyter.js:208:57 {
  errno: -2,
  code: 'ENOENT'
}
`;
    expect(parse(printed)).toEqual({
      ename: "Error",
      evalue: "ENOENT: no such file or directory, open '/nope'",
      traceback: [
        "Error: ENOENT: no such file or directory, open '/nope'",
        "    at cell {",
        "  errno: -2,",
        "  code: 'ENOENT'",
        "}",
      ],
    });
  });

  test("shows files of the notebook's folder from there", () => {
    const printed = `Error: x\n    at f (/home/ann/lab/mine.ts:1:2)\n    at evalmachine.<anonymous>:3:1\n${kernelFrames}\n`;
    expect(parse(printed).traceback).toEqual(["Error: x", "    at f (mine.ts:1:2)", "    at cell"]);
  });

  test("with a code in brackets has its plain name", () => {
    const printed = `AssertionError [ERR_ASSERTION]: false == true\n    at evalmachine.<anonymous>:5:43\n${kernelFrames}\n`;
    expect(parse(printed)).toMatchObject({ ename: "AssertionError", evalue: "false == true" });
  });

  test("that is a thrown value is called Uncaught", () => {
    expect(parse("text\n")).toEqual({ ename: "Uncaught", evalue: "text", traceback: ["text"] });
    expect(parse("{ a: 1 }\n")).toMatchObject({ ename: "Uncaught", evalue: "{ a: 1 }" });
  });

  test("of the compiler is a TypeScriptError", () => {
    expect(parse("1:7 - Type 'string' is not assignable to type 'number'.\n")).toEqual({
      ename: "TypeScriptError",
      evalue: "1:7 - Type 'string' is not assignable to type 'number'.",
      traceback: ["1:7 - Type 'string' is not assignable to type 'number'."],
    });
  });
});

describe("finding the error among what a cell prints", () => {
  /** Passes the messages through, ends the cell, and tells what came out. */
  function found(messages: OutputMessage[], failed: boolean, interrupt = false): string[] {
    const out: OutputMessage[] = [];
    const finder = new ErrorFinder("/x", (message) => out.push(message));
    for (const message of messages) finder.apply(message);
    if (interrupt) finder.interrupt();
    finder.end(failed);
    return out.map(({ type, content }) =>
      type === "error" ? `${content.ename}: ${content.evalue}` : `${content.text}`,
    );
  }
  const dump = stderr("RangeError: x\n    at evalmachine.<anonymous>:1:1\n");

  test("the last text on stderr of a failed cell is its error, what it wrote before is not", () => {
    const idle = { type: "status", content: { execution_state: "idle" } };
    expect(found([stdout("a"), stderr("mine"), dump, idle], true)).toEqual(["a", "mine", "RangeError: x"]);
  });

  test("several diagnostics are one error", () => {
    expect(found([stderr("1:7 - a\n"), stderr("2:9 - b\n")], true)).toEqual([
      "TypeScriptError: 1:7 - a\n2:9 - b",
    ]);
  });

  test("a cell that did not fail has only text", () => {
    expect(found([stderr("mine"), stdout("a"), stderr("1:2 - hm")], false)).toEqual([
      "mine",
      "a",
      "1:2 - hm",
    ]);
  });

  test("a kernel that sends errors is taken at its word", () => {
    const error = { type: "error", content: { ename: "E", evalue: "m", traceback: [] } };
    expect(found([stderr("mine"), error, stderr("late")], true)).toEqual(["mine", "E: m", "late"]);
  });

  test("the complaint about our interrupt is not shown", () => {
    expect(found([stderr("mine"), dump], true, true)).toEqual(["mine"]);
  });
});

describe("an error of a callback, which a kernel only prints", () => {
  test.each([
    [
      "by the plugin, in colours",
      "Uncaught, in a callback: \u001b[1;31mRangeError\u001b[0m: late\n    at f (cell [2]:1:2)\n",
    ],
    [
      "by a stock tslab",
      "before\nUncaughtException: RangeError: late\n    at f (evalmachine.<anonymous>:3:22)\n",
    ],
    ["of a promise", "UnhandledPromiseRejection: RangeError: late\n"],
  ])("has name and value: %s", (_name, text) => {
    expect(uncaughtIn(stderr(text))).toMatchObject({ ename: "RangeError", evalue: "late" });
  });

  test("may be any value", () => {
    expect(uncaughtIn(stderr("UncaughtException: 7\n"))).toMatchObject({ ename: "Uncaught", evalue: "7" });
  });

  test("is not found in what a cell prints about it", () => {
    expect(uncaughtIn(stderr("see UncaughtException: 7\n"))).toBeUndefined();
    expect(uncaughtIn(stdout("UncaughtException: 7\n"))).toBeUndefined();
  });
});
