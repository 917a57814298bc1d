/** One notebook file: read, executed in a kernel of its own, saved after each cell. */
import { dirname, resolve } from "node:path";
import { cacheKey } from "./cache/key";
import { recall, remember, withOutputsOf } from "./cache/results";
import { policiesOf } from "./cell-tags";
import type { FileEvent, FileResult, Job } from "./events";
import type { Kernel, KernelHost } from "./kernel/kernel";
import { kernelWanted } from "./kernel/kernel-choice";
import { formatNotebook } from "./nbformat/format";
import type { Notebook } from "./nbformat/notebook";
import { NotebookError } from "./nbformat/notebook-error";
import { readNotebook } from "./nbformat/read";
import { lockNotebook } from "./notebook-lock";
import { injectParameters } from "./parameters/inject";
import type { Parameter } from "./parameters/parse";
import { type RunReport, runNotebook } from "./run";
import { Saver } from "./saver";
import { checkWritable } from "./unwritable";

export interface TaskOptions {
  /** How long one cell may take, in milliseconds, where its notebook does not say otherwise. */
  readonly timeout: number;
  readonly host: KernelHost;
  /** Given to each notebook. */
  readonly parameters?: readonly Parameter[];
  /** Whether a notebook that ran well before, and has not changed since, is not run again; not when left out. */
  readonly cache?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** What is known before the first cell runs. */
type Prepared = (
  | { readonly kind: "known"; readonly source: Notebook }
  | { readonly kind: "kernel"; readonly kernel: Kernel; readonly key: string | undefined }
) & { readonly notebook: Notebook; readonly saver: Saver | undefined };

export class Task {
  private prepared: Promise<Prepared> | undefined;
  private unlock: (() => Promise<void>) | undefined;

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
    let result: FileResult;
    try {
      this.prepare();
      const prepared = await this.prepared!;
      ready();
      result = yield* this.result(prepared);
    } catch (error) {
      // A kernel that we stop while it starts fails to start; a notebook's own fault stays one.
      const stopped = this.options.signal?.aborted && !(error instanceof NotebookError);
      result = stopped ? { kind: "stopped" } : { kind: "error", error: error as Error };
    } finally {
      // Before the next notebook runs: it may want the ports of this one.
      await this.end();
    }
    yield { type: "end", job: this.job, result };
  }

  async end(): Promise<void> {
    const prepared = await this.prepared?.catch(() => undefined);
    if (prepared?.kind === "kernel") await prepared.kernel.stop();
    await this.unlock?.();
  }

  private async start(): Promise<Prepared> {
    const { source, target } = this.job;
    const { host, cache, timeout, parameters = [] } = this.options;
    let saver: Saver | undefined;
    if (target !== undefined) {
      await checkWritable(target);
      this.unlock = await lockNotebook(target);
      saver = await Saver.for(target);
    }
    const stored = await readNotebook(source);
    const notebook = injectParameters(stored, parameters, source);
    const policies = policiesFor(notebook, timeout, source);
    const wanted = kernelWanted(notebook, source);
    const key = cache ? cacheKey(notebook, source, host.name) : undefined;
    const known = key && (await recall(key, source));
    if (known) {
      const skipped = ({ id }: { id: string }) => policies.get(id)!.skip;
      return { kind: "known", notebook: withOutputsOf(known, notebook, skipped), source: stored, saver };
    }
    return { kind: "kernel", kernel: await host.start(wanted), key, notebook, saver };
  }

  private async *result(prepared: Prepared): AsyncGenerator<FileEvent, FileResult> {
    const start = performance.now();
    const { notebook, saver } = prepared;
    const ms = () => Math.round(performance.now() - start);
    if (prepared.kind === "known") {
      const { source, target } = this.job;
      // A file that would not change is not touched.
      const same = source === target && formatNotebook(prepared.source) === formatNotebook(notebook);
      if (!same) saver?.save(notebook);
      await saver?.saved();
      return { kind: "ok", notebook, ms: ms(), cached: true };
    }
    yield { type: "begin", job: this.job, notebook };
    const report = yield* this.execute(prepared.kernel, notebook, saver);
    await saver?.saved();
    if (report.stopped) return { kind: "stopped" };
    if (report.failure)
      return { kind: "failed", notebook: report.notebook, ms: ms(), failure: report.failure };
    if (prepared.key !== undefined) await remember(prepared.key, this.job.source, report.notebook);
    return { kind: "ok", notebook: report.notebook, ms: ms(), cached: false };
  }

  private async *execute(
    kernel: Kernel,
    notebook: Notebook,
    saver: Saver | undefined,
  ): AsyncGenerator<FileEvent, RunReport> {
    const { job } = this;
    const { timeout, signal } = this.options;
    const run = runNotebook(notebook, kernel, { timeout, signal, folder: dirname(resolve(job.source)) });
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

/** Before anything runs: what a notebook asks for must be clear. */
function policiesFor(notebook: Notebook, timeout: number, path: string): ReturnType<typeof policiesOf> {
  try {
    return policiesOf(notebook, timeout);
  } catch (error) {
    throw new NotebookError(path, (error as Error).message);
  }
}
