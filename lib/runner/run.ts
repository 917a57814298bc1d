/** Executes a notebook's cells in order, and tells of each what became of it. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Kernel } from "./kernel/kernel";
import type { CodeCell, ErrorOutput, Notebook } from "./nbformat/notebook";
import { Session } from "./run-notebook";

export interface RunOptions {
  /** How long a cell that does not say may take, in milliseconds; Infinity for as long as it likes. */
  readonly timeout: number;
  /** The folder of the notebook: paths in errors are shown from there. */
  readonly folder: string;
  /** Stops the run: the cell that is running is interrupted, the rest not begun. */
  readonly signal?: AbortSignal | undefined;
}

/** What became of a cell. All but "ok", "skipped" and an expected error end the run. */
export type CellOutcome =
  | { readonly kind: "ok" | "skipped" }
  | { readonly kind: "error"; readonly error: ErrorOutput; readonly expected: boolean }
  /** Expected to raise, and did not. */
  | { readonly kind: "no-error" }
  /** Expected to raise `wanted`, and raised something else. */
  | { readonly kind: "wrong-error"; readonly error: ErrorOutput; readonly wanted: string }
  /** A callback of the cell, or a promise that nobody awaited, raised after the cell had ended. */
  | { readonly kind: "uncaught"; readonly error: ErrorOutput }
  | { readonly kind: "timeout"; readonly error: ErrorOutput }
  | { readonly kind: "dead"; readonly error: ErrorOutput }
  /** Somebody stopped the run while the cell was running. */
  | { readonly kind: "stopped" };

export type RunEvent =
  | { readonly type: "cell-start"; readonly index: number; readonly cell: CodeCell }
  | {
      readonly type: "cell-end";
      /** Of the cell in the notebook, counted from 0. */
      readonly index: number;
      /** With its outputs. */
      readonly cell: CodeCell;
      readonly outcome: CellOutcome;
      readonly ms: number;
      /** The notebook as it has become until now. */
      readonly notebook: Notebook;
    };

export interface RunReport {
  /** With the outputs of this run; cells that were not reached keep the ones they had. */
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

/** Executes the notebook in a fresh kernel; whoever started the kernel ends it. */
export async function* runNotebook(
  notebook: Notebook,
  kernel: Kernel,
  options: RunOptions,
): AsyncGenerator<RunEvent, RunReport> {
  const session = new Session(notebook, kernel, options);
  let failed: Failed | undefined;
  let stopped = false;
  for (const [index, cell] of notebook.cells.entries()) {
    if (cell.cell_type !== "code") continue;
    if (options.signal?.aborted) stopped = true;
    failed ??= uncaught(session, notebook);
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
  failed ??= uncaught(session, notebook);
  const result = session.notebook();
  if (failed === undefined) return { notebook: result, stopped };
  return { notebook: result, stopped, failure: { ...failed, cell: result.cells[failed.index] as CodeCell } };
}

type Failed = Pick<CellFailure, "index" | "outcome">;

/** What went wrong behind the back of a cell that had ended well. */
function uncaught(session: Session, { cells }: Notebook): Failed | undefined {
  const found = session.uncaughtError();
  return (
    found && {
      index: cells.findIndex(({ id }) => id === found.cell),
      outcome: { kind: "uncaught", error: found.error },
    }
  );
}

function isFailure(outcome: CellOutcome): outcome is CellFailure["outcome"] {
  if (outcome.kind === "error") return !outcome.expected;
  return outcome.kind !== "ok" && outcome.kind !== "skipped";
}
