/** Views of addresses: one table, of rows that are words and digits. */
import { type Html, html, styles, type TableCell, type TableColumn, tableView, type View } from "../../view";

/** A column; `network` and `host`, always side by side, are the two parts of an address. */
export type Column = TableColumn;

/** Words, or digits to be compared with others. */
export type Cell = string | { readonly digits: string };

/** The parts of a view; the first cell of a row is its heading. */
interface TableParts {
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: ReadonlyArray<readonly Cell[]>;
  /** Sentences below the table. */
  readonly notes?: readonly string[];
  /** A picture above the table. */
  readonly drawing?: (() => Html) | undefined;
}

/** The table as a view. */
export function addressTable({ drawing, rows, ...table }: TableParts): View {
  return tableView({ ...table, rows: rows.map((cells) => ({ cells: cells.map(tableCell) })) }, drawing);
}

function tableCell(cell: Cell): TableCell {
  if (typeof cell === "string") return cell;
  return { text: cell.digits, html: html`<span style="${styles.mono}">${cell.digits}</span>` };
}
