/** From a notebook's file to its handout's: read, execute where that was never done, render, write whole. */
import { basename, dirname, extname, resolve } from "node:path";
import { explainFailure } from "../runner/explain";
import type { KernelHost } from "../runner/kernel/kernel";
import { readNotebook } from "../runner/nbformat/read";
import type { CodeCell, Notebook } from "../runner/nbformat/types";
import { execute } from "./execute";
import type { Exporter } from "./exporter";
import { toDoc } from "./ir";
import { writeWhole } from "./write";

export interface HandoutOptions {
  /** Whether a notebook that nobody has run is run first; its own file stays as it is. */
  readonly execute: boolean;
  /** How long one cell may take then, in milliseconds. */
  readonly timeout: number;
  /** Where the kernel runs then; on this machine unless told otherwise. */
  readonly host?: KernelHost | undefined;
  /** Cell `cell` of `cells` is running. */
  onCell?(cell: number, cells: number): void;
}

export type HandoutResult =
  /** With what the handout could not keep, or a teacher would want to know before handing it out. */
  | { readonly kind: "written"; readonly executed: boolean; readonly warnings: readonly string[] }
  /** A cell failed on the way. A page that ends in the middle helps nobody, so none is written. */
  | { readonly kind: "failed"; readonly explanation: string };

export async function handOut(
  source: string,
  target: string,
  exporter: Exporter,
  options: HandoutOptions,
): Promise<HandoutResult> {
  const stored = await readNotebook(source);
  const executed = options.execute && isUntouched(stored);
  let notebook = stored;
  if (executed) {
    const report = await execute(stored, source, options);
    if (report.failure)
      return {
        kind: "failed",
        explanation: explainFailure(source, stored.cells.length, report.failure),
      };
    notebook = report.notebook;
  }
  const warnings = new Set<string>();
  const warn = (cell: number, fault: string) => warnings.add(`cell ${cell}: ${fault}`);
  if (!executed) remarks(notebook, warn);
  const doc = toDoc(notebook, basename(source, extname(source)), exporter.findHeadings);
  await writeWhole(target, exporter.render(doc, { folder: dirname(resolve(source)), warn }));
  return { kind: "written", executed, warnings: [...warnings] };
}

/** A source: it has code, and no cell has ever run. */
function isUntouched(notebook: Notebook): boolean {
  const cells = codeCells(notebook);
  return cells.length > 0 && cells.every(({ cell }) => !hasRun(cell));
}

/** What a teacher may not have seen in a notebook that was executed elsewhere. */
function remarks(notebook: Notebook, warn: (cell: number, fault: string) => void): void {
  const cells = codeCells(notebook);
  const someRan = cells.some(({ cell }) => hasRun(cell));
  for (const { cell, place } of cells) {
    const tags = cell.metadata.tags ?? [];
    const error = cell.outputs.find((output) => output.output_type === "error");
    if (error && !tags.includes("raises-exception"))
      warn(place, `it ended in ${error.ename}. Tag it raises-exception if that is the lesson`);
    if (someRan && !hasRun(cell) && !tags.includes("skip-execution"))
      warn(place, "it has not been run, other cells have");
  }
}

function codeCells(notebook: Notebook): { readonly cell: CodeCell; readonly place: number }[] {
  return notebook.cells.flatMap((cell, index) =>
    cell.cell_type === "code" && cell.source.trim() !== "" ? [{ cell, place: index + 1 }] : [],
  );
}

function hasRun({ execution_count, outputs }: CodeCell): boolean {
  return execution_count !== null || outputs.length > 0;
}
