/**
 * What stock tslab 1.0.22 does and what the plugin makes of it: one row for each difference a client can see. This
 * table is the documentation; faults.test.ts runs each row against both kernels.
 */
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { version } from "typescript";
import { expect } from "vitest";
import { Dealer } from "zeromq";
import type { Submission } from "../../lib/runner/kernel/kernel";
import { type Channel, encode, type Message, request } from "../../lib/runner/kernel/wire";
import type { Json } from "../../lib/runner/nbformat/notebook";
import type { CellRun, TestKernel } from "../support/kernel";

export interface Fault {
  /** The repair that mends it: a name for `NETCELL_KERNEL_REPAIRS`. */
  readonly repair: string;
  /** Another repair that hides the fault from this row, for a kernel with just one switched off. */
  readonly alsoHiddenBy?: string;
  /** What holds with the plugin. */
  readonly title: string;
  observe(kernel: TestKernel): Promise<unknown>;
  readonly repaired: unknown;
  readonly stock: unknown;
}

export const faults: readonly Fault[] = [
  {
    repair: "errors",
    title: "a failing cell sends an error message with name and value",
    async observe(kernel) {
      const { ename, evalue, stderr } = await kernel.run(`throw new RangeError("boom")`);
      return { ename, evalue, onStderr: stderr.includes("boom") };
    },
    repaired: { ename: "RangeError", evalue: "boom", onStderr: false },
    stock: { ename: undefined, evalue: undefined, onStderr: true },
  },
  {
    repair: "errors",
    title: "the reply to a failing cell names the error",
    async observe(kernel) {
      const { reply } = await kernel.run(`throw new RangeError("boom")`);
      const { status, ename, evalue } = reply.content;
      return { status, ename, evalue, hasTraceback: Array.isArray(reply.content.traceback) };
    },
    repaired: { status: "error", ename: "RangeError", evalue: "boom", hasTraceback: true },
    stock: { status: "error", ename: undefined, evalue: undefined, hasTraceback: false },
  },
  {
    repair: "errors",
    title: "a type error is an error like any other",
    async observe(kernel) {
      const { ename, stderr } = await kernel.run(`const n: number = "one";`);
      return { ename, stderr };
    },
    repaired: { ename: "TypeScriptError", stderr: "" },
    stock: { ename: undefined, stderr: "1:7 - Type 'string' is not assignable to type 'number'.\n" },
  },
  {
    repair: "errors",
    title: "what only cells cannot do comes with a hint",
    async observe(kernel) {
      const cells = [
        "__dirname",
        "new Set<number>().notYet()",
        "tcp.listen()",
        "const late: number = Promise.resolve(1)",
        "Promise.resolve(1) + 1",
        "Promise.resolve(1) === 1",
      ];
      const hints: unknown[] = [];
      for (const code of cells) {
        const { traceback } = await kernel.run(code, { content: { stop_on_error: false } });
        hints.push(traceback?.filter((line) => line.startsWith("Hint: ")).length ?? 0);
        await sleep(traceback ? 0 : 250);
      }
      return hints;
    },
    repaired: [1, 0, 1, 1, 1, 1],
    stock: [0, 0, 0, 0, 0, 0],
  },
  {
    repair: "lines",
    title: "a stack names the cell's own line and nothing of the kernel",
    async observe(kernel) {
      const code = `interface Gone {}\n\nconsole.log(new Error("here").stack)`;
      const { stdout, executionCount } = await kernel.run(code);
      return stdout.trimEnd() === `Error: here\n    at cell [${executionCount}]:3:13`;
    },
    repaired: true,
    stock: false,
  },
  {
    repair: "queue",
    title: "the cell after a failing one runs",
    async observe(kernel) {
      await kernel.run(`throw new Error("first")`);
      return (await kernel.run("1")).status;
    },
    repaired: "ok",
    stock: "abort",
  },
  {
    repair: "queue",
    title: "cells already sent when one fails are aborted if it asks for that",
    observe: (kernel) => runTogether(kernel, { stop_on_error: true }),
    repaired: ["error", "aborted", "aborted"],
    stock: ["error", "abort", "abort"],
  },
  {
    repair: "queue",
    title: "cells already sent when one fails run if it does not ask for more",
    observe: (kernel) => runTogether(kernel, { stop_on_error: false }),
    repaired: ["error", "ok", "ok"],
    stock: ["error", "abort", "abort"],
  },
  {
    repair: "queue",
    title: "a cell is busy when its turn comes, not when it arrives",
    async observe(kernel) {
      const heard: unknown[] = [];
      const listen = (name: string) => ({
        onMessage: ({ header, content }: Message) => {
          if (header.msg_type === "status") heard.push(`${name} ${content.execution_state}`);
        },
      });
      const first = kernel.run("await new Promise((ok) => setTimeout(ok, 50))", listen("first"));
      await Promise.all([first, kernel.run("1", listen("second"))]);
      return heard;
    },
    repaired: ["first busy", "first idle", "second busy", "second idle"],
    stock: ["first busy", "second busy", "first idle", "second idle"],
  },
  {
    repair: "message-loss",
    title: "two thousand displays in one go arrive, and idle after them",
    async observe(kernel) {
      const shows = `for (let i = 0; i < 2000; i++) display.text(String(i))`;
      const { displays, complete } = await kernel.run(`import { display } from "tslab";\n${shows}`);
      return { all: displays.length === 2000, idle: complete };
    },
    repaired: { all: true, idle: true },
    stock: { all: false, idle: false },
  },
  {
    repair: "flood",
    title: "a loop that prints sends few messages",
    async observe(kernel) {
      const { messages } = await kernel.run(`for (let i = 0; i < 300; i++) console.log(i)`);
      return messages.filter(({ header }) => header.msg_type === "stream").length < 10;
    },
    repaired: true,
    stock: false,
  },
  {
    repair: "flood",
    title: "a character split over two writes comes out whole",
    observe: async (kernel) =>
      (await kernel.run(`for (const b of [0xe2, 0x82, 0xac]) process.stdout.write(Buffer.from([b]))`)).stdout,
    repaired: "€",
    stock: "\ufffd\ufffd\ufffd",
  },
  {
    repair: "flood",
    alsoHiddenBy: "owner",
    title: "a write calls back",
    async observe(kernel) {
      const code = `process.stdout.write("hi", "utf8", () => console.log("!")); await new Promise((ok) => setTimeout(ok, 20))`;
      return (await kernel.run(code)).stdout;
    },
    repaired: "hi!\n",
    stock: "hi",
  },
  {
    repair: "results",
    title: "a last expression is an execute_result with its count",
    async observe(kernel) {
      const run = await kernel.run("6 * 7");
      const { execution_count: count, data } = resultOf(run) ?? {};
      return { data, counted: count === run.executionCount };
    },
    repaired: { data: { "text/plain": "42" }, counted: true },
    stock: { data: undefined, counted: false },
  },
  {
    repair: "results",
    title: "a value that offers a bundle, at once or later, is shown by it",
    async observe(kernel) {
      const { displays } = await kernel.run(
        `({ [Symbol.for("Jupyter.display")]: async () => ({ "text/plain": "x", "text/html": "<b>x</b>" }) })`,
      );
      return displays.map(({ type, data }) => [type, data]);
    },
    repaired: [["execute_result", { "text/plain": "x", "text/html": "<b>x</b>" }]],
    stock: [],
  },
  {
    repair: "results",
    title: "null is shown, undefined is not, and a promise with its state and nothing else",
    async observe(kernel) {
      const cells = ["null", "undefined", "Promise.resolve(4)"].map((code) => kernel.run(code));
      return (await Promise.all(cells)).map((run) => (resultOf(run)?.data as Json)?.["text/plain"]);
    },
    repaired: ["null", undefined, "Promise { 4 }"],
    stock: [undefined, undefined, undefined],
  },
  {
    repair: "results",
    title: "what was printed comes before the value, also what its bundle prints",
    async observe(kernel) {
      const bundle = `async () => { console.log("two"); return { "text/html": "three" }; }`;
      const { messages } = await kernel.run(
        `console.log("one");\n({ [Symbol.for("Jupyter.display")]: ${bundle} })`,
      );
      const types = messages.map(({ header }) => header.msg_type);
      return types.filter((type) => type === "stream" || type === "execute_result").at(-1);
    },
    repaired: "execute_result",
    stock: "stream",
  },
  {
    repair: "compiler",
    title: "cells know what current TypeScript and the running Node.js have",
    async observe(kernel) {
      const cells = [
        "{ using file = { [Symbol.dispose]() { console.log(1) } }; }",
        "await using late = { async [Symbol.asyncDispose]() { console.log(2) } };",
        "class Marked { @((_: Function, { kind }: DecoratorContext) => console.log(kind)) run() {} }",
        "const __own = 3; __own",
        "(a: number) => a + 1",
        'new CustomEvent("x").type + WebAssembly.validate(new Uint8Array([0])) + crypto.randomUUID().length',
        "[3, 1].toSorted()",
      ];
      const printed: string[] = [];
      for (const code of cells) {
        const { stdout, status } = await kernel.run(code, { content: { stop_on_error: false } });
        printed.push(stdout.trim() || status);
        await untilRunning(kernel);
      }
      return printed;
    },
    repaired: ["1", "2", "method", "3", "[Function (anonymous)]", "xfalse36", "[ 1, 3 ]"],
    stock: ["error", "error", "error", "error", "[Function: tsLastExpr]", "error", "error"],
  },
  {
    repair: "compiler",
    title: "`export` in a cell is ignored with a word about it",
    async observe(kernel) {
      const { status, stderr } = await kernel.run("export const shared = 1;\nexport default function () {}");
      await untilRunning(kernel);
      return { status, told: stderr.includes("`export` is ignored") };
    },
    repaired: { status: "ok", told: true },
    stock: { status: "error", told: false },
  },
  {
    repair: "compiler",
    title: "a promise that becomes text is noticed, with its line",
    async observe(kernel) {
      const { stdout, stderr } = await kernel.run(
        `const soon = Promise.resolve(1);\nconsole.log("" + soon);`,
      );
      return { stdout, told: stderr.startsWith("Line 2: soon is a promise") };
    },
    repaired: { stdout: "[object Promise]\n", told: true },
    stock: { stdout: "[object Promise]\n", told: false },
  },
  {
    repair: "compiler",
    title: "a top-level await before a bracket, or of a loop, may stand alone",
    async observe(kernel) {
      const cells = [
        "for await (const one of [Promise.resolve(1)]) console.log(one)",
        "await (await Promise.resolve([2])).at(0)",
        "const three = await (async () => 3)(); console.log(three)",
        "await [Promise.resolve(4)][0]",
      ];
      const printed = [];
      for (const cell of cells) printed.push((await kernel.run(cell)).stdout);
      return printed;
    },
    repaired: ["1\n", "2\n", "3\n", "4\n"],
    stock: ["", "", "", ""],
  },
  {
    repair: "compiler",
    title: "beside it a variable may have a type that a library made",
    async observe(kernel) {
      await kernel.run('import { decode } from "dns-packet"');
      const cell = "let empty = decode(Buffer.alloc(12)); await (async () => empty.id)()";
      return (await kernel.run(cell)).stdout;
    },
    repaired: "0\n",
    stock: "",
  },
  {
    repair: "compiler",
    title: "{ x } holds the x of an earlier cell, and an error's place is the one that was typed",
    async observe(kernel) {
      await kernel.run("let x = 1, y = 2, été = 3");
      const { stdout } = await kernel.run(
        "JSON.stringify({ été }) + JSON.stringify({ x, y, one: [{ x }].length })",
      );
      const { reply } = await kernel.run("const z = 3;\n({ x, y, z, at: (null as any).at })");
      return { stdout, place: /cell \[\d+\](:2:31)/.exec(String(reply.content.traceback))?.[1] };
    },
    repaired: { stdout: '{"été":3}{"x":1,"y":2,"one":1}\n', place: ":2:31" },
    stock: { stdout: "", place: undefined },
  },
  {
    repair: "compiler",
    title: "a module imported with await can be kept whole, with its types, for later cells",
    async observe(kernel) {
      const { status } = await kernel.run('const fs = await import("node:fs"), os = await import("os");');
      const typed = await kernel.run(
        'const there: boolean = fs.existsSync("."); os.default.EOL.length > there',
      );
      const later = await kernel.run('fs.default.existsSync(".")');
      return {
        works: status === "ok",
        typed: typed.evalue?.includes("'number' and 'boolean'") ?? false,
        later: later.stdout,
      };
    },
    repaired: { works: true, typed: true, later: "true\n" },
    stock: { works: false, typed: false, later: "" },
  },
  {
    repair: "variables",
    title: "what a failing cell has declared is there after it, and what it did not come to is as it was",
    async observe(kernel) {
      // After a failing cell stock tslab refuses cells for a while.
      const run = async (code: string): Promise<CellRun> => {
        const done = await kernel.run(code);
        return done.status.startsWith("abort") ? run(code) : done;
      };
      await run('let reached = "old", missed = "old", nothing: any = "old"; class Kept { size = 1 }');
      await run(
        'import { EOL, tmpdir } from "node:os";\nconst reached = 1, more = [reached]; function twice() { return 2 * reached }\nconst nothing = void 0;\nconst missed = (null as any).x, fresh = 1; class Kept { size = "s" }',
      );
      const known = await run("[reached + twice(), more.length, EOL, tmpdir().length > 0, nothing]");
      // The next cell may fail too, to compile and to run.
      await run('missed = 1; "a type error"');
      await run("const again = 5; throw new Error('again')");
      const earlier = await run("[missed.length, new Kept().size.toFixed(), again]");
      return [known.stdout, earlier.stdout, (await run("fresh")).status];
    },
    repaired: ["[ 3, 1, '\\n', true, undefined ]\n", "[ 3, '1', 5 ]\n", "error"],
    stock: ["", "", "error"],
  },
  {
    repair: "owner",
    title: "a callback prints into the cell that began it, on both streams",
    async observe(kernel) {
      const callback = `() => { console.log("late"); console.error("late"); }`;
      const late = await kernel.run(
        `let go!: () => void;\nnew Promise<void>((ok) => { go = ok; }).then(${callback});\n0;`,
      );
      const newest = await kernel.run("go();\nawait new Promise((ok) => setTimeout(ok, 100));");
      const { stdout, stderr } = kernel.later(late);
      return { late: [stdout, stderr], newest: [newest.stdout, newest.stderr] };
    },
    repaired: { late: [expect.stringContaining("late\n"), "late\n"], newest: ["", ""] },
    stock: { late: [expect.not.stringContaining("late"), ""], newest: ["late\n", "late\n"] },
  },
  {
    repair: "server-sockets",
    alsoHiddenBy: "owner",
    title: "what a server's connections hear is printed in the server's cell",
    async observe(kernel) {
      const serving = await kernel.run(`import net from "node:net";
        const server = net.createServer((socket) => socket.on("data", (text) => {
          console.log("heard", String(text));
          socket.end();
        }));
        await new Promise<void>((ok) => server.listen(0, "127.0.0.1", ok));`);
      const calling = await kernel.run(`const { port } = server.address() as net.AddressInfo;
        const caller = net.connect(port, "127.0.0.1").end("hello").resume();
        await new Promise((ok) => caller.on("close", ok));
        server.close();
        await new Promise((ok) => setTimeout(ok, 100));`);
      return [serving.status, kernel.later(serving).stdout, calling.status, calling.stdout];
    },
    repaired: ["ok", "heard hello\n", "ok", ""],
    stock: ["ok", "", "ok", "heard hello\n"],
  },
  {
    repair: "children",
    title: "a child process with inherited streams prints in the cell that started it",
    async observe(kernel) {
      const child = `["-e", "console.log('out'); console.error('err')"], { stdio: "inherit" }`;
      const { stdout, stderr, status } = await kernel.run(`import { once } from "node:events";
        import { spawn } from "node:child_process";
        const child = spawn(process.execPath, ${child});
        const hidden = child.stdout === null;
        await once(child, "close");
        if (!hidden) throw new Error("the child's stdout is not inherited");`);
      return { stdout, stderr, status };
    },
    repaired: { stdout: "out\n", stderr: "err\n", status: "ok" },
    stock: { stdout: "", stderr: "", status: "ok" },
  },
  {
    repair: "children",
    title: "and so does one that is waited for, which still throws when it fails",
    async observe(kernel) {
      const { stdout } =
        await kernel.run(`import { execFileSync, execSync, spawnSync } from "node:child_process";
        const print = (text: string) => ["-e", "console.log('" + text + "')"];
        spawnSync(process.execPath, print("one"), { stdio: ["ignore", "inherit", "ignore"] });
        execFileSync(process.execPath, print("two"), { stdio: "inherit" });
        try { execSync("echo three&& exit 3", { stdio: "inherit" }); }
        catch (failed) { console.log((failed as any).status); }`);
      return stdout.replaceAll("\r", "");
    },
    repaired: "one\ntwo\nthree\n3\n",
    stock: "3\n",
  },
  {
    repair: "input",
    title: "execute_input tells everybody what runs",
    async observe(kernel) {
      const { messages, executionCount } = await kernel.run("1 // told");
      const content = messages.find(({ header }) => header.msg_type === "execute_input")?.content;
      return content && { code: content.code, counted: content.execution_count === executionCount };
    },
    repaired: { code: "1 // told", counted: true },
    stock: undefined,
  },
  {
    repair: "silent",
    title: "a silent cell is not heard and takes no number",
    observe: (kernel) => printed(kernel, { silent: true }),
    repaired: { stdout: "", counted: false },
    stock: { stdout: "heard\n", counted: true },
  },
  {
    repair: "silent",
    title: "a cell that stores no history takes no number",
    observe: (kernel) => printed(kernel, { store_history: false }),
    repaired: { stdout: "heard\n", counted: false },
    stock: { stdout: "heard\n", counted: true },
  },
  {
    repair: "expressions",
    title: "user_expressions are evaluated after the cell",
    async observe(kernel) {
      const content = { user_expressions: { sum: "six + 1", wrong: "absent" } };
      const { reply } = await kernel.run("const six = 6;", { content });
      const values = reply.content.user_expressions as Record<string, Json> | undefined;
      return values && [values.sum?.data, values.wrong?.status];
    },
    repaired: [{ "text/plain": "7" }, "error"],
    stock: undefined,
  },
  {
    repair: "answers",
    title: "comm_info_request gets a comm_info_reply",
    observe: (kernel) => replyTo(kernel, "shell", "comm_info_request", {}),
    repaired: { type: "comm_info_reply", content: { status: "ok", comms: {} } },
    stock: { type: "complete_reply", content: { comms: {} } },
  },
  {
    repair: "answers",
    title: "history_request gets what was executed",
    async observe(kernel) {
      await kernel.run("1 // remembered");
      const reply = await replyTo(kernel, "shell", "history_request", { hist_access_type: "tail", n: 1 });
      return (reply?.content.history as unknown[][] | undefined)?.[0]?.[2];
    },
    repaired: "1 // remembered",
    stock: undefined,
  },
  {
    repair: "answers",
    title: "interrupt_request is answered and ends a pending await",
    async observe(kernel) {
      let pending!: Promise<CellRun>;
      await new Promise<void>((begun) => {
        const onMessage = (message: Message) => message.header.msg_type === "stream" && begun();
        pending = kernel.run(`setTimeout(() => console.log("waiting")); await new Promise(() => {})`, {
          onMessage,
        });
      });
      const reply = await replyTo(kernel, "control", "interrupt_request", {});
      if (!reply) await kernel.interrupt();
      return { reply: reply?.content, status: (await pending).status };
    },
    repaired: { reply: { status: "ok" }, status: "error" },
    stock: { reply: undefined, status: "error" },
  },
  {
    repair: "answers",
    title: "debug_request is refused",
    observe: async (kernel) =>
      (await replyTo(kernel, "control", "debug_request", { command: "initialize", seq: 3 }))?.content.success,
    repaired: false,
    stock: undefined,
  },
  {
    repair: "interrupts",
    title:
      "an interrupt finds the listeners for SIGINT in their places while a cell runs, and after one that removed them",
    async observe(kernel) {
      const { stdout } = await kernel.run('process.rawListeners("SIGINT").length > 0');
      await kernel.run('process.removeAllListeners("SIGINT")');
      return [stdout, (await kernel.run('await 0; process.listenerCount("SIGINT") > 0')).stdout];
    },
    repaired: ["true\n", "true\n"],
    stock: ["false\n", "true\n"],
  },
  {
    repair: "hmac",
    alsoHiddenBy: "owner",
    title: "a message with a wrong signature is dropped, and no cell hears of it",
    async observe(kernel) {
      const file = (await kernel.run(`process.argv.find((word) => word.startsWith("--config-path"))`)).stdout;
      const { ip, shell_port, key } = JSON.parse(readFileSync(file.trim().split("=")[1]!, "utf8"));
      const newest = await kernel.run("1");
      const forger = new Dealer({ linger: 0 });
      forger.connect(`tcp://${ip}:${shell_port}`);
      const execute = request("shell", "execute_request", { code: "globalThis.forged = true" }, "forger");
      await forger.send(encode(execute, "not the key"));
      // Answered after the forged message was looked at: both go through one socket.
      await forger.send(encode(request("shell", "kernel_info_request", {}, "forger"), key));
      await forger.receive();
      // Late output is gathered for a moment before it is sent.
      const waiting = await kernel.run("await new Promise((ok) => setTimeout(ok, 100))");
      const ran = (await kernel.run("Boolean((globalThis as any).forged)")).stdout.trim();
      forger.close();
      return { ran, stderr: [newest, waiting].some((run) => kernel.later(run).stderr.includes("hmac")) };
    },
    repaired: { ran: "false", stderr: false },
    stock: { ran: "false", stderr: true },
  },
  {
    repair: "kernel-info",
    title: "kernel_info tells the version of TypeScript that runs",
    observe: async (kernel) => (kernel.info.language_info as Json).version,
    repaired: version,
    stock: "3.7.2",
  },
  {
    repair: "inspect",
    title: "inspect answers with Markdown",
    async observe(kernel) {
      const reply = await replyTo(kernel, "shell", "inspect_request", { code: "parseInt", cursor_pos: 3 });
      return Object.keys(reply?.content.data ?? {});
    },
    repaired: ["text/plain", "text/markdown"],
    stock: ["text/plain"],
  },
  {
    repair: "compiler",
    title: "an object with a member named by an imported symbol is completed",
    async observe(kernel) {
      const module =
        "export const mark: unique symbol = Symbol(); export class Marked { [mark] = 0; alpha = 1 }";
      await kernel.run(`/** @module marked */\n${module}`);
      await kernel.run(`import { Marked } from "./marked"; const marked = new Marked();`);
      const reply = await replyTo(kernel, "shell", "complete_request", { code: "marked.", cursor_pos: 7 });
      return reply?.content.matches;
    },
    repaired: ["alpha"],
    stock: undefined,
  },
  {
    repair: "uncaught",
    title: "what a callback throws is reported with its line",
    async observe(kernel) {
      const code = `setTimeout(() => { throw new Error("late") }, 1);\nawait new Promise((ok) => setTimeout(ok, 60))`;
      const { stderr } = await kernel.run(code);
      return { marked: stderr.includes("> 1 | setTimeout("), raw: stderr.includes("UncaughtException:") };
    },
    repaired: { marked: true, raw: false },
    stock: { marked: false, raw: true },
  },
  {
    repair: "exit",
    title: "an open server and a timer do not hold up the shutdown, and restart is echoed",
    async observe(kernel) {
      await kernel.run(
        `import { createServer } from "node:net";\nawait new Promise<void>((ok) => createServer().listen(0, ok));`,
      );
      await kernel.run("setInterval(() => {}, 1000); 0");
      const { reply } = await kernel.request("control", "shutdown_request", { restart: true }).done;
      const ended = await Promise.race([kernel.died.then(() => true), sleep(3000, false, { ref: false })]);
      return { restart: reply.content.restart, ended };
    },
    repaired: { restart: true, ended: true },
    stock: { restart: false, ended: false },
  },
];

/** After a failing cell stock tslab refuses cells for a while. */
async function untilRunning(kernel: TestKernel): Promise<void> {
  while ((await kernel.run("0")).status !== "ok") await sleep(50);
}

async function runTogether(kernel: TestKernel, content: Json): Promise<string[]> {
  const cells = [`throw new Error("first")`, "2", "3"].map((code) => kernel.run(code, { content }));
  return (await Promise.all(cells)).map(({ status }) => status);
}

async function printed(kernel: TestKernel, content: Json): Promise<{ stdout: string; counted: boolean }> {
  const before = await kernel.run("1");
  const { stdout } = await kernel.run(`console.log("heard")`, { content });
  const after = await kernel.run("1");
  return { stdout, counted: countOf(after) - countOf(before) > 1 };
}

function resultOf({ messages }: CellRun): Json | undefined {
  return messages.find(({ header }) => header.msg_type === "execute_result")?.content;
}

function countOf({ executionCount }: CellRun): number {
  return executionCount ?? Number.NaN;
}

/** The reply, or nothing if `idle` comes without one. */
async function replyTo(kernel: TestKernel, channel: Exclude<Channel, "iopub">, type: string, content: Json) {
  let submission!: Submission;
  const idle = new Promise<undefined>((resolve) => {
    submission = kernel.request(channel, type, content, {
      // The reply travels on another socket and may come a moment later.
      onMessage: (message) =>
        message.content.execution_state === "idle" && setTimeout(resolve, 200, undefined),
    });
  });
  const reply = await Promise.race([submission.reply, idle]);
  return reply && { type: reply.header.msg_type, content: reply.content };
}
