/** One notebook file: read, executed in a kernel of its own, saved after each cell. */
import { dirname, resolve } from "node:path";
import type { FileEvent, FileResult, Job } from "./events";
import type { Kernel, KernelHost } from "./kernel/kernel";
import { kernelWanted } from "./kernel/wanted";
import { readNotebook } from "./nbformat/read";
import type { Notebook } from "./nbformat/types";
import { type RunReport, runNotebook } from "./run";
import { Saver } from "./saver";

export interface TaskOptions {
  /** How long one cell may take, in milliseconds, where its notebook does not say otherwise. */
  readonly timeout: number;
  readonly host: KernelHost;
  readonly signal?: AbortSignal | undefined;
}

interface Prepared {
  readonly notebook: Notebook;
  readonly kernel: Kernel;
}

export class Task {
  private prepared: Promise<Prepared> | undefined;

  constructor(
    private readonly job: Job,
    private readonly options: TaskOptions,
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
    const start = performance.now();
    let result: FileResult;
    try {
      this.prepare();
      const { notebook, kernel } = await this.prepared!;
      ready();
      yield { type: "begin", job, notebook };
      const report = yield* this.execute(notebook, kernel);
      const ms = Math.round(performance.now() - start);
      if (report.stopped) result = { kind: "stopped" };
      else if (report.failure)
        result = { kind: "failed", notebook: report.notebook, ms, failure: report.failure };
      else result = { kind: "ok", notebook: report.notebook, ms, cached: false };
    } catch (error) {
      result = this.options.signal?.aborted ? { kind: "stopped" } : { kind: "error", error: error as Error };
    } finally {
      // Before the next notebook runs: it may want the ports of this one.
      await this.end();
    }
    yield { type: "end", job, result };
  }

  async end(): Promise<void> {
    const started = await this.prepared?.catch(() => undefined);
    await started?.kernel.stop();
  }

  private async start(): Promise<Prepared> {
    const { source } = this.job;
    const notebook = await readNotebook(source);
    return { notebook, kernel: await this.options.host.start(kernelWanted(notebook, source)) };
  }

  private async *execute(notebook: Notebook, kernel: Kernel): AsyncGenerator<FileEvent, RunReport> {
    const { job, options } = this;
    const saver = job.target === undefined ? undefined : new Saver(job.target);
    const { timeout, signal } = options;
    const run = runNotebook(notebook, kernel, { timeout, signal, folder: dirname(resolve(job.source)) });
    for (;;) {
      const step = await run.next();
      if (step.done) {
        saver?.save(step.value.notebook);
        await saver?.saved();
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
