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
}

/** A table. */
export interface Table {
  readonly caption: string;
  readonly headings: readonly string[];
  readonly rows: readonly TableRow[];
  /** Columns of text, by number, that may be wrapped, with their width in a terminal; others are as wide as what is in them. */
  readonly wrapped?: Readonly<Record<number, number>>;
  /** Columns that hold numbers or bytes. */
  readonly mono?: readonly number[];
}

/** Its lines for a terminal. */
export function tableText({ headings, rows, wrapped = {} }: Table): string[] {
  const widths = headings.map((heading, column) => {
    const widest = Math.max(textWidth(heading), ...rows.map(({ cells }) => textWidth(cells[column] ?? "")));
    return Math.min(widest, wrapped[column] ?? widest);
  });
  return textTable(widths, [headings, "rule", ...rows.map(({ cells }) => cells)]);
}

const line = "border-bottom:1px solid var(--jp-border-color2, #8884)";
const standsOut = "background-color:#b0700033";

/** The same for a page. */
export function tableHtml({ caption, headings, rows, wrapped = {}, mono = [] }: Table): Html {
  const style = (column: number) => {
    const width = wrapped[column];
    const fit =
      width === undefined
        ? `${styles.cell};${line}`
        : `${styles.text};${line};min-width:${Math.min(width, 30) / 2}em`;
    const font = mono.includes(column) ? `;${styles.mono}` : "";
    return `${fit}${font}${width === undefined ? ";white-space:pre" : ""}`;
  };
  const head = headings.map((heading) => html`<th scope="col" style="${styles.head}">${heading}</th>`);
  const body = rows.map(
    ({ cells, marked }) =>
      html`<tr style="${marked ? standsOut : unstriped}">${cells.map((cell, column) =>
        column === 0
          ? html`<th scope="row" style="${style(column)};font-weight:400">${cell}</th>`
          : html`<td style="${style(column)}">${cell}</td>`,
      )}</tr>`,
  );
  return scrolling(
    caption,
    html`<table style="${styles.table}"><caption style="${styles.caption}">${caption}</caption><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`,
  );
}
