/** Views of a transcript: a table of events, and a hexdump. */
import {
  type Html,
  hexText,
  html,
  pad,
  padLeft,
  printable,
  styles,
  tableHtml,
  textWidth,
  type View,
  view,
  visible,
} from "../../view";
import type { Transcript, Wire } from "./transcript";

/** Bytes of a row that are shown. */
const contentWidth = 72;

/** One row a line: when, from whom to whom, what. */
export function rowsView(transcript: Transcript): View {
  const rows = namedRows(transcript);
  const from = widest(rows, "from");
  const to = widest(rows, "to");
  return view({
    text: () =>
      [
        ...rows.map((row) => {
          const ends = `${padLeft(row.from, from)} → ${pad(row.to, to)}`;
          return `${timeText(transcript, row, rows[0]!).padStart(9)}  ${ends}  ${eventText(row)}`.trimEnd();
        }),
        droppedText(transcript) ?? (rows.length === 0 ? "nothing has passed yet" : undefined),
      ]
        .filter((line) => line !== undefined)
        .join("\n"),
    html: () => transcriptTable(transcript, droppedText(transcript) ?? "traffic"),
  });
}

/** The rows as an HTML table; a card shows the last of them. */
export function transcriptTable(transcript: Transcript, caption: string): Html {
  const rows = namedRows(transcript);
  return tableHtml({
    caption,
    columns: [
      { heading: transcript.clock, kind: "count" },
      { heading: "from" },
      { heading: "to" },
      { heading: "event" },
      { heading: "bytes", kind: "count" },
      { heading: "content", kind: "mono", width: contentWidth },
    ],
    rows: rows.map((row) => ({
      cells: [
        time(transcript, row, rows[0]!),
        row.from,
        row.to,
        row.event,
        row.length > 0 ? String(row.length) : "",
        content(row),
      ],
    })),
  });
}

/** Each row with its bytes, 16 a line, in hexadecimal and in ASCII. */
export function hexdumpView(transcript: Transcript): View {
  const rows = namedRows(transcript);
  const text = () =>
    rows
      .map((row) => {
        const head = `${timeText(transcript, row, rows[0]!)}  ${row.from} → ${row.to}  ${row.event}${row.length > 0 ? ` ${row.length} B` : ""}`;
        return [head, ...bytesOf(row)].join("\n");
      })
      .concat(droppedText(transcript) ?? [])
      .join("\n\n");
  return view({ text, html: () => html`<pre style="${styles.mono}">${text()}</pre>` });
}

function* bytesOf(row: Wire): Iterable<string> {
  const { bytes = new Uint8Array(0), length } = row;
  for (const line of hexText(bytes)) yield `  ${line}`;
  if (length > bytes.length) yield `  … ${length - bytes.length} more bytes`;
}

function eventText(row: Wire): string {
  if (row.event !== "data" && row.event !== "datagram")
    return `${row.event}${row.note ? ` (${visible(row.note)})` : ""}`;
  return `${String(row.length).padStart(5)} B  ${content(row)}`;
}

function content(row: Wire): string {
  return row.bytes ? printable(row.bytes, contentWidth, row.length) : visible(row.note ?? "");
}

/** When, since the first row: milliseconds, or the step of a normalized transcript. */
function time(transcript: Transcript, row: Wire, first: Wire): string {
  return transcript.clock === "step" ? String(row.t) : (row.t - first.t).toFixed(2);
}

function timeText(transcript: Transcript, row: Wire, first: Wire): string {
  return `${time(transcript, row, first)}${transcript.clock === "ms" ? " ms" : ""}`;
}

/** The rows with names that are safe to print: a handle may be called anything. */
function namedRows(transcript: Transcript): Wire[] {
  return [...transcript].map((row) => ({ ...row, from: visible(row.from), to: visible(row.to) }));
}

function droppedText(transcript: Transcript): string | undefined {
  return transcript.dropped > 0 ? `${transcript.dropped} older rows were dropped` : undefined;
}

function widest(rows: readonly Wire[], end: "from" | "to"): number {
  return Math.max(0, ...rows.map((row) => textWidth(row[end])));
}
