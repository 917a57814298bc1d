/** Notebooks made for one test, in a few words. */
import type { ExportPlace } from "../../lib/handout/export/formats";
import { type Edition, teacherEdition } from "../../lib/handout/variants/edition";
import { readLesson } from "../../lib/handout/variants/lesson";
import type {
  Cell,
  MimeBundle,
  Notebook,
  NotebookMetadata,
  Output,
} from "../../lib/runner/nbformat/notebook";

export function notebook(cells: readonly Cell[], metadata: NotebookMetadata = {}): Notebook {
  return { cells, metadata, nbformat: 4, nbformat_minor: 5 };
}

let made = 0;

export function markdown(source: string, more: object = {}): Cell {
  return { cell_type: "markdown", id: `cell-${++made}`, metadata: {}, source, ...more };
}

export function code(source: string, outputs: readonly Output[] = [], ...tags: string[]): Cell {
  const executed = outputs.length > 0 ? 1 : null;
  return {
    cell_type: "code",
    id: `cell-${++made}`,
    metadata: { tags },
    source,
    execution_count: executed,
    outputs,
  };
}

export const stdout = (text: string): Output => ({ output_type: "stream", name: "stdout", text });
export const stderr = (text: string): Output => ({ output_type: "stream", name: "stderr", text });
export const display = (data: MimeBundle): Output => ({ output_type: "display_data", data, metadata: {} });

/** All of a notebook, as a handout without variants has it. */
export const whole = (source: Notebook): Edition => teacherEdition(readLesson(source, "a.ipynb"), "whole");

/** Where a handout is made, for tests that ask for nothing special; a warning fails them. */
export const place = (more: Partial<ExportPlace> = {}): ExportPlace => ({
  name: "name",
  suffix: ".html",
  folder: ".",
  trusted: true,
  warn: (cell, fault) => {
    throw new Error(`cell ${cell}: ${fault}`);
  },
  ...more,
});
