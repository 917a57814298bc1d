/** Executes notebook files one after another, each in its own kernel and saved as it goes. */
import { dirname, resolve } from "node:path";
import type { Kernel } from "./kernel/kernel";
import { startLocalKernel } from "./kernel/local";
import { kernelLanguage } from "./nbformat/language";
import { readNotebook } from "./nbformat/read";
import type { Notebook } from "./nbformat/types";
import { type CellFailure, type RunReport, runNotebook } from "./run";
import { Saver } from "./saver";

export interface Job {
  /** The notebook to execute. */
  readonly source: string;
  /** Where it goes with its outputs; may be `source` itself. */
  readonly target: string;
}

export interface FilesOptions {
  /** How long one cell may take, in milliseconds. */
  readonly timeout: number;
  /** Whether netcell's kernel plugin is loaded; true unless told otherwise. */
  readonly plugin?: boolean;
  readonly signal?: AbortSignal | undefined;
}

export type FileEvent =
  /** Cell `cell` of `cells` begins. */
  | { readonly type: "cell"; readonly job: Job; readonly cell: number; readonly cells: number }
  | { readonly type: "end"; readonly job: Job; readonly result: FileResult };

export type FileResult =
  | { readonly kind: "ok"; readonly cells: number; readonly ms: number }
  | { readonly kind: "failed"; readonly cells: number; readonly ms: number; readonly failure: CellFailure }
  /** It could not be read, run or written. */
  | { readonly kind: "error"; readonly error: Error }
  | { readonly kind: "stopped" };

export async function* runFiles(jobs: readonly Job[], options: FilesOptions): AsyncGenerator<FileEvent> {
  const tasks = jobs.map((job) => new Task(job, options));
  try {
    for (const [index, task] of tasks.entries()) {
      if (options.signal?.aborted) return;
      task.prepare();
      yield* task.run(() => tasks[index + 1]?.prepare());
    }
  } finally {
    await Promise.all(tasks.map((task) => task.end()));
  }
}

class Task {
  private prepared: Promise<{ notebook: Notebook; kernel: Kernel }> | undefined;

  constructor(
    private readonly job: Job,
    private readonly options: FilesOptions,
  ) {}

  /** Reads the notebook and starts its kernel. */
  prepare(): void {
    this.prepared ??= this.start();
    // Whoever runs the task learns of the failure.
    this.prepared.catch(() => {});
  }

  /** Executes and saves; `ready` is called when the machine has time to prepare another task. */
  async *run(ready: () => void): AsyncGenerator<FileEvent> {
    const { job } = this;
    const end = (result: FileResult): FileEvent => ({ type: "end", job, result });
    const start = performance.now();
    try {
      const { notebook, kernel } = await this.prepared!;
      ready();
      const cells = notebook.cells.length;
      const report = yield* this.execute(notebook, kernel);
      const ms = Math.round(performance.now() - start);
      if (report.stopped) yield end({ kind: "stopped" });
      else if (report.failure) yield end({ kind: "failed", cells, ms, failure: report.failure });
      else yield end({ kind: "ok", cells, ms });
    } catch (error) {
      yield end({ kind: "error", error: error as Error });
    } finally {
      // Before the next notebook runs: it may want the ports of this one.
      await this.end();
    }
  }

  async end(): Promise<void> {
    const started = await this.prepared?.catch(() => undefined);
    await started?.kernel.stop();
  }

  private async start(): Promise<{ notebook: Notebook; kernel: Kernel }> {
    const { source } = this.job;
    const notebook = await readNotebook(source);
    const kernel = await startLocalKernel({
      cwd: dirname(resolve(source)),
      language: kernelLanguage(notebook, source),
      plugin: this.options.plugin ?? true,
      env: { NETCELL_EXPORT: "1" },
    });
    return { notebook, kernel };
  }

  private async *execute(notebook: Notebook, kernel: Kernel): AsyncGenerator<FileEvent, RunReport> {
    const { job, options } = this;
    const saver = new Saver(job.target);
    const run = runNotebook(notebook, kernel, {
      timeout: options.timeout,
      signal: options.signal,
      folder: dirname(resolve(job.source)),
    });
    for (;;) {
      const step = await run.next();
      if (step.done) {
        saver.save(step.value.notebook);
        await saver.saved();
        return step.value;
      }
      if (step.value.type === "cell-end") saver.save(step.value.notebook);
      else yield { type: "cell", job, cell: step.value.index + 1, cells: notebook.cells.length };
    }
  }
}
