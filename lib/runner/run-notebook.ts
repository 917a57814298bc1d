/** One notebook in one kernel: submits a cell, waits for its end whatever that is, and keeps what all have shown. */
import { setTimeout as sleep } from "node:timers/promises";
import { type CellPolicy, type Expectation, policiesOf } from "./cell-tags";
import { ErrorFinder, uncaughtIn } from "./errors";
import { cellTimeout, kernelDied, type Recovery, unexplained } from "./failures";
import type { Completion, DeathReport, Kernel } from "./kernel/kernel";
import type { Message } from "./kernel/wire";
import type { CodeCell, ErrorOutput, Notebook } from "./nbformat/notebook";
import { OutputStore } from "./outputs/output-store";
import type { CellOutcome, RunOptions } from "./run";

/** A stock kernel refuses whatever comes within 200 ms of a failed cell. */
const refusal = { pauseMs: 60, times: 50 };
/** Node.js may lose an interrupt that comes just when a script ends, so one is not enough. */
const interrupts = { pauseMs: 500, times: 4 };

export class Session {
  private readonly store = new OutputStore();
  private readonly counts = new Map<string, number>();
  private readonly policies: ReadonlyMap<string, CellPolicy>;
  /** Errors of callbacks, by the cell that they belong to. */
  private readonly uncaught = new Map<string, ErrorOutput>();
  /** The cells that have run, or begun to. */
  private readonly begun = new Set<string>();

  constructor(
    private readonly source: Notebook,
    private readonly kernel: Kernel,
    private readonly options: RunOptions,
  ) {
    this.policies = policiesOf(source, options.timeout);
  }

  /** The notebook as JupyterLab would save it now. */
  notebook(): Notebook {
    const { language_info } = this.kernel.info;
    return {
      ...this.source,
      metadata: {
        kernelspec: { display_name: "TypeScript", language: "typescript", name: "tslab" },
        ...this.source.metadata,
        ...(language_info === undefined ? {} : { language_info: language_info as { name: string } }),
      },
      cells: this.source.cells.map((cell) =>
        cell.cell_type === "code" && this.begun.has(cell.id)
          ? {
              ...cell,
              execution_count: this.counts.get(cell.id) ?? null,
              outputs: this.store.outputs(cell.id),
            }
          : cell,
      ),
    };
  }

  async run(cell: CodeCell): Promise<CellOutcome> {
    const { skip, timeout, raises } = this.policies.get(cell.id)!;
    if (skip) return { kind: "skipped" };
    this.begun.add(cell.id);
    if (cell.source.trim() === "") return { kind: "ok" };
    const end = await this.execute(cell, timeout);
    switch (end.kind) {
      case "done":
        if (end.status === "ok") return { kind: raises === undefined ? "ok" : "no-error" };
        return judged(this.lastError(cell) ?? unexplained(end.status), raises);
      case "dead":
        return { kind: "dead", error: this.addError(cell, kernelDied(end.death)) };
      case "timeout":
        return { kind: "timeout", error: this.addError(cell, cellTimeout(timeout, end.recovery)) };
      case "stopped":
        return end;
    }
  }

  /** The first cell one of whose callbacks has failed, which is not told by any reply. */
  uncaughtError(): { readonly cell: string; readonly error: ErrorOutput } | undefined {
    for (const [cell, error] of this.uncaught) return { cell, error };
    return undefined;
  }

  private async execute(cell: CodeCell, timeout: number): Promise<Ending> {
    for (let attempt = 1; ; attempt++) {
      const end = await this.submit(cell, timeout);
      const refused = end.kind === "done" && end.status.startsWith("abort");
      if (!refused || attempt === refusal.times) return end;
      await sleep(refusal.pauseMs);
    }
  }

  private async submit(cell: CodeCell, timeout: number): Promise<Ending> {
    const finder = new ErrorFinder(this.options.folder, (message) => {
      this.store.apply(cell.id, message);
      const uncaught = uncaughtIn(message);
      if (uncaught && this.policies.get(cell.id)?.raises === undefined) this.uncaught.set(cell.id, uncaught);
    });
    const onMessage = ({ channel, header, content }: Message) => {
      if (channel === "iopub") finder.apply({ type: header.msg_type, content });
      if (typeof content.execution_count === "number") this.counts.set(cell.id, content.execution_count);
    };
    const { done } = this.kernel.submit(cell.source, { onMessage });
    const first = await this.firstOf(done, timeout);
    if (first === "dead") {
      const death = await this.kernel.died;
      finder.end(false);
      return { kind: "dead", death };
    }
    if (first === "timeout" || first === "stopped") {
      finder.interrupt();
      const recovery = await this.interrupt(done);
      finder.end(true);
      return first === "stopped" ? { kind: first } : { kind: first, recovery };
    }
    const status = String(first.reply.content.status);
    finder.end(status === "error");
    return { kind: "done", status };
  }

  /** What comes first: the end of the cell, of the kernel, of the time, or of our wish to go on. */
  private async firstOf(
    done: Promise<Completion>,
    timeout: number,
  ): Promise<Completion | "dead" | "timeout" | "stopped"> {
    const { signal } = this.options;
    const waiting = new AbortController();
    const wish = new Promise<"stopped">((resolve) => {
      const stop = () => resolve("stopped");
      if (signal?.aborted) stop();
      signal?.addEventListener("abort", stop, { once: true, signal: waiting.signal });
    });
    const candidates: Promise<Completion | "dead" | "timeout" | "stopped">[] = [
      done.catch(() => "dead"),
      wish,
    ];
    // When the wait is over before the time, nobody looks at this one any more.
    if (timeout !== Number.POSITIVE_INFINITY)
      candidates.push(sleep(timeout, "timeout" as const, waiting).catch(() => "timeout" as const));
    try {
      return await Promise.race(candidates);
    } finally {
      waiting.abort();
    }
  }

  /** The ladder: interrupts, and for a kernel that does not heed them, the end. */
  private async interrupt(done: Promise<Completion>): Promise<Recovery> {
    const ended = done.then(() => true).catch(() => false);
    for (let attempt = 0; attempt < interrupts.times; attempt++) {
      await this.kernel.interrupt();
      const waiting = new AbortController();
      const pause = sleep(interrupts.pauseMs, undefined, waiting).catch(() => undefined);
      const heeded = await Promise.race([ended, pause]);
      waiting.abort();
      if (heeded) return "interrupted";
    }
    return (await this.kernel.stop({ ask: false })).how;
  }

  private lastError(cell: CodeCell): ErrorOutput | undefined {
    return this.store
      .outputs(cell.id)
      .filter((output) => output.output_type === "error")
      .at(-1);
  }

  private addError(cell: CodeCell, error: ErrorOutput): ErrorOutput {
    this.store.apply(cell.id, { type: "error", content: { ...error } });
    return error;
  }
}

function judged(error: ErrorOutput, raises: Expectation | undefined): CellOutcome {
  const wanted = raises?.name;
  if (wanted !== undefined && wanted !== error.ename) return { kind: "wrong-error", error, wanted };
  return { kind: "error", error, expected: raises !== undefined };
}

/** How the execution of a cell ended. */
type Ending =
  | { readonly kind: "done"; readonly status: string }
  | { readonly kind: "dead"; readonly death: DeathReport }
  | { readonly kind: "timeout"; readonly recovery: Recovery }
  | { readonly kind: "stopped" };
