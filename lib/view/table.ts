/** Tables for a terminal and for a page alike: one model, its lines, its markup. */
import { type Html, html } from "./html";
import { scrolling } from "./page";
import { unstriped } from "./palette";
import { visible } from "./printable";
import { styles } from "./style";
import { monospaced } from "./svg";
import { pad, padLeft, textWidth, wrap } from "./text-width";
import { type View, view } from "./view";

/**
 * What a column holds: `words` are sentences, `mono` is compared character by character, `count` is numbers on the right;
 * `network` and `host` stand side by side, and a mask's cut is the line between them.
 */
type TableColumnKind = "plain" | "words" | "mono" | "count" | "network" | "host";

/** A column. */
export interface TableColumn {
  readonly heading: string;
  /** Default: `"plain"`. */
  readonly kind?: TableColumnKind;
  /** In a terminal, text is wrapped at this width; without it, the column is as wide as its widest cell. */
  readonly width?: number;
  /** In a terminal, the column is never narrower than this. */
  readonly least?: number;
  /** On a page, whether its cells are bold. */
  readonly strong?: boolean;
  /** More declarations for its cells on a page. */
  readonly style?: string;
}

/** A cell that looks different on a page. */
export interface TableMarkup {
  /** For a terminal: words, or entries with a dot before each. */
  readonly text: string | readonly string[];
  readonly html: Html;
  /** On a page, how many rows it covers (default: 1); the rows below have `undefined` in this column. */
  readonly rows?: number;
}

/** A cell: words, a number, entries with a dot before each, or text and markup. `undefined`: covered by a cell above. */
export type TableCell = string | number | readonly string[] | TableMarkup | undefined;

/** A row; the first cell is its heading. */
export interface TableRow {
  readonly cells: readonly TableCell[];
  /** Whether there is a colour behind it. One of its cells must say why. */
  readonly marked?: boolean;
  /** In a terminal, whether there is a line above it. */
  readonly ruled?: boolean;
}

/** A table. */
export interface Table {
  readonly caption?: string | undefined;
  /** A column that holds words of any length in one line is its heading alone. */
  readonly columns: ReadonlyArray<string | TableColumn>;
  readonly rows: readonly TableRow[];
  /** Sentences below it. */
  readonly notes?: readonly string[];
  /** On a page, what the region that scrolls is called; `false`: it does not scroll. Default: the caption. */
  readonly scrolls?: string | false;
  /** More declarations for the table on a page. */
  readonly style?: string;
}

/** The table as a view, with a drawing above it if there is one. */
export function tableView(table: Table, drawing?: () => Html): View {
  const above = () => drawing && scrolling(table.caption ?? "drawing", drawing());
  return view({
    text: () => [...(table.caption === undefined ? [] : [table.caption, ""]), ...tableText(table)].join("\n"),
    html: () => html`${above()}${tableHtml(table)}`,
    ...(drawing && { svg: drawing }),
  });
}

const gap = "  ";
const cut = "│";
const dot = "· ";
const noteWidth = 96;

/** The lines of a table, without its caption; `rule`: whether there is a line below the headings. */
export function tableText(table: Table, { rule = true }: { readonly rule?: boolean } = {}): string[] {
  const { rows, notes = [] } = table;
  const columns = columnsOf(table);
  const headed = isHeaded(table);
  const head = headed ? [cellLines(columns.map(({ heading }) => heading))] : [];
  const body = rows.map(({ cells }) => cellLines(columns.map((_, i) => cells[i])));
  const all = [...head, ...body];
  const widths = columns.map(({ width, least = 0 }, i) =>
    all.flatMap((row) => row[i]!).reduce((most, entry) => Math.max(most, entryWidth(entry, width)), least),
  );
  const across = ruleText(columns, widths);
  const lines = head.flatMap((row) => [...rowLines(row, columns, widths), ...(rule ? [across] : [])]);
  for (const [i, row] of body.entries()) {
    if (rows[i]!.ruled && lines.at(-1) !== across) lines.push(across);
    lines.push(...rowLines(row, columns, widths));
  }
  return [...lines, ...notes.flatMap((note) => wrap(visible(note), noteWidth))];
}

const columnsOf = ({ columns }: Table): readonly TableColumn[] =>
  columns.map((column) => (typeof column === "string" ? { heading: column } : column));

const isHeaded = (table: Table): boolean => columnsOf(table).some(({ heading }) => heading !== "");

/** Text of a cell that is wrapped as one; `dotted`: with a dot before it. */
interface Entry {
  readonly text: string;
  readonly dotted: boolean;
}

function cellLines(cells: readonly TableCell[]): Entry[][] {
  return cells.map((cell) => {
    const text = textOf(cell);
    return typeof text === "string"
      ? [{ text: visible(text), dotted: false }]
      : text.map((each) => ({ text: visible(each), dotted: true }));
  });
}

function textOf(cell: TableCell): string | readonly string[] {
  if (cell === undefined) return "";
  if (typeof cell === "number") return String(cell);
  return isMarkup(cell) ? cell.text : cell;
}

function isMarkup(cell: TableCell): cell is TableMarkup {
  return typeof cell === "object" && "html" in cell;
}

/** The columns that an entry takes, wrapped at this width if there is one. */
function entryWidth(entry: Entry, width: number | undefined): number {
  const lines = width === undefined ? [entry.text] : entryLines(entry, width);
  return Math.max(...lines.map(textWidth));
}

function rowLines(
  row: readonly Entry[][],
  columns: readonly TableColumn[],
  widths: readonly number[],
): string[] {
  const cells = row.map((entries, i) => entries.flatMap((entry) => entryLines(entry, widths[i]!)));
  const height = Math.max(1, ...cells.map(({ length }) => length));
  return Array.from({ length: height }, (_, y) =>
    columns
      .map(({ kind }, i) => aligned(cells[i]![y] ?? "", widths[i]!, kind) + (kind === "network" ? cut : gap))
      .join("")
      .trimEnd(),
  );
}

function entryLines({ text, dotted }: Entry, width: number): string[] {
  if (!dotted) return wrap(text, width);
  return wrap(text, width - dot.length).map((line, i) => (i === 0 ? dot : " ".repeat(dot.length)) + line);
}

function aligned(text: string, width: number, kind: TableColumnKind | undefined): string {
  return kind === "network" || kind === "count" ? padLeft(text, width) : pad(text, width);
}

function ruleText(columns: readonly TableColumn[], widths: readonly number[]): string {
  return columns
    .map(({ kind }, i) => "─".repeat(widths[i]!) + (kind === "network" ? "┼" : "──"))
    .join("")
    .slice(0, -gap.length);
}

const line = "border-bottom:1px solid var(--jp-border-color2, #8884)";
const standsOut = "background-color:#b0700033";

/** The table for a page, with its notes below it. */
export function tableHtml(table: Table): Html {
  const { caption, rows, notes = [], scrolls = caption ?? "table" } = table;
  const columns = columnsOf(table);
  const own = columns.map((column) => cellStyle(column));
  const head = columns.map(
    ({ heading, kind = "plain" }) =>
      html`<th scope="col" style="${styles.head}${kinds[kind].head}">${visible(heading)}</th>`,
  );
  const body = rows.map(
    ({ cells, marked }) =>
      html`<tr style="${marked ? standsOut : unstriped};${line}">${columns.map((column, i) => cellHtml(cells, i, column, own[i]!))}</tr>`,
  );
  const more = table.style === undefined ? "" : `;${table.style}`;
  const drawn = html`<table style="${styles.table}${more}">${
    caption !== undefined && html`<caption style="${styles.caption}">${visible(caption)}</caption>`
  }${isHeaded(table) && html`<thead><tr style="${unstriped}">${head}</tr></thead>`}<tbody>${body}</tbody></table>`;
  return html`${scrolls === false ? drawn : scrolling(scrolls, drawn)}${notes.map(
    (note) =>
      html`<p style="${styles.quiet};font-size:12px;margin:2px 0;max-width:60em">${visible(note)}</p>`,
  )}`;
}

function cellHtml(cells: readonly TableCell[], i: number, { strong }: TableColumn, style: string): Html {
  const cell = cells[i];
  if (cell === undefined) return html``;
  const content = contentOf(cell);
  const height = isMarkup(cell) ? cell.rows : undefined;
  if (i === 0) {
    const weight = strong ? 600 : 400;
    return html`<th scope="row" style="${style};font-weight:${weight}">${content}</th>`;
  }
  const own = strong ? `${style};font-weight:600` : style;
  return height === undefined
    ? html`<td style="${own}">${content}</td>`
    : html`<td rowspan="${height}" style="${own};vertical-align:middle">${content}</td>`;
}

const entryStyle = "margin:0 0 3px;padding-left:1em;text-indent:-1em;overflow-wrap:anywhere";

/** An entry of a cell that is a list; the lines below its first one are indented. */
export function tableEntry(content: Html | string): Html {
  return html`<div style="${entryStyle}">${content}</div>`;
}

function contentOf(cell: Exclude<TableCell, undefined>): Html {
  if (isMarkup(cell)) return cell.html;
  if (typeof cell === "object") return html`${cell.map((entry) => tableEntry(visible(entry)))}`;
  return html`${visible(String(cell))}`;
}

const digits = `font-family:${monospaced};font-size:12px`;
const tinted = "background-color:var(--jp-layout-color2, #8882)";
const cutLine = "border-right:3px solid var(--jp-content-font-color1, currentColor)";

const kinds: { readonly [kind in TableColumnKind]: { readonly head: string; readonly cell: string } } = {
  plain: { head: "", cell: "" },
  words: { head: "", cell: ";max-width:40em" },
  mono: { head: "", cell: `;${digits}` },
  count: { head: ";text-align:right", cell: `;${digits};text-align:right` },
  network: {
    head: `;text-align:right;padding-right:4px;${cutLine}`,
    cell: `;${digits};text-align:right;padding-right:2px;font-weight:700;${cutLine}`,
  },
  host: { head: `;padding-left:4px;${tinted}`, cell: `;${digits};padding-left:2px;${tinted}` },
};

function cellStyle({ kind = "plain", width, style }: TableColumn): string {
  const wraps = kind === "words" || width !== undefined;
  const least = width === undefined ? "" : `;min-width:${Math.min(width, 30) / 2}em`;
  const spaces =
    kind !== "mono" ? "" : wraps ? ";white-space:pre-wrap;overflow-wrap:anywhere" : ";white-space:pre";
  return `${wraps ? styles.text : styles.cell}${kinds[kind].cell}${least}${spaces}${style === undefined ? "" : `;${style}`}`;
}
