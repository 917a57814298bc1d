/** A real tslab kernel for tests: started over zeromq, stopped after the file, with what a cell did in one value. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { afterAll } from "vitest";
import type { Message } from "../../lib/runner/kernel/wire";
import type { LocalKernel } from "../../lib/runner/local/local-kernel";
import type { Json } from "../../lib/runner/nbformat/notebook";

export const projectRoot = resolve(import.meta.dirname, "../..");
export const notebooksFolder = resolve(projectRoot, "notebooks");

export interface KernelOptions {
  /** Whether netcell's kernel plugin is loaded; true unless told otherwise. */
  readonly plugin?: boolean;
  /** Where imports resolve from; the project's notebooks/ unless told otherwise. */
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly node?: string;
}

/** What a cell did. */
export interface CellRun {
  /** The status of the reply: "ok", "error", or one of the spellings of "aborted". */
  readonly status: string;
  readonly executionCount: number | undefined;
  /** Of the `error` message, which a stock tslab does not send. */
  readonly ename: string | undefined;
  readonly evalue: string | undefined;
  readonly traceback: string[] | undefined;
  /** What it printed, and its last expression where that is text only, which a stock tslab prints too. */
  readonly stdout: string;
  readonly stderr: string;
  /** The content of each display, of its updates, and of an `execute_result` that has more than text. */
  readonly displays: Display[];
  /** Every message that names the cell as its parent, in the order of arrival; late ones are added as they come. */
  readonly messages: Message[];
  readonly reply: Message;
  /** False when the kernel never said `idle`. */
  readonly complete: boolean;
}

interface Display {
  readonly type: "display_data" | "update_display_data" | "execute_result";
  readonly data: Record<string, string>;
  readonly metadata: Json;
  readonly displayId: string | undefined;
}

export interface TestKernel extends LocalKernel {
  /** Executes a cell and waits until it is done. Output that comes later is in `messages` and `later()`. */
  run(code: string, options?: RunOptions): Promise<CellRun>;
  /** Executes a cell without waiting: the messages as they come, and a promise of what `run` gives. */
  start(code: string, options?: RunOptions): { messages: Message[]; finished: Promise<CellRun> };
  /** Asks it to shut down, and helps it along no further, as `stop()` would: how it ended by itself. */
  leave(): LocalKernel["died"];
  /** What a cell has printed and shown until now, late output included. */
  later(run: CellRun): CellRun;
}

interface RunOptions {
  /** Fields of the `execute_request` to override. */
  readonly content?: Json;
  readonly onMessage?: (message: Message) => void;
}

const running = new Set<LocalKernel>();

/** Starts a kernel; every kernel still running is stopped at the end of the test file. */
export async function startKernel(options: KernelOptions = {}): Promise<TestKernel> {
  if ((options.plugin ?? true) && !existsSync(resolve(projectRoot, "dist/kernel/preload.js")))
    throw new Error("dist/kernel/preload.js is missing: run `npm run build` before the tests of the kernel");
  const { startLocalKernel } = await import("../../lib/runner/local/local-kernel");
  const kernel = await startLocalKernel({ cwd: notebooksFolder, ...options });
  running.add(kernel);
  void kernel.died.then(() => running.delete(kernel));
  const start: TestKernel["start"] = (code, { content = {}, onMessage } = {}) => {
    const messages: Message[] = [];
    const submission = kernel.submit(code, {
      content,
      onMessage: (message) => {
        messages.push(message);
        onMessage?.(message);
      },
    });
    const finished = submission.done.then(({ reply, complete }) => cellRun(messages, reply, complete));
    return { messages, finished };
  };
  return {
    ...kernel,
    start,
    run: (code, runOptions) => start(code, runOptions).finished,
    leave: () => {
      kernel.request("control", "shutdown_request", { restart: false });
      return kernel.died;
    },
    later: ({ messages, reply, complete }) => cellRun(messages, reply, complete),
  };
}

afterAll(async () => {
  await Promise.all([...running].map((kernel) => kernel.stop()));
});

function cellRun(messages: Message[], reply: Message, complete: boolean): CellRun {
  const of = (...types: string[]) => messages.filter((message) => types.includes(message.header.msg_type));
  const printed = (name: string) =>
    of("stream", "execute_result")
      .map(({ content }) =>
        content.name === name ? content.text : name === "stdout" ? plainResult(content) : "",
      )
      .join("");
  const error = of("error").at(-1)?.content as
    | { ename: string; evalue: string; traceback: string[] }
    | undefined;
  const shown = of("display_data", "update_display_data", "execute_result").filter(
    ({ content }) => plainResult(content) === "",
  );
  return {
    status: reply.content.status as string,
    executionCount: reply.content.execution_count as number | undefined,
    ename: error?.ename,
    evalue: error?.evalue,
    traceback: error?.traceback,
    stdout: printed("stdout"),
    stderr: printed("stderr"),
    displays: shown.map(({ header, content }) => ({
      type: header.msg_type as Display["type"],
      data: content.data as Record<string, string>,
      metadata: (content.metadata ?? {}) as Json,
      displayId: (content.transient as { display_id?: string } | undefined)?.display_id,
    })),
    messages,
    reply,
    complete,
  };
}

/** A last expression that is text only, as a stock tslab prints it; empty if this is anything else. */
function plainResult({ data, execution_count: count }: Json): string {
  const { "text/plain": text, ...more } = (data ?? {}) as Record<string, string>;
  return count === undefined || Object.keys(more).length > 0 ? "" : `${text}\n`;
}
