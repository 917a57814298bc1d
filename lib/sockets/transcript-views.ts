/** How a transcript reads: as a table of what happened, and as a hexdump. */
import { type Html, html, printable, styles, type View, view, visible } from "../cell";
import type { Transcript, Wire } from "./transcript";

const textWidth = 72;

/** One row a line: when, from whom to whom, what. */
export function rowsView(transcript: Transcript): View {
  const rows = [...transcript];
  const start = rows[0]?.t ?? 0;
  const from = width(rows, (row) => row.from);
  const to = width(rows, (row) => row.to);
  return view({
    text: () =>
      [
        ...rows.map((row) => {
          const ends = `${row.from.padStart(from)} → ${row.to.padEnd(to)}`;
          return `${time(row.t, start).padStart(9)}  ${ends}  ${eventText(row)}`.trimEnd();
        }),
        droppedText(transcript) ?? (rows.length === 0 ? "nothing has passed yet" : undefined),
      ]
        .filter((line) => line !== undefined)
        .join("\n"),
    html: () => transcriptTable(rows, start, droppedText(transcript)),
  });
}

/** The rows as an HTML table; a card shows the last of them. */
export function transcriptTable(rows: readonly Wire[], start: number, caption: string | undefined): Html {
  const head = ["time", "from", "to", "event", "bytes", "content"];
  return html`<table style="${styles.table}">${
    caption !== undefined && html`<caption style="${styles.caption}">${caption}</caption>`
  }<thead><tr>${head.map((title) => html`<th scope="col" style="${styles.head}">${title}</th>`)}</tr></thead><tbody>${rows.map(
    (row) =>
      html`<tr>${[
        time(row.t, start),
        visible(row.from),
        visible(row.to),
        row.event,
        row.length > 0 ? row.length : "",
      ].map(
        (cell) => html`<td style="${styles.cell}">${cell}</td>`,
      )}<td style="${styles.cell}"><span style="${styles.mono}">${content(row)}</span></td></tr>`,
  )}</tbody></table>`;
}

/** Each row with its bytes, 16 a line, in hexadecimal and in ASCII. */
export function hexdumpView(transcript: Transcript): View {
  const rows = [...transcript];
  const start = rows[0]?.t ?? 0;
  const text = () =>
    rows
      .map((row) => {
        const head = `${time(row.t, start)}  ${row.from} → ${row.to}  ${row.event}${row.length > 0 ? ` ${row.length} B` : ""}`;
        return [head, ...hexLines(row)].join("\n");
      })
      .concat(droppedText(transcript) ?? [])
      .join("\n\n");
  return view({ text, html: () => html`<pre style="${styles.mono}">${text()}</pre>` });
}

function* hexLines(row: Wire): Iterable<string> {
  const bytes = row.bytes ?? new Uint8Array(0);
  for (let at = 0; at < bytes.length; at += 16) {
    const line = [...bytes.subarray(at, at + 16)];
    const hex = line.map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
    const ascii = line
      .map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : "."))
      .join("");
    yield `  ${at.toString(16).padStart(4, "0")}  ${hex.padEnd(47)}  ${ascii}`;
  }
  if (row.length > bytes.length) yield `  … ${row.length - bytes.length} more bytes`;
}

function eventText(row: Wire): string {
  if (row.event !== "data") return `${row.event}${row.note ? ` (${visible(row.note)})` : ""}`;
  return `${String(row.length).padStart(5)} B  ${content(row)}`;
}

function content(row: Wire): string {
  return row.bytes ? printable(row.bytes, textWidth, row.length) : visible(row.note ?? "");
}

/** Milliseconds since the first row; the whole numbers of a normalized transcript are steps. */
function time(t: number, start: number): string {
  return Number.isInteger(t) ? String(t) : `${(t - start).toFixed(2)} ms`;
}

function droppedText(transcript: Transcript): string | undefined {
  return transcript.dropped > 0 ? `${transcript.dropped} older rows were dropped` : undefined;
}

function width(rows: readonly Wire[], of: (row: Wire) => string): number {
  return rows.reduce((most, row) => Math.max(most, of(row).length), 0);
}
