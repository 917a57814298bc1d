/** A table that serves a terminal and a page alike: the same headings and rows, as lines and as a real table. */
import { type Html, html } from "./html";
import { scrolling } from "./page";
import { unstriped } from "./palette";
import { styles } from "./style";
import { textTable } from "./text-table";
import { textWidth } from "./text-width";

/** A row: the words of each cell. A row that stands out says why in one of its cells. */
export interface TableRow {
  readonly cells: readonly string[];
  /** Stands out: behind its cells is a colour. */
  readonly marked?: boolean;
  /** What follows its first cell is numbers or bytes, in columns that otherwise hold words. */
  readonly mono?: boolean;
}

/** A table. */
export interface Table {
  readonly caption: string;
  /** One a column; all empty, there is no row of headings. */
  readonly headings: readonly string[];
  readonly rows: readonly TableRow[];
  /** Columns of text, by number, that may be wrapped, with their width in a terminal; others are as wide as what is in them. */
  readonly wrapped?: Readonly<Record<number, number>>;
  /** Columns that hold numbers or bytes. */
  readonly mono?: readonly number[];
  /** Columns whose cells end at the same place, as numbers do that are compared. */
  readonly right?: readonly number[];
  /** A column and the next that are two parts of one value: a line runs down the table between them. */
  readonly cut?: number;
}

/** Its lines for a terminal. */
export function tableText(table: Table): string[] {
  const { headings, rows, wrapped = {}, right = [], cut } = table;
  const widths = headings.map((heading, column) => {
    const widest = Math.max(textWidth(heading), ...rows.map(({ cells }) => textWidth(cells[column] ?? "")));
    return Math.min(widest, wrapped[column] ?? widest);
  });
  const head = isHeaded(table) ? [headings, "rule" as const] : [];
  const columns = { right: cut === undefined ? right : [...right, cut], cut };
  return textTable(widths, [...head, ...rows.map(({ cells }) => cells)], columns);
}

function isHeaded({ headings }: Table): boolean {
  return headings.some((heading) => heading !== "");
}

const line = "border-bottom:1px solid var(--jp-border-color2, #8884)";
const cutLine = "border-right:3px solid var(--jp-content-font-color1, currentColor)";
const standsOut = "background-color:#b0700033";
const secondPart = "padding-left:2px;background-color:var(--jp-layout-color2, #8882)";

/** The same for a page. */
export function tableHtml(table: Table): Html {
  const { caption, headings, rows, wrapped = {}, mono = [], right = [], cut } = table;
  const end = (column: number) => (right.includes(column) || column === cut ? ";text-align:right" : "");
  const headStyle = (column: number) =>
    `${styles.head}${end(column)}${column === cut ? `;padding-right:4px;${cutLine}` : ""}`;
  const style = (column: number, isMono = mono.includes(column)) => {
    const width = wrapped[column];
    const fit =
      width === undefined
        ? `${styles.cell};${line}`
        : `${styles.text};${line};min-width:${Math.min(width, 30) / 2}em`;
    const part =
      column === cut
        ? `;padding-right:2px;font-weight:700;${cutLine}`
        : cut !== undefined && column === cut + 1
          ? `;${secondPart}`
          : "";
    return `${fit}${isMono ? `;${styles.mono}` : ""}${width === undefined ? ";white-space:pre" : ""}${end(column)}${part}`;
  };
  const head = headings.map(
    (heading, column) => html`<th scope="col" style="${headStyle(column)}">${heading}</th>`,
  );
  const body = rows.map(
    (row) =>
      html`<tr style="${row.marked ? standsOut : unstriped}">${row.cells.map((cell, column) =>
        column === 0
          ? html`<th scope="row" style="${style(column)};font-weight:400">${cell}</th>`
          : html`<td style="${style(column, row.mono)}">${cell}</td>`,
      )}</tr>`,
  );
  return scrolling(
    caption,
    html`<table style="${styles.table}"><caption style="${styles.caption}">${caption}</caption>${
      isHeaded(table) && html`<thead><tr>${head}</tr></thead>`
    }<tbody>${body}</tbody></table>`,
  );
}
