/** How a transcript reads: as a table of what happened, and as a hexdump. */
import { type Html, html, printable, styles, type View, view, visible } from "../../view";
import type { Transcript, Wire } from "./transcript";

const textWidth = 72;

/** One row a line: when, from whom to whom, what. */
export function rowsView(transcript: Transcript): View {
  const rows = named(transcript);
  const from = width(rows, (row) => row.from);
  const to = width(rows, (row) => row.to);
  return view({
    text: () =>
      [
        ...rows.map((row) => {
          const ends = `${row.from.padStart(from)} → ${row.to.padEnd(to)}`;
          return `${timeText(transcript, row, rows[0]!).padStart(9)}  ${ends}  ${eventText(row)}`.trimEnd();
        }),
        droppedText(transcript) ?? (rows.length === 0 ? "nothing has passed yet" : undefined),
      ]
        .filter((line) => line !== undefined)
        .join("\n"),
    html: () => transcriptTable(transcript, droppedText(transcript)),
  });
}

/** The rows as an HTML table; a card shows the last of them. */
export function transcriptTable(transcript: Transcript, caption: string | undefined): Html {
  const rows = named(transcript);
  const head = [transcript.clock, "from", "to", "event", "bytes", "content"];
  return html`<table style="${styles.table}">${
    caption !== undefined && html`<caption style="${styles.caption}">${caption}</caption>`
  }<thead><tr>${head.map((title) => html`<th scope="col" style="${styles.head}">${title}</th>`)}</tr></thead><tbody>${rows.map(
    (row) =>
      html`<tr>${[
        time(transcript, row, rows[0]!),
        row.from,
        row.to,
        row.event,
        row.length > 0 ? row.length : "",
      ].map(
        (cell) => html`<td style="${styles.cell}">${cell}</td>`,
      )}<td style="${styles.text}"><span style="${styles.mono}">${content(row)}</span></td></tr>`,
  )}</tbody></table>`;
}

/** Each row with its bytes, 16 a line, in hexadecimal and in ASCII. */
export function hexdumpView(transcript: Transcript): View {
  const rows = named(transcript);
  const text = () =>
    rows
      .map((row) => {
        const head = `${timeText(transcript, row, rows[0]!)}  ${row.from} → ${row.to}  ${row.event}${row.length > 0 ? ` ${row.length} B` : ""}`;
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
  if (row.event !== "data" && row.event !== "datagram")
    return `${row.event}${row.note ? ` (${visible(row.note)})` : ""}`;
  return `${String(row.length).padStart(5)} B  ${content(row)}`;
}

function content(row: Wire): string {
  return row.bytes ? printable(row.bytes, textWidth, row.length) : visible(row.note ?? "");
}

/** When, since the first row: milliseconds, or the step of a normalized transcript. */
function time(transcript: Transcript, row: Wire, first: Wire): string {
  return transcript.clock === "step" ? String(row.t) : (row.t - first.t).toFixed(2);
}

function timeText(transcript: Transcript, row: Wire, first: Wire): string {
  return `${time(transcript, row, first)}${transcript.clock === "ms" ? " ms" : ""}`;
}

/** The rows with names that are safe to print: a handle may be called anything. */
function named(transcript: Transcript): Wire[] {
  return [...transcript].map((row) => ({ ...row, from: visible(row.from), to: visible(row.to) }));
}

function droppedText(transcript: Transcript): string | undefined {
  return transcript.dropped > 0 ? `${transcript.dropped} older rows were dropped` : undefined;
}

function width(rows: readonly Wire[], of: (row: Wire) => string): number {
  return rows.reduce((most, row) => Math.max(most, of(row).length), 0);
}
