/** The notebooks of the course, and a Run All of one of them in a kernel. */
import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { CodeCell, Notebook, Output } from "../../lib/runner/nbformat/notebook";
import { parseNotebook } from "../../lib/runner/nbformat/read";
import { type RunReport, runNotebook } from "../../lib/runner/run-notebook";
import { notebooksFolder, startKernel, type TestKernel } from "../support/kernel";

export interface CourseNotebook {
  /** `00-a-server-in-a-cell.ipynb` */
  readonly file: string;
  /** As it is on disk. */
  readonly text: string;
  readonly notebook: Notebook;
  readonly codeCells: readonly CodeCell[];
}

/** In the order of their files; `index.ipynb` is the last. */
export const course: readonly CourseNotebook[] = readdirSync(notebooksFolder)
  .filter((file) => file.endsWith(".ipynb"))
  .sort()
  .map((file) => {
    const text = readFileSync(resolve(notebooksFolder, file), "utf8");
    const notebook = parseNotebook(text, file);
    const codeCells = notebook.cells.filter((cell): cell is CodeCell => cell.cell_type === "code");
    return { file, text, notebook, codeCells };
  });

/** Those that teach by running. */
export const lessons = course.filter(({ codeCells }) => codeCells.length > 0);

export function lesson(number: string): CourseNotebook {
  return lessons.find(({ file }) => file.startsWith(`${number}-`))!;
}

/** A kernel as `netcell run` starts it. */
export function courseKernel(): Promise<TestKernel> {
  return startKernel({ env: { NETCELL_EXPORT: "1" } });
}

/** Runs all cells; throws when one does what its tags do not announce. */
export async function runAll(notebook: Notebook, kernel: TestKernel): Promise<Notebook> {
  const steps = runNotebook(notebook, kernel, { timeout: 20_000, path: "notebook" });
  for (;;) {
    const step = await steps.next();
    if (!step.done) continue;
    const { failure, notebook: executed }: RunReport = step.value;
    if (failure)
      throw new Error(`cell ${failure.cell.id}: ${failure.outcome.kind}\n${textOf(failure.cell.outputs)}`);
    return executed;
  }
}

/** The outputs of the cell with this id. */
export function outputsOf(notebook: Notebook, id: string): readonly Output[] {
  const cell = notebook.cells.find((cell) => cell.id === id);
  if (cell?.cell_type !== "code") throw new Error(`there is no code cell ${id}`);
  return cell.outputs;
}

/** What a reader without pictures sees. */
export function textOf(outputs: readonly Output[]): string {
  return outputs.map(plainText).join("");
}

function plainText(output: Output): string {
  switch (output.output_type) {
    case "stream":
      return output.text;
    case "error":
      return `${output.ename}: ${output.evalue}`;
    default:
      return String(output.data["text/plain"] ?? "");
  }
}
