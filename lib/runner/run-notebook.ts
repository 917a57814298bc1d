/** A notebook executed in a kernel: its cells in order, each to its end, and the outputs of all of them. */
import { setTimeout as sleep } from "node:timers/promises";
import { stripVTControlCharacters } from "node:util";
import { type CellSettings, cellSettings } from "./cell-tags";
import {
  type Completion,
  type DeathReport,
  describeDeath,
  type Kernel,
  type StopReport,
} from "./kernel/kernel";
import type { Message } from "./kernel/wire";
import type { CodeCell, ErrorOutput, Notebook } from "./nbformat/notebook";
import { type OutputMessage, OutputStore } from "./outputs/output-store";

export interface RunOptions {
  /** The path of the notebook, for errors. */
  readonly path: string;
  /** The time limit of a cell that does not set its own, in milliseconds; Infinity for none. */
  readonly timeout: number;
  /** Stops the run: the running cell is interrupted, and no other begins. */
  readonly signal?: AbortSignal | undefined;
}

/** The end of a cell. All but "ok", "skipped" and an expected error end the run. */
export type CellOutcome =
  | { readonly kind: "ok" | "skipped" }
  | { readonly kind: "error"; readonly error: ErrorOutput; readonly expected: boolean }
  /** Expected to raise, and did not. */
  | { readonly kind: "no-error" }
  /** Expected to raise `wanted`, and raised something else. */
  | { readonly kind: "wrong-error"; readonly error: ErrorOutput; readonly wanted: string }
  /** A callback of the cell, or a promise that was not awaited, raised after the cell had ended. */
  | { readonly kind: "uncaught"; readonly error: ErrorOutput }
  | { readonly kind: "timeout"; readonly error: ErrorOutput }
  | { readonly kind: "dead"; readonly error: ErrorOutput }
  /** The run was stopped while the cell ran. */
  | { readonly kind: "stopped" };

export type RunEvent =
  | { readonly type: "cell-start"; readonly index: number; readonly cell: CodeCell }
  | {
      readonly type: "cell-end";
      /** The place of the cell in the notebook, counted from 0. */
      readonly index: number;
      /** With its outputs. */
      readonly cell: CodeCell;
      readonly outcome: CellOutcome;
      readonly ms: number;
      /** The notebook with all outputs until now. */
      readonly notebook: Notebook;
    };

export interface RunReport {
  /** With the outputs of this run; cells that were not reached keep theirs. */
  readonly notebook: Notebook;
  readonly failure?: CellFailure;
  /** Whether `signal` ended the run. */
  readonly stopped: boolean;
}

export interface CellFailure {
  readonly index: number;
  /** With its outputs. */
  readonly cell: CodeCell;
  readonly outcome: Exclude<CellOutcome, { kind: "ok" | "skipped" | "stopped" }>;
}

/** For output that comes a little after its cell is done. */
const settleMs = 100;

/** Executes the notebook in a fresh kernel, which its caller has started and ends. */
export async function* runNotebook(
  notebook: Notebook,
  kernel: Kernel,
  options: RunOptions,
): AsyncGenerator<RunEvent, RunReport> {
  const session = new Session(notebook, kernel, options);
  let failed: Omit<CellFailure, "cell"> | undefined;
  let stopped = false;
  for (const [index, cell] of notebook.cells.entries()) {
    if (cell.cell_type !== "code") continue;
    if (options.signal?.aborted) stopped = true;
    failed ??= session.uncaughtError();
    if (stopped || failed !== undefined) break;
    yield { type: "cell-start", index, cell };
    const start = performance.now();
    const outcome = await session.run(cell);
    const ms = Math.round(performance.now() - start);
    const soFar = session.notebook();
    yield { type: "cell-end", index, cell: soFar.cells[index] as CodeCell, outcome, ms, notebook: soFar };
    if (outcome.kind === "stopped") stopped = true;
    else if (isFailure(outcome)) failed = { index, outcome };
  }
  await sleep(settleMs);
  failed ??= session.uncaughtError();
  const result = session.notebook();
  if (failed === undefined) return { notebook: result, stopped };
  return { notebook: result, stopped, failure: { ...failed, cell: result.cells[failed.index] as CodeCell } };
}

function isFailure(outcome: CellOutcome): outcome is CellFailure["outcome"] {
  if (outcome.kind === "error") return !outcome.expected;
  return outcome.kind !== "ok" && outcome.kind !== "skipped";
}

/** Node.js may lose an interrupt that comes just when a script ends, so one is not enough. */
const interrupts = { pauseMs: 500, times: 4 };

/** One notebook in one kernel. */
class Session {
  readonly #source: Notebook;
  readonly #kernel: Kernel;
  readonly #signal: AbortSignal | undefined;
  readonly #settings: ReadonlyMap<string, CellSettings>;
  readonly #store = new OutputStore();
  readonly #counts = new Map<string, number>();
  /** Errors of callbacks, by the cell that they belong to. */
  readonly #uncaught = new Map<string, ErrorOutput>();
  /** The cells that have run, or begun to. */
  readonly #begun = new Set<string>();

  constructor(source: Notebook, kernel: Kernel, { path, timeout, signal }: RunOptions) {
    this.#source = source;
    this.#kernel = kernel;
    this.#signal = signal;
    this.#settings = cellSettings(source, timeout, path);
  }

  /** The notebook as JupyterLab would save it now. */
  notebook(): Notebook {
    const { language_info } = this.#kernel.info;
    return {
      ...this.#source,
      metadata: {
        kernelspec: { display_name: "TypeScript", language: "typescript", name: "tslab" },
        ...this.#source.metadata,
        ...(language_info === undefined ? {} : { language_info: language_info as { name: string } }),
      },
      cells: this.#source.cells.map((cell) =>
        cell.cell_type === "code" && this.#begun.has(cell.id)
          ? {
              ...cell,
              execution_count: this.#counts.get(cell.id) ?? null,
              outputs: this.#store.outputs(cell.id),
            }
          : cell,
      ),
    };
  }

  async run(cell: CodeCell): Promise<CellOutcome> {
    const { skip, timeout, raises } = this.#settings.get(cell.id)!;
    if (skip) return { kind: "skipped" };
    this.#begun.add(cell.id);
    if (cell.source.trim() === "") return { kind: "ok" };
    const end = await this.#execute(cell, timeout);
    switch (end.kind) {
      case "done": {
        if (end.status === "ok") return { kind: raises === undefined ? "ok" : "no-error" };
        const error = this.#lastError(cell) ?? this.#addError(cell, noReason(end.status));
        const wanted = raises?.name;
        if (wanted !== undefined && wanted !== error.ename) return { kind: "wrong-error", error, wanted };
        return { kind: "error", error, expected: raises !== undefined };
      }
      case "dead":
        return { kind: "dead", error: this.#addError(cell, kernelDied(end.death)) };
      case "timeout":
        return { kind: "timeout", error: this.#addError(cell, cellTimeout(timeout, end.recovery)) };
      case "stopped":
        return end;
    }
  }

  /** The first cell one of whose callbacks has failed, which no reply reports. */
  uncaughtError(): Omit<CellFailure, "cell"> | undefined {
    for (const [id, error] of this.#uncaught)
      return {
        index: this.#source.cells.findIndex((cell) => cell.id === id),
        outcome: { kind: "uncaught", error },
      };
    return undefined;
  }

  async #execute(cell: CodeCell, timeout: number): Promise<Ending> {
    let interrupted = false;
    const { done } = this.#kernel.submit(cell.source, {
      onMessage: ({ channel, header, content }: Message) => {
        if (typeof content.execution_count === "number") this.#counts.set(cell.id, content.execution_count);
        // An interrupted cell reports the interrupt as its error; it was ours, and is not shown.
        if (channel !== "iopub" || (interrupted && header.msg_type === "error")) return;
        const message = { type: header.msg_type, content };
        this.#store.apply(cell.id, message);
        const uncaught = uncaughtIn(message);
        if (uncaught && this.#settings.get(cell.id)?.raises === undefined)
          this.#uncaught.set(cell.id, uncaught);
      },
    });
    const first = await this.#firstOf(done, timeout);
    if (first === "dead") return { kind: "dead", death: await this.#kernel.died };
    if (first === "timeout" || first === "stopped") {
      interrupted = true;
      const recovery = await this.#interrupt(done);
      return first === "stopped" ? { kind: first } : { kind: first, recovery };
    }
    return { kind: "done", status: String(first.reply.content.status) };
  }

  /** The first of these: the end of the cell, of the kernel, of the time, or the signal to stop. */
  async #firstOf(
    done: Promise<Completion>,
    timeout: number,
  ): Promise<Completion | "dead" | "timeout" | "stopped"> {
    const signal = this.#signal;
    const waiting = new AbortController();
    const stop = new Promise<"stopped">((resolve) => {
      const stopped = () => resolve("stopped");
      if (signal?.aborted) stopped();
      signal?.addEventListener("abort", stopped, { once: true, signal: waiting.signal });
    });
    const candidates: Promise<Completion | "dead" | "timeout" | "stopped">[] = [
      done.catch(() => "dead"),
      stop,
    ];
    // When the wait is over before the time, this one rejects, and has to be caught.
    if (timeout !== Number.POSITIVE_INFINITY)
      candidates.push(sleep(timeout, "timeout" as const, waiting).catch(() => "timeout" as const));
    try {
      return await Promise.race(candidates);
    } finally {
      waiting.abort();
    }
  }

  /** Interrupts the cell several times, and ends a kernel that does not react. */
  async #interrupt(done: Promise<Completion>): Promise<Recovery> {
    const ended = done.then(() => true).catch(() => false);
    for (let attempt = 0; attempt < interrupts.times; attempt++) {
      await this.#kernel.interrupt();
      const waiting = new AbortController();
      const pause = sleep(interrupts.pauseMs, undefined, waiting).catch(() => undefined);
      const reacted = await Promise.race([ended, pause]);
      waiting.abort();
      if (reacted) return "interrupted";
    }
    return (await this.#kernel.stop({ ask: false })).how;
  }

  #lastError(cell: CodeCell): ErrorOutput | undefined {
    return this.#store
      .outputs(cell.id)
      .filter((output) => output.output_type === "error")
      .at(-1);
  }

  #addError(cell: CodeCell, error: ErrorOutput): ErrorOutput {
    this.#store.apply(cell.id, { type: "error", content: { ...error } });
    return error;
  }
}

/** The end of a cell's execution, whichever came first. */
type Ending =
  | { readonly kind: "done"; readonly status: string }
  | { readonly kind: "dead"; readonly death: DeathReport }
  | { readonly kind: "timeout"; readonly recovery: Recovery }
  | { readonly kind: "stopped" };

/** The end of a kernel whose cell took too long, or of the cell alone. */
type Recovery = "interrupted" | StopReport["how"];

function cellTimeout(timeout: number, recovery: Recovery): ErrorOutput {
  const ending =
    recovery === "interrupted"
      ? "It was interrupted."
      : `It did not heed an interrupt, so its kernel was ended (${recovery}).`;
  const remedy =
    "Does it wait for something that never comes? If it only is slow, give it more: tag it timeout-120s, say, or run with --timeout.";
  return errorOutput("CellTimeout", `the cell was not done after ${timeout / 1000} s. ${ending}`, [remedy]);
}

function kernelDied(death: DeathReport): ErrorOutput {
  const details =
    death.output === "" ? [] : ["The last that its process wrote:", ...death.output.split("\n")];
  return errorOutput("KernelDied", `the kernel ${describeDeath(death)} while this cell ran`, details);
}

/** A tslab without netcell's plugin sends no `error` message, and aborts the cells after a failed one. */
function noReason(status: string): ErrorOutput {
  return errorOutput("KernelError", `the kernel answered "${status}" and did not say why`, [
    "Is it a tslab without netcell's repairs? Then register netcell's kernel there: netcell kernel install.",
  ]);
}

function errorOutput(ename: string, evalue: string, details: readonly string[]): ErrorOutput {
  return { output_type: "error", ename, evalue, traceback: [`${ename}: ${evalue}`, ...details] };
}

/** The error of a callback or of a promise that was not awaited, which the kernel prints: "Uncaught, in a callback: …". */
export function uncaughtIn({ type, content }: OutputMessage): ErrorOutput | undefined {
  if (type !== "stream" || content.name !== "stderr") return undefined;
  const found = /^Uncaught, in a [a-z ]+: *(.*)/m.exec(String(content.text));
  if (found === null) return undefined;
  const traceback = found.input.slice(found.index).trimEnd().split("\n");
  const heading = stripVTControlCharacters(found[1]!);
  const [, ename = "Uncaught", evalue = heading] = /^([A-Za-z_$][\w$]*): (.*)$/.exec(heading) ?? [];
  return { output_type: "error", ename, evalue, traceback };
}
