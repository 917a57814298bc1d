/** Tables of addresses, as text and as HTML; a mask's cut is a line down the table, between two columns. */
import { type Html, html, styles, type View, view } from "../../view";

/**
 * A column: `mono` for what is compared digit by digit, `words` for sentences, `count` for numbers; `network` and
 * `host`, always side by side, for the two parts of an address.
 */
export interface Column {
  readonly heading: string;
  /** Where its text is wrapped in a terminal, if it is words. */
  readonly width?: number;
  readonly kind?: "plain" | "mono" | "words" | "count" | "network" | "host";
}

/** Words, or digits to be compared with others. */
export type Cell = string | { readonly digits: string };

/** What a table is made of; the first cell of a row is its heading. */
export interface TableParts {
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: ReadonlyArray<readonly Cell[]>;
  /** Sentences below the table. */
  readonly notes?: readonly string[];
  /** A picture above the table. */
  readonly drawing?: (() => Html) | undefined;
}

/** The table as a view. */
export function tableView(parts: TableParts): View {
  const { drawing } = parts;
  return view({ text: () => asText(parts), html: () => asHtml(parts), ...(drawing && { svg: drawing }) });
}

function asText({ caption, columns, rows, notes = [] }: TableParts): string {
  const headed = columns.some(({ heading }) => heading !== "");
  const cells = [...(headed ? [columns.map(({ heading }) => heading)] : []), ...rows].map((row) =>
    row.map((cell, i) => wrapped(wordsOf(cell), columns[i]!.width ?? wordsOf(cell).length)),
  );
  const widths = columns.map((_, i) =>
    Math.max(...cells.flatMap((row) => row[i]!.map(({ length }) => length))),
  );
  const lines = cells.flatMap((row) =>
    Array.from({ length: Math.max(...row.map(({ length }) => length)) }, (_, y) =>
      columns
        .map(
          ({ kind }, i) => `${aligned(row[i]![y] ?? "", widths[i]!, kind)}${kind === "network" ? "│" : "  "}`,
        )
        .join("")
        .trimEnd(),
    ),
  );
  if (headed) lines.splice(1, 0, ruleOf(columns, widths));
  return [caption, "", ...lines, ...notes.flatMap((note) => wrapped(note, 96))].join("\n");
}

function ruleOf(columns: readonly Column[], widths: readonly number[]): string {
  return columns
    .map(({ kind }, i) => "─".repeat(widths[i]!) + (kind === "network" ? "┼" : "──"))
    .join("")
    .slice(0, -2);
}

function aligned(cell: string, width: number, kind: Column["kind"]): string {
  return kind === "network" || kind === "count" ? cell.padStart(width) : cell.padEnd(width);
}

function wrapped(text: string, width: number): string[] {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1)!;
    if (line === "") lines[lines.length - 1] = word;
    else if (line.length + 1 + word.length <= width) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function asHtml({ caption, columns, rows, notes = [], drawing }: TableParts): Html {
  const headed = columns.some(({ heading }) => heading !== "");
  const head = html`<thead><tr>${columns.map(
    ({ heading, kind }) => html`<th scope="col" style="${headStyle(kind)}">${heading}</th>`,
  )}</tr></thead>`;
  const body = rows.map(
    (row) =>
      html`<tr style="background-color:transparent">${row.map((cell, i) =>
        i === 0
          ? html`<th scope="row" style="${styleOf(cell, columns[i]!)};font-weight:600">${wordsOf(cell)}</th>`
          : html`<td style="${styleOf(cell, columns[i]!)}">${wordsOf(cell)}</td>`,
      )}</tr>`,
  );
  return html`${drawing && html`<div style="overflow-x:auto">${drawing()}</div>`}<div style="overflow-x:auto"><table style="${styles.table}"><caption style="${styles.caption}">${caption}</caption>${headed && head}<tbody>${body}</tbody></table></div>${notes.map(
    (note) => html`<p style="${styles.quiet};font-size:12px;margin:2px 0;max-width:60em">${note}</p>`,
  )}`;
}

const digits =
  "font-family:var(--jp-code-font-family, ui-monospace, Menlo, Consolas, monospace);font-size:12px";
const tint = "background-color:var(--jp-layout-color2, #8882)";
const cutLine = "border-right:3px solid var(--jp-content-font-color1, currentColor)";

function styleOf(cell: Cell, { kind }: Column): string {
  return typeof cell === "string"
    ? cellStyle(kind)
    : `${cellStyle(kind)};${digits};max-width:50em;overflow-wrap:anywhere`;
}

function wordsOf(cell: Cell): string {
  return typeof cell === "string" ? cell : cell.digits;
}

function cellStyle(kind: Column["kind"]): string {
  switch (kind) {
    case "mono":
      return `${styles.cell};${digits}`;
    case "words":
      return `${styles.text};max-width:40em`;
    case "count":
      return `${styles.cell};${digits};text-align:right`;
    case "network":
      return `${styles.cell};${digits};text-align:right;padding-right:2px;font-weight:700;${cutLine}`;
    case "host":
      return `${styles.cell};${digits};padding-left:2px;${tint}`;
    default:
      return styles.cell;
  }
}

function headStyle(kind: Column["kind"]): string {
  switch (kind) {
    case "count":
      return `${styles.head};text-align:right`;
    case "network":
      return `${styles.head};text-align:right;padding-right:4px;${cutLine}`;
    case "host":
      return `${styles.head};padding-left:4px;${tint}`;
    default:
      return styles.head;
  }
}
