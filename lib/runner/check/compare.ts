/** Two runs of one notebook compared cell by cell. */
import { createTwoFilesPatch } from "diff";
import { netcell } from "../cell-tags";
import type { CodeCell, Notebook } from "../nbformat/notebook";
import { readSanitizers, type Sanitizer, sanitizers, sanitizeWith } from "./sanitizers";
import { shownLines } from "./shown";

export interface CellDifference {
  /** Of the cell among all cells of the notebook, counted from 0. */
  readonly index: number;
  /** As it is now. */
  readonly cell: CodeCell;
  /** A unified diff of what is stored and what it shows now. */
  readonly diff: string;
}

/** Cells with one of these tags may show what they like. */
const ignoringTags = ["ignore-output", "nbval-ignore-output", "skip-execution"];

/** `now` is `stored` after a run; `more` sanitizers come before the notebook's own and the built-in ones. */
export function compareNotebooks(
  stored: Notebook,
  now: Notebook,
  more: readonly Sanitizer[] = [],
): CellDifference[] {
  const whole = [
    ...more,
    ...readSanitizers(netcell(stored.metadata).sanitize, "metadata.netcell.sanitize of the notebook"),
  ];
  return stored.cells.flatMap((cell, index) => {
    const cellNow = now.cells[index]!;
    if (cell.cell_type !== "code" || cellNow.cell_type !== "code") return [];
    if (cell.metadata.tags?.some((tag) => ignoringTags.includes(tag))) return [];
    const own = readSanitizers(
      netcell(cell.metadata).sanitize,
      `metadata.netcell.sanitize of cell ${index + 1}`,
    );
    const diff = difference(cell, cellNow, [...own, ...whole, ...sanitizers]);
    return diff === undefined ? [] : [{ index, cell: cellNow, diff }];
  });
}

function difference(stored: CodeCell, now: CodeCell, list: readonly Sanitizer[]): string | undefined {
  const sanitize = sanitizeWith(list);
  const before = text(shownLines(stored.outputs, sanitize));
  const after = text(shownLines(now.outputs, sanitize));
  return before === after ? undefined : unified(before, after);
}

function text(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}

/** More lines of a diff than this tell nobody anything. */
const maxLines = 100;

function unified(before: string, after: string): string {
  const patch = createTwoFilesPatch("stored", "now", before, after, undefined, undefined, { timeout: 2000 });
  if (patch === undefined) return "The outputs have too little in common to be shown as a difference.";
  const [, ...lines] = patch.trimEnd().split("\n");
  if (lines.length <= maxLines) return lines.join("\n");
  const rest = lines.length - maxLines;
  return [...lines.slice(0, maxLines), `… ${rest.toLocaleString("en")} more lines of differences …`].join(
    "\n",
  );
}
