/** Views of addresses: a table, sentences below it, and a drawing above it. */
import { type Html, html, styles, type Table, tableHtml, tableText, type View, view, wrap } from "../../view";

/**
 * A column: `mono` for what is compared digit by digit, `count` for numbers; `network` and `host`, always side by side,
 * for the two parts of an address.
 */
export interface Column {
  readonly heading: string;
  /** Where its text is wrapped in a terminal, if it is made of sentences. */
  readonly width?: number;
  readonly kind?: "mono" | "count" | "network" | "host";
}

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

const noteWidth = 96;

/** The table as a view. */
export function tableView({ caption, columns, rows, notes = [], drawing }: TableParts): View {
  const table = tableOf(caption, columns, rows);
  return view({
    text: () =>
      [caption, "", ...tableText(table), ...notes.flatMap((note) => wrap(note, noteWidth))].join("\n"),
    html: () =>
      html`${drawing && html`<div style="overflow-x:auto">${drawing()}</div>`}${tableHtml(table)}${notes.map(
        (note) => html`<p style="${styles.quiet};font-size:12px;margin:2px 0;max-width:60em">${note}</p>`,
      )}`,
    ...(drawing && { svg: drawing }),
  });
}

function tableOf(caption: string, columns: readonly Column[], rows: ReadonlyArray<readonly Cell[]>): Table {
  const numbers = columns.map((_, i) => i);
  const widths = columns.flatMap(({ width }, i) => (width === undefined ? [] : [[i, width]]));
  const cut = columns.findIndex(({ kind }) => kind === "network");
  return {
    caption,
    headings: columns.map(({ heading }) => heading),
    rows: rows.map((cells) => ({
      cells: cells.map((cell) => (typeof cell === "string" ? cell : cell.digits)),
      ...(cells.some((cell) => typeof cell !== "string") && { mono: true }),
    })),
    wrapped: Object.fromEntries(widths),
    mono: numbers.filter((i) => columns[i]!.kind !== undefined),
    right: numbers.filter((i) => columns[i]!.kind === "count"),
    ...(cut >= 0 && { cut }),
  };
}
