/** Executes a notebook in memory, in a kernel of its own: what the handout needs, and nothing on disk. */
import { dirname, resolve } from "node:path";
import type { KernelHost } from "../runner/kernel/kernel";
import { localHost } from "../runner/kernel/local";
import { kernelWanted } from "../runner/kernel/wanted";
import type { Notebook } from "../runner/nbformat/types";
import { type RunReport, runNotebook } from "../runner/run";

export interface ExecuteOptions {
  /** How long one cell may take, in milliseconds. */
  readonly timeout: number;
  /** Where the kernel runs; on this machine unless told otherwise. */
  readonly host?: KernelHost | undefined;
  onCell?(cell: number, cells: number): void;
}

/** `path` is where the notebook lies: its cells import from there. */
export async function execute(
  notebook: Notebook,
  path: string,
  { timeout, host = localHost(), onCell }: ExecuteOptions,
): Promise<RunReport> {
  const folder = dirname(resolve(path));
  const kernel = await host.start(kernelWanted(notebook, path));
  try {
    const run = runNotebook(notebook, kernel, { timeout, folder });
    for (;;) {
      const step = await run.next();
      if (step.done) return step.value;
      if (step.value.type === "cell-start") onCell?.(step.value.index + 1, notebook.cells.length);
    }
  } finally {
    await kernel.stop();
  }
}
