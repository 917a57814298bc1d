/** Notebooks to be handed out, each with the outputs of a run: those without outputs are executed first. */
import {
  type CodeCell,
  explainFailure,
  type FileResult,
  type KernelHost,
  type Notebook,
  readNotebook,
  runFiles,
} from "../runner";
import { readLesson } from "./variants/lesson";

export interface SourceOptions {
  /** Whether a notebook without outputs is run first; its own file stays as it is. */
  readonly execute: boolean;
  /** The host of the kernels. */
  readonly host: KernelHost;
  /** How many run at the same time. */
  readonly jobs: number;
  /** How long one cell may take, in milliseconds. */
  readonly timeout: number;
  /** Whether the outputs of an earlier run of the same cells serve instead of a new run. */
  readonly cache: boolean;
  /** Stops the executions. */
  readonly signal?: AbortSignal;
  onCell?(source: string, cell: number): void;
}

export type Source =
  | { readonly kind: "ready"; readonly notebook: Notebook; readonly executed: boolean }
  /** A cell failed. */
  | { readonly kind: "failed"; readonly explanation: string }
  /** It cannot be read or run. */
  | { readonly kind: "error"; readonly error: Error };

export interface PreparedSource {
  readonly path: string;
  readonly source: Source;
}

/** The notebooks in the given order, each as soon as it and all before it are ready. */
export async function* sources(
  paths: readonly string[],
  options: SourceOptions,
): AsyncGenerator<PreparedSource> {
  const stored = await Promise.all(paths.map(async (path) => ({ path, source: await read(path) })));
  const running = new Set(
    stored.filter(({ source }) => options.execute && isUntouched(source)).map(({ path }) => path),
  );
  const results = new Map<string, Source>();
  function* inOrder(): Generator<PreparedSource> {
    while (stored.length > 0 && !running.has(stored[0]!.path)) {
      const { path, source } = stored.shift()!;
      yield { path, source: results.get(path) ?? source };
      results.delete(path);
    }
  }
  yield* inOrder();
  const jobs = [...running].map((source) => ({ source }));
  for await (const event of runFiles(jobs, options)) {
    const { source } = event.job;
    if (event.type === "cell-start") options.onCell?.(source, event.index + 1);
    if (event.type !== "end") continue;
    results.set(source, executed(source, event.result));
    running.delete(source);
    yield* inOrder();
  }
}

async function read(path: string): Promise<Source> {
  try {
    const notebook = await readNotebook(path);
    // A mistake in the markers needs no execution to be found.
    readLesson(notebook, path);
    return { kind: "ready", notebook, executed: false };
  } catch (error) {
    return { kind: "error", error: error as Error };
  }
}

/** Whether it has code, and no cell has ever run. */
function isUntouched(source: Source): boolean {
  if (source.kind !== "ready") return false;
  const cells = codeCells(source.notebook);
  return cells.length > 0 && cells.every(({ cell }) => !hasRun(cell));
}

function executed(path: string, result: FileResult): Source {
  switch (result.kind) {
    case "ok":
      return { kind: "ready", notebook: result.notebook, executed: true };
    case "failed":
      return {
        kind: "failed",
        explanation: explainFailure(path, result.notebook.cells.length, result.failure),
      };
    case "error":
      return result;
    case "stopped":
      return { kind: "failed", explanation: `${path}: the run was stopped.` };
  }
}

interface PlacedCell {
  readonly cell: CodeCell;
  /** In the notebook, from 1. */
  readonly place: number;
}

/** The cells of a notebook that run. */
export function codeCells(notebook: Notebook): PlacedCell[] {
  return notebook.cells.flatMap((cell, index) =>
    cell.cell_type === "code" && cell.source.trim() !== "" ? [{ cell, place: index + 1 }] : [],
  );
}

export function hasRun({ execution_count, outputs }: CodeCell): boolean {
  return execution_count !== null || outputs.length > 0;
}
