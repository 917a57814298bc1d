/** Notebook files executed: some at once, each in a kernel of its own, saved after each cell. */
import { cacheKey } from "./cache/key";
import { cachedResult, keepResult, withOutputsOf } from "./cache/results";
import { cellSettings } from "./cell-tags";
import type { Kernel, KernelHost } from "./kernel/kernel";
import { kernelChoice } from "./kernel/kernel-choice";
import { merge } from "./merge";
import { formatNotebook } from "./nbformat/format";
import type { CodeCell, Notebook } from "./nbformat/notebook";
import { NotebookError } from "./nbformat/notebook-error";
import { readNotebook } from "./nbformat/read";
import { lockNotebook } from "./notebook-lock";
import { injectParameters } from "./parameters/inject";
import type { Parameter } from "./parameters/parse";
import { type CellFailure, type CellOutcome, type RunReport, runNotebook } from "./run-notebook";
import { checkWritable, Saver } from "./saver";

export interface Job {
  /** The notebook to execute. */
  readonly source: string;
  /** The file for the notebook with its outputs; may be `source` itself. Nothing is written when left out. */
  readonly target?: string;
}

export interface FilesOptions {
  /** How many notebooks run at the same time. */
  readonly jobs: number;
  /** The time limit of a cell that does not set its own, in milliseconds; Infinity for none. */
  readonly timeout: number;
  readonly host: KernelHost;
  /** Given to each notebook. */
  readonly parameters?: readonly Parameter[];
  /** Whether a notebook that ran well before, and has not changed since, is not run again (default: false). */
  readonly cache?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** Events of several jobs come mixed when several run at once. */
export type FileEvent =
  /** Its kernel is ready. A job that ends early, or whose result is known, has only an end. */
  | { readonly type: "begin"; readonly job: Job; readonly notebook: Notebook }
  /** `index` is the place of the cell among all cells of the notebook, counted from 0. */
  | { readonly type: "cell-start"; readonly job: Job; readonly index: number; readonly cell: CodeCell }
  | {
      readonly type: "cell-end";
      readonly job: Job;
      readonly index: number;
      readonly cell: CodeCell;
      readonly outcome: CellOutcome;
      readonly ms: number;
    }
  | { readonly type: "end"; readonly job: Job; readonly result: FileResult };

export type FileResult =
  | {
      readonly kind: "ok";
      readonly notebook: Notebook;
      readonly ms: number;
      /** Whether the outputs are those of an earlier run of the same cells. */
      readonly cached: boolean;
    }
  | {
      readonly kind: "failed";
      /** With the outputs of all cells up to the failed one. */
      readonly notebook: Notebook;
      readonly ms: number;
      readonly failure: CellFailure;
    }
  /** It could not be read, run or written. */
  | { readonly kind: "error"; readonly error: Error }
  | { readonly kind: "stopped" };

/** The events of all jobs. They begin in the given order; only with one at a time do they also end in it. */
export async function* runFiles(jobs: readonly Job[], options: FilesOptions): AsyncGenerator<FileEvent> {
  const waiting = jobs.values();
  const next = (): Task | undefined => {
    const { value, done } = waiting.next();
    return done ? undefined : new Task(value, options);
  };
  /** The next task, whose kernel starts while others run. */
  let spare: Task | undefined;
  const prepareSpare = () => {
    spare ??= next();
    spare?.prepare();
  };
  async function* lane(): AsyncGenerator<FileEvent> {
    while (!options.signal?.aborted) {
      const task = spare ?? next();
      spare = undefined;
      if (task === undefined) return;
      yield* task.run(prepareSpare);
    }
  }
  try {
    yield* merge(Array.from({ length: Math.max(1, Math.min(options.jobs, jobs.length)) }, lane));
  } finally {
    await spare?.end();
  }
}

/** A notebook before its first cell runs: with a kernel, or with the outputs of an earlier run. */
type Prepared = (
  | { readonly kind: "cached"; readonly source: Notebook }
  | { readonly kind: "kernel"; readonly kernel: Kernel; readonly key: string | undefined }
) & { readonly notebook: Notebook; readonly saver: Saver | undefined };

/** One notebook file: read, executed, saved. */
class Task {
  readonly #job: Job;
  readonly #options: FilesOptions;
  #prepared: Promise<Prepared> | undefined;
  #unlock: (() => Promise<void>) | undefined;

  constructor(job: Job, options: FilesOptions) {
    this.#job = job;
    this.#options = options;
  }

  /** Reads the notebook and starts its kernel. */
  prepare(): void {
    this.#prepared ??= this.#start();
    // A failure is reported when the task runs.
    this.#prepared.catch(() => {});
  }

  /** Executes and saves; `ready` is called when the machine has time to prepare another task. */
  async *run(ready: () => void): AsyncGenerator<FileEvent> {
    let result: FileResult;
    try {
      this.prepare();
      const prepared = await this.#prepared!;
      ready();
      result = yield* this.#result(prepared);
    } catch (error) {
      // A kernel that we stop while it starts fails to start; a notebook's own fault stays one.
      const stopped = this.#options.signal?.aborted && !(error instanceof NotebookError);
      result = stopped ? { kind: "stopped" } : { kind: "error", error: error as Error };
    } finally {
      // Before the next notebook runs: it may need the ports of this one.
      await this.end();
    }
    yield { type: "end", job: this.#job, result };
  }

  async end(): Promise<void> {
    const prepared = await this.#prepared?.catch(() => undefined);
    if (prepared?.kind === "kernel") await prepared.kernel.stop();
    await this.#unlock?.();
  }

  async #start(): Promise<Prepared> {
    const { source: path, target } = this.#job;
    const { host, cache, timeout, parameters = [] } = this.#options;
    let saver: Saver | undefined;
    if (target !== undefined) {
      await checkWritable(target);
      this.#unlock = await lockNotebook(target);
      saver = await Saver.for(target);
    }
    const source = await readNotebook(path);
    const notebook = injectParameters(source, parameters, path);
    // Before anything runs: the tags and the kernel of a notebook must make sense.
    const settings = cellSettings(notebook, timeout, path);
    const choice = kernelChoice(notebook, path);
    const key = cache ? cacheKey(notebook, path, host.name) : undefined;
    const earlier = key && (await cachedResult(key, path));
    if (earlier)
      return { kind: "cached", notebook: withOutputsOf(earlier, notebook, settings), source, saver };
    return { kind: "kernel", kernel: await host.start(choice), key, notebook, saver };
  }

  async *#result(prepared: Prepared): AsyncGenerator<FileEvent, FileResult> {
    const start = performance.now();
    const { notebook, saver } = prepared;
    const ms = () => Math.round(performance.now() - start);
    if (prepared.kind === "cached") {
      const { source, target } = this.#job;
      // A file that would not change is not touched.
      const same = source === target && formatNotebook(prepared.source) === formatNotebook(notebook);
      if (!same) saver?.save(notebook);
      await saver?.saved();
      return { kind: "ok", notebook, ms: ms(), cached: true };
    }
    yield { type: "begin", job: this.#job, notebook };
    const report = yield* this.#execute(prepared.kernel, notebook, saver);
    await saver?.saved();
    if (report.stopped) return { kind: "stopped" };
    if (report.failure)
      return { kind: "failed", notebook: report.notebook, ms: ms(), failure: report.failure };
    if (prepared.key !== undefined) await keepResult(prepared.key, this.#job.source, report.notebook);
    return { kind: "ok", notebook: report.notebook, ms: ms(), cached: false };
  }

  async *#execute(
    kernel: Kernel,
    notebook: Notebook,
    saver: Saver | undefined,
  ): AsyncGenerator<FileEvent, RunReport> {
    const job = this.#job;
    const { timeout, signal } = this.#options;
    const run = runNotebook(notebook, kernel, { path: job.source, timeout, signal });
    for (;;) {
      const step = await run.next();
      if (step.done) {
        saver?.save(step.value.notebook);
        return step.value;
      }
      const event = step.value;
      if (event.type === "cell-start") yield { ...event, job };
      else {
        const { notebook: soFar, ...rest } = event;
        saver?.save(soFar);
        yield { ...rest, job };
      }
    }
  }
}
