/** Views of addresses: a table whose rows have headings, sentences below it, and a drawing above it. */
import {
  type Html,
  html,
  styles,
  type TableColumn,
  type TableMarkup,
  type View,
  tableView as viewOfTable,
} from "../../view";

/** Words, or digits to be compared with others. */
export type Cell = string | { readonly digits: string };

/** The parts of a view; the first cell of a row is its heading. */
interface TableParts {
  readonly caption: string;
  readonly columns: readonly TableColumn[];
  readonly rows: ReadonlyArray<readonly Cell[]>;
  /** Sentences below the table. */
  readonly notes?: readonly string[];
  /** A picture above the table. */
  readonly drawing?: (() => Html) | undefined;
}

/** The table as a view. */
export function tableView({ caption, columns, rows, notes = [], drawing }: TableParts): View {
  const table = {
    caption,
    columns: columns.map((column, i) => (i === 0 ? { ...column, strong: true } : column)),
    rows: rows.map((cells) => ({
      cells: cells.map((cell) => (typeof cell === "string" ? cell : digitsOf(cell.digits))),
    })),
    notes,
  };
  return viewOfTable(table, drawing);
}

function digitsOf(digits: string): TableMarkup {
  return { text: digits, html: html`<span style="${styles.mono}">${digits}</span>` };
}
