/** osi.table(): the seven layers on one board, with the Internet model beside them and the source notes put right. */
import {
  badge,
  type Html,
  html,
  scrolling,
  styles,
  type TextRow,
  textTable,
  unstriped,
  type View,
  view,
  wrap,
} from "../../view";
import { type Layer, layers } from "../layers";
import { type NotedColumn, notesOn, tableNotes } from "./notes";

const title = "The OSI reference model (ISO/IEC 7498-1:1994), and the Internet model (RFC 1122) beside it";
const headings = ["layer", "PDU", "where", "what it does", "Internet", "examples"];

/**
 * The whole model on one board: seven layers, their PDUs, host or media, what each does, and the Internet's four
 * layers beside them. Where the course's source notes are wrong, a note says so and names its source.
 *
 * @example
 * ```ts
 * import { osi } from "netcell";
 * osi.table()
 * ```
 */
export function table(): View {
  return view({ text, html: page });
}

const widths = [15, 12, 8, 30, 14, 11];

function text(): string {
  const rows = layers.flatMap(
    (layer, i): Array<TextRow | "rule"> => [
      ...(beginsGroup(layer, i, "internet") ? (["rule"] as const) : []),
      textRow(layer, i),
    ],
  );
  const notes = tableNotes.flatMap((note, i) => {
    const [first, ...rest] = wrap(`${noteText(i)} (${note.source})`, 96);
    return [`${`${i + 1}`.padStart(2)}  ${first}`, ...rest.map((line) => `    ${line}`)];
  });
  return [title, "", ...textTable(widths, [headings, ...rows, "rule"]), ...notes].join("\n");
}

function textRow(layer: Layer, i: number): TextRow {
  const marked = (words: string, column: NotedColumn) => `${words}${marks(layer, column, (n) => `[${n}]`)}`;
  return [
    `${layer.number} ${marked(layer.name, "layer")}`,
    marked(layer.pdu, "pdu"),
    beginsGroup(layer, i, "side") ? marked(layer.side, "side") : "",
    marked(layer.does, "does"),
    beginsGroup(layer, i, "internet") ? marked(layer.internet, "internet") : "",
    layer.examples,
  ];
}

function page(): Html {
  const head = headings.map((heading) => html`<th scope="col" style="${styles.head}">${heading}</th>`);
  return html`${scrolling("the seven layers", html`<table style="${styles.table};min-width:52em;max-width:72em"><caption style="${styles.caption}">${title}</caption><thead><tr>${head}</tr></thead><tbody>${layers.map(pageRow)}</tbody></table>`)}<ol style="${notesStyle}">${tableNotes.map(
    (note, i) => html`<li>${noteText(i)} <span style="${styles.quiet}">(${note.source})</span></li>`,
  )}</ol>`;
}

const ruled = `${styles.text};padding-top:5px;padding-bottom:5px;border-bottom:1px solid var(--jp-border-color2, #8884)`;
const notesStyle =
  "font-size:12px;line-height:1.45;max-width:66em;margin:6px 0;padding-left:2.2em;color:var(--jp-content-font-color1, currentColor)";

function pageRow(layer: Layer, i: number): Html {
  const marked = (words: string, column: NotedColumn) => html`${words}${sup(layer, column)}`;
  return html`<tr style="${unstriped}"><th scope="row" style="${ruled};white-space:nowrap">${badge(layer)}${marked(layer.name, "layer")}</th><td style="${ruled}">${marked(layer.pdu, "pdu")}</td>${grouped(layer, i, "side")}<td style="${ruled}">${marked(layer.does, "does")}</td>${grouped(layer, i, "internet")}<td style="${ruled}">${layer.examples}</td></tr>`;
}

/** One cell for all the layers below that share this value. */
function grouped(layer: Layer, i: number, column: "side" | "internet"): Html | false {
  if (!beginsGroup(layer, i, column)) return false;
  const height = layers.filter((other) => other[column] === layer[column]).length;
  const style = `${ruled};vertical-align:middle;border-left:3px solid var(--jp-border-color1, #8888);padding-left:8px`;
  return html`<td rowspan="${height}" style="${style}">${layer[column]}${sup(layer, column)}</td>`;
}

function sup(layer: Layer, column: NotedColumn): Html | false {
  const numbers = marks(layer, column, String);
  return numbers !== "" && html`<sup style="line-height:0">${numbers}</sup>`;
}

function marks(layer: Layer, column: NotedColumn, mark: (n: number) => string): string {
  return notesOn(column, layer.number).map(mark).join(" ");
}

function beginsGroup(layer: Layer, i: number, column: "side" | "internet"): boolean {
  return layers[i - 1]?.[column] !== layer[column];
}

function noteText(i: number): string {
  const { instead, correct } = tableNotes[i]!;
  return instead === undefined ? correct : `The source notes say: ${instead}. ${correct}`;
}
