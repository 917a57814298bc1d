/** osi.table(): the seven layers on one board, with the Internet model beside them and the source notes put right. */
import {
  badge,
  type Html,
  html,
  styles,
  type Table,
  type TableMarkup,
  tableHtml,
  tableText,
  type View,
  view,
  wrap,
} from "../../view";
import { type Layer, layers } from "../layers";
import { type NotedColumn, notesOn, tableNotes } from "./notes";

const title = "The OSI reference model (ISO/IEC 7498-1:1994), and the Internet model (RFC 1122) beside it";

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

function board(): Table {
  return {
    caption: title,
    scrolls: "the seven layers",
    lined: true,
    style: "min-width:52em;max-width:72em",
    columns: [
      { heading: "layer", least: 15, strong: true },
      { heading: "PDU", kind: "words", width: 12, least: 12 },
      { heading: "where", style: grouping },
      { heading: "what it does", kind: "words", width: 30, least: 30 },
      { heading: "Internet", style: grouping },
      { heading: "examples", kind: "words", width: 11, least: 11 },
    ],
    rows: layers.map((layer, i) => ({
      ruled: beginsGroup(layer, i, "internet"),
      cells: [
        noted(layer, "layer", layer.name, { text: `${layer.number} `, html: badge(layer) }),
        noted(layer, "pdu", layer.pdu),
        grouped(layer, i, "side"),
        noted(layer, "does", layer.does),
        grouped(layer, i, "internet"),
        layer.examples,
      ],
    })),
  };
}

const grouping = "border-left:3px solid var(--jp-border-color1, #8888);padding-left:8px";

/** Columns of a note in a terminal, behind its number. */
const noteWidth = 96;

function text(): string {
  const lines = tableText(board());
  const notes = tableNotes.flatMap((note, i) => {
    const [first, ...rest] = wrap(`${noteText(i)} (${note.source})`, noteWidth);
    return [`${`${i + 1}`.padStart(2)}  ${first}`, ...rest.map((line) => `    ${line}`)];
  });
  // The line below the headings ends the table, too.
  return [title, "", ...lines, lines[1], ...notes].join("\n");
}

const notesStyle =
  "font-size:12px;line-height:1.45;max-width:66em;margin:6px 0;padding-left:2.2em;color:var(--jp-content-font-color1, currentColor)";

function page(): Html {
  return html`${tableHtml(board())}<ol style="${notesStyle}">${tableNotes.map(
    (note, i) => html`<li>${noteText(i)} <span style="${styles.quiet}">(${note.source})</span></li>`,
  )}</ol>`;
}

/** The words of a cell with the numbers of the notes on it. */
function noted(
  layer: Layer,
  column: NotedColumn,
  words: string,
  before: Pick<TableMarkup, "html"> & { readonly text: string } = { text: "", html: html`` },
): TableMarkup {
  return {
    text: `${before.text}${words}${marks(layer, column, (n) => `[${n}]`)}`,
    html: html`${before.html}${words}${sup(layer, column)}`,
  };
}

/** One cell for all the layers below that share this value. */
function grouped(layer: Layer, i: number, column: "side" | "internet"): TableMarkup | undefined {
  if (!beginsGroup(layer, i, column)) return undefined;
  const rows = layers.filter((other) => other[column] === layer[column]).length;
  return { ...noted(layer, column, layer[column]), rows };
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
