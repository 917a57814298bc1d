/** Tables for a terminal: columns of given widths, cells wrapped, a rule where the reader's eye needs one. */
import { pad, padLeft, wrap } from "./text-width";

/** A row is its cells; each cell is a text, or a list of entries, each with a dot before it. */
export type TextRow = ReadonlyArray<string | readonly string[]>;

/** Columns that are drawn in a way of their own, by number. */
export interface TextColumns {
  /** Those whose cells end at the same place. */
  readonly right?: readonly number[];
  /** The one after which a line runs down the table. */
  readonly cut?: number | undefined;
}

const gap = "  ";
const dot = "· ";

/** The lines of a table; a row given as `"rule"` is a line across. */
export function textTable(
  widths: readonly number[],
  rows: ReadonlyArray<TextRow | "rule">,
  columns: TextColumns = {},
): string[] {
  return rows.flatMap((row) => (row === "rule" ? [rule(widths, columns)] : lines(widths, row, columns)));
}

function rule(widths: readonly number[], { cut }: TextColumns): string {
  const last = widths.length - 1;
  return widths
    .map((width, i) => "─".repeat(width) + (i === cut ? "┼" : i === last ? "" : "─".repeat(gap.length)))
    .join("");
}

function lines(widths: readonly number[], row: TextRow, { right = [], cut }: TextColumns): string[] {
  const cells = row.map((cell, i) =>
    typeof cell === "string" ? wrap(cell, widths[i]!) : cell.flatMap((entry) => listed(entry, widths[i]!)),
  );
  const height = Math.max(1, ...cells.map((cell) => cell.length));
  const aligned = (text: string, i: number) => (right.includes(i) ? padLeft : pad)(text, widths[i]!);
  return Array.from({ length: height }, (_, y) =>
    cells
      .map((cell, i) => aligned(cell[y] ?? "", i) + (i === cut ? "│" : gap))
      .join("")
      .trimEnd(),
  );
}

function listed(entry: string, width: number): string[] {
  return wrap(entry, width - dot.length).map((line, i) => (i === 0 ? dot : " ".repeat(dot.length)) + line);
}
