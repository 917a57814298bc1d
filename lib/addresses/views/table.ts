/** Views of addresses: a table, sentences below it, and a drawing above it. */
import { type Html, html, styles, type TableColumn, tableView, type View } from "../../view";

/** Words, or digits to be compared with others. */
export type Cell = string | { readonly digits: string };

/** The parts of a view; the first cell of a row is its heading. */
interface AddressTable {
  readonly caption: string;
  readonly columns: readonly TableColumn[];
  readonly rows: ReadonlyArray<readonly Cell[]>;
  /** Sentences below the table. */
  readonly notes?: readonly string[];
  /** A picture above the table. */
  readonly drawing?: (() => Html) | undefined;
}

/** The table as a view. */
export function addressTable({ columns, rows, drawing, ...rest }: AddressTable): View {
  const [first, ...others] = columns;
  return tableView(
    {
      ...rest,
      columns: [{ ...first!, strong: true }, ...others],
      rows: rows.map((cells) => ({
        cells: cells.map((cell) => (typeof cell === "string" ? cell : monospaced(cell.digits))),
      })),
    },
    drawing,
  );
}

const monospaced = (text: string) => ({ text, html: html`<span style="${styles.mono}">${text}</span>` });
