/** Tables for a terminal: columns of given widths, cells wrapped, a rule where the reader's eye needs one. */
import { pad, wrap } from "./text-width";

/** A row is its cells; each cell is a text, or a list of entries, each with a dot before it. */
export type TextRow = ReadonlyArray<string | readonly string[]>;

const gap = "  ";
const dot = "· ";

/** The lines of a table; a row given as `"rule"` is a line across. */
export function textTable(widths: readonly number[], rows: ReadonlyArray<TextRow | "rule">): string[] {
  const across = "─".repeat(widths.reduce((sum, width) => sum + width, gap.length * (widths.length - 1)));
  return rows.flatMap((row) => (row === "rule" ? [across] : lines(widths, row)));
}

function lines(widths: readonly number[], row: TextRow): string[] {
  const cells = row.map((cell, i) =>
    typeof cell === "string" ? wrap(cell, widths[i]!) : cell.flatMap((entry) => listed(entry, widths[i]!)),
  );
  const height = Math.max(1, ...cells.map((cell) => cell.length));
  return Array.from({ length: height }, (_, y) =>
    cells
      .map((cell, i) => pad(cell[y] ?? "", widths[i]!))
      .join(gap)
      .trimEnd(),
  );
}

function listed(entry: string, width: number): string[] {
  return wrap(entry, width - dot.length).map((line, i) => (i === 0 ? dot : " ".repeat(dot.length)) + line);
}
