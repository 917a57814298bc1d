/** Executes a notebook in memory, in a kernel of its own: what the handout needs, and nothing on disk. */
import { dirname, resolve } from "node:path";
import { startLocalKernel } from "../runner/kernel/local";
import { kernelLanguage } from "../runner/nbformat/language";
import type { Notebook } from "../runner/nbformat/types";
import { type RunReport, runNotebook } from "../runner/run";

export interface ExecuteOptions {
  /** How long one cell may take, in milliseconds. */
  readonly timeout: number;
  onCell?(cell: number, cells: number): void;
}

/** `path` is where the notebook lies: its cells import from there. */
export async function execute(
  notebook: Notebook,
  path: string,
  { timeout, onCell }: ExecuteOptions,
): Promise<RunReport> {
  const folder = dirname(resolve(path));
  const language = kernelLanguage(notebook, path);
  const kernel = await startLocalKernel({ cwd: folder, language, env: { NETCELL_EXPORT: "1" } });
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
