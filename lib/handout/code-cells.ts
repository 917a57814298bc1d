/** The cells of a notebook that run. */
import type { CodeCell, Notebook } from "../runner";

export interface PlacedCell {
  readonly cell: CodeCell;
  /** In the notebook, from 1. */
  readonly place: number;
}

export function codeCells(notebook: Notebook): PlacedCell[] {
  return notebook.cells.flatMap((cell, index) =>
    cell.cell_type === "code" && cell.source.trim() !== "" ? [{ cell, place: index + 1 }] : [],
  );
}

export function hasRun({ execution_count, outputs }: CodeCell): boolean {
  return execution_count !== null || outputs.length > 0;
}
