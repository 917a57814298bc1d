/** What a ladder shows: lifelines, arrows, and what is folded away, before anything is drawn. */
import { printable, visible } from "../../cell";
import { clip, textWidth } from "../drawing/text-width";
import { type End, type Exchange, type Row, saysSomething } from "../input/exchange";

/** A ladder, ready to be drawn. */
export interface Ladder {
  readonly lifelines: readonly Lifeline[];
  readonly steps: ReadonlyArray<Arrow | Remark>;
  /** What the drawing is and is not; said below it. */
  readonly honesty: string;
  /** One sentence for whoever does not see the drawing. */
  readonly summary: string;
}

/** A vertical line: an end, or several that share the last line because there are too many. */
export interface Lifeline {
  readonly label: string;
  readonly detail: string;
}

/** Something that went, or was seen to go, from one lifeline to another. */
export interface Arrow {
  readonly kind: "arrow";
  readonly number: number;
  /** Indexes of lifelines. */
  readonly from: number;
  readonly to: number;
  /** `plain` for data, `life` for how the connection begins and ends, `broken` for how it is cut short. */
  readonly style: "plain" | "life" | "broken";
  /** `12 B`, `FIN`, `connect` */
  readonly label: string;
  /** The payload or the note, safe to show, not yet clipped. */
  readonly content: string;
}

/** A line across: rows that are folded, dropped or errors of one end. */
export interface Remark {
  readonly kind: "remark";
  readonly number?: number;
  readonly words: string;
}

/** Rows drawn before and after the fold; so many and no more are drawn in all. */
const rowsAtEachEnd = 30;
const maxLifelines = 5;

/** What is drawn of an exchange. */
export function ladderOf(exchange: Exchange): Ladder {
  const { ends, rows, dropped } = exchange;
  const column = columnsOf(ends);
  const step = (row: Row) => stepOf(row, column, ends.length > maxLifelines);
  const folded = rows.slice(rowsAtEachEnd, -rowsAtEachEnd);
  const steps: Array<Arrow | Remark> =
    folded.length > 1
      ? [...rows.slice(0, rowsAtEachEnd).map(step), foldOf(folded), ...rows.slice(-rowsAtEachEnd).map(step)]
      : rows.map(step);
  if (dropped > 0)
    steps.unshift({
      kind: "remark",
      words: `… ${dropped} older ${rowsWord(dropped)} dropped by the transcript …`,
    });
  if (rows.length === 0) steps.push({ kind: "remark", words: "nothing has passed yet" });
  return {
    lifelines: lifelinesOf(ends),
    steps,
    honesty: honesty[exchange.conversations[0]?.carrier ?? "TCP"],
    summary: summaryOf(exchange),
  };
}

const honesty = {
  TCP: "Reconstructed from socket events: the operating system owns the segments, so handshake and ACKs are not shown.",
  UDP: "Reconstructed from socket events: each arrow is one datagram. Whether it arrived, only the other end's transcript tells.",
  AF_UNIX:
    "Reconstructed from socket events: no network took part, and there are no segments. The operating system copied the bytes.",
} as const;

/** What stands on an arrow, in at most `width` columns; clipped content keeps its closing mark. */
export function arrowWords({ label, content }: Arrow, width: number): string {
  const words = content === "" ? label : `${label} ${content}`;
  return textWidth(words) <= width ? words : clip(words, width - 1) + content.slice(-1);
}

function lifelinesOf(ends: readonly End[]): Lifeline[] {
  if (ends.length <= maxLifelines) return ends.map(({ label, detail }) => ({ label, detail }));
  const own = ends.slice(0, maxLifelines - 1).map(({ label, detail }) => ({ label, detail }));
  return [...own, { label: `${ends.length - own.length} more ends`, detail: "named at their arrows" }];
}

function columnsOf(ends: readonly End[]): (end: End) => number {
  const columns = new Map(ends.map((end, i) => [end, Math.min(i, maxLifelines - 1)]));
  return (end) => columns.get(end)!;
}

function stepOf(row: Row, column: (end: End) => number, shared: boolean): Arrow | Remark {
  const from = column(row.from);
  const to = column(row.to);
  if (row.event === "error" && row.note !== undefined) return remark(row, noteOf(row.note));
  if (from === to || row.event === "error") return remark(row, `${eventLabel(row)} ${content(row)}`.trim());
  const sharing = shared && Math.max(from, to) === maxLifelines - 1;
  const who = sharing ? `${from > to ? row.from.label : row.to.label}: ` : "";
  return {
    kind: "arrow",
    number: row.number,
    from,
    to,
    style: styleOf[row.event],
    label: who + eventLabel(row),
    content: content(row),
  };
}

function remark({ number, from }: Row, words: string): Remark {
  return { kind: "remark", number, words: `${from.label}: ${words}` };
}

const styleOf = {
  connect: "life",
  accept: "life",
  data: "plain",
  datagram: "plain",
  fin: "life",
  rst: "broken",
  drop: "broken",
  overflow: "broken",
  error: "broken",
} as const;

function eventLabel(row: Row): string {
  switch (row.event) {
    case "data":
    case "datagram":
      return `${row.length} B`;
    case "fin":
    case "rst":
      return row.event.toUpperCase();
    case "drop":
      return "turned away";
    case "overflow":
      return "dropped";
    default:
      return row.event;
  }
}

/** Bytes that can fill the widest arrow; what does not fit is clipped by the drawing. */
const payloadBytes = 256;

function content({ event, bytes, note }: Row): string {
  if ((event === "data" || event === "datagram") && bytes)
    return `"${printable(bytes.subarray(0, payloadBytes))}"`;
  return note === undefined ? "" : `(${noteOf(note)})`;
}

function noteOf(note: string): string {
  return visible(note.slice(0, payloadBytes));
}

function foldOf(rows: readonly Row[]): Remark {
  const data = rows.filter((row) => saysSomething(row));
  const bytes = data.reduce((sum, row) => sum + row.length, 0);
  return {
    kind: "remark",
    words: `… ${rows.length} ${rowsWord(rows.length)} folded: ${data.length} with data, ${bytes} B in all …`,
  };
}

function summaryOf({ ends, rows }: Exchange): string {
  const bytes = rows.reduce((sum, row) => sum + row.length, 0);
  const who = ends.slice(0, maxLifelines).map((end) => end.label);
  const more = ends.length > who.length ? ` and ${ends.length - who.length} more` : "";
  return `Sequence diagram of ${rows.length} ${rowsWord(rows.length)} between ${who.join(", ")}${more}; ${bytes} bytes of data.`;
}

function rowsWord(count: number): string {
  return count === 1 ? "row" : "rows";
}
