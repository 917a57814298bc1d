/** The model of a ladder before it is drawn: lifelines, arrows, and what is folded away. */
import { bytesText, clip, counted, textWidth, wrap } from "../../view";
import { foldRows } from "./fold";
import type { LadderOptions } from "./options";
import { pausesBetween } from "./pauses";
import type { ArrowStyle, Story, StoryRow } from "./story";

/** A ladder, ready to be drawn. */
export interface Ladder {
  readonly title: string;
  readonly lifelines: readonly Lifeline[];
  readonly steps: readonly Step[];
  /** Whether the steps have times, and whether any has a state. */
  readonly timed: boolean;
  readonly stated: boolean;
  /** The styles of its arrows. */
  readonly styles: readonly ArrowStyle[];
  /** A sentence that says what the drawing is and is not; it stands below it. */
  readonly honesty: readonly string[];
  /** One sentence for readers who do not see the drawing. */
  readonly summary: string;
}

/** A vertical line: an end, or several that share the last line because there are too many. */
export interface Lifeline {
  readonly label: string;
  readonly detail: string;
}

/** One line of the drawing. */
export type Step = Arrow | Remark | Pause;

/** Something that went, or was seen to go, from one lifeline to another. */
export interface Arrow {
  readonly kind: "arrow";
  readonly number: number;
  /** Seconds since the first row. */
  readonly time: string | undefined;
  /** Indexes of lifelines. */
  readonly from: number;
  readonly to: number;
  readonly style: ArrowStyle;
  /** `12 B`, `FIN`, `connect` */
  readonly label: string;
  /** The payload or the note, safe to show, not yet clipped. */
  readonly content: string;
  /** A remark on anything unusual; it stands below it. */
  readonly trouble: readonly string[];
  /** The state of the sender; stands behind it. */
  readonly state: string | undefined;
  /** The state that it found the receiver in; stands behind that one's lifeline. */
  readonly found: string | undefined;
}

/** A line across: rows that are folded, dropped or errors of one end; or the name of what begins. */
export interface Remark {
  readonly kind: "remark" | "heading";
  readonly number?: number;
  readonly time?: string | undefined;
  readonly words: string;
}

/** Time that passes: so many empty rows, with words where it was too long for that. */
export interface Pause {
  readonly kind: "pause";
  readonly rows: number;
  readonly words: string | undefined;
}

const maxLifelines = 5;

/** The part of a story that is drawn. */
export function ladderOf(story: Story, options: LadderOptions): Ladder {
  const { rows: all, lifelines, unit } = story;
  const [first, last] = options.rows ?? [0, Number.POSITIVE_INFINITY];
  const rows = all.filter(({ number }) => number >= first && number <= last);
  const origin = all[0]?.time;
  const time = (row: StoryRow) =>
    origin === undefined || row.time === undefined ? undefined : (row.time - origin).toFixed(6);
  const column = columnsOf(lifelines);
  const shared = lifelines.length > maxLifelines;
  const parts = foldRows(rows, unit, options.fold ?? true);
  const drawn = parts.flatMap((part) => (part.kind === "row" ? [part.row] : []));
  const pauses = options.time === "scale" ? pausesBetween(parts) : undefined;
  const steps = parts.flatMap((part, i): Step[] => [
    ...(pauses?.before[i] ? [pauses.before[i]] : []),
    ...(part.kind === "fold"
      ? [{ kind: "remark" as const, words: part.words }]
      : rowSteps(part.row, column, shared, time)),
  ]);
  return {
    title: story.title,
    lifelines: lifelinesOf(lifelines),
    steps: [...beginning(story, rows), ...steps],
    timed: origin !== undefined,
    stated: drawn.some(({ state }) => state !== undefined),
    styles: order.filter((style) => drawn.some((row) => row.style === style)),
    honesty: [...story.honesty, ...(pauses ? [pauses.words] : [])],
    summary: summaryOf(story, rows),
  };
}

const order: readonly ArrowStyle[] = ["link", "network", "life", "broken", "ack", "plain"];

/** The label of an arrow, in at most `width` columns; clipped content keeps its closing mark. */
export function arrowWords({ label, content }: Arrow, width: number): string {
  const words = content === "" ? label : `${label} ${content}`;
  return textWidth(words) <= width
    ? words
    : clip(words, width - 1) + (content === "" ? "" : content.slice(-1));
}

/** The text of a line across, in at most two lines of so many columns. */
export function remarkLines(words: string, width: number): string[] {
  return wrap(clip(words, 2 * width - 20), width);
}

function beginning({ dropped, rows: all, unit, keeper }: Story, rows: readonly StoryRow[]): Remark[] {
  const remarks: Remark[] = [];
  if (dropped > 0)
    remarks.push({
      kind: "remark",
      words: `… ${counted(dropped, `older ${unit}`)} dropped by the ${keeper} …`,
    });
  if (all.length === 0) remarks.push({ kind: "remark", words: "nothing has passed yet" });
  else if (rows.length < all.length)
    remarks.push({ kind: "remark", words: `${rows.length} of ${counted(all.length, unit)}, as chosen` });
  return remarks;
}

function lifelinesOf(ends: readonly Lifeline[]): Lifeline[] {
  if (ends.length <= maxLifelines) return ends.map(({ label, detail }) => ({ label, detail }));
  const own = ends.slice(0, maxLifelines - 1).map(({ label, detail }) => ({ label, detail }));
  return [...own, { label: `${ends.length - own.length} more ends`, detail: "named at their arrows" }];
}

function columnsOf(ends: readonly Lifeline[]): (end: Lifeline) => number {
  const columns = new Map(ends.map((end, i) => [end, Math.min(i, maxLifelines - 1)]));
  return (end) => columns.get(end)!;
}

function rowSteps(
  row: StoryRow,
  column: (end: Lifeline) => number,
  shared: boolean,
  timeOf: (row: StoryRow) => string | undefined,
): Step[] {
  const { number, style, trouble, state, found, phase } = row;
  const [from, to, time] = [column(row.from), column(row.to), timeOf(row)];
  const heading: Step[] = phase === undefined ? [] : [{ kind: "heading", words: phase }];
  const { label, content } = row.words();
  if (row.across || from === to) {
    const whom = row.across
      ? row.from.label
      : row.from === row.to
        ? `${row.from.label} to itself`
        : `${row.from.label} → ${row.to.label}`;
    const words = [`${whom}: ${label}`, content, ...trouble.map((it) => `! ${it}`)].filter(Boolean).join(" ");
    return [...heading, { kind: "remark", number, time, words }];
  }
  const sharing = shared && Math.max(from, to) === maxLifelines - 1;
  const who = sharing ? `${from > to ? row.from.label : row.to.label}: ` : "";
  return [
    ...heading,
    { kind: "arrow", number, time, from, to, style, label: who + label, content, trouble, state, found },
  ];
}

function summaryOf({ lifelines, unit }: Story, rows: readonly StoryRow[]): string {
  const bytes = rows.reduce((sum, row) => sum + row.length, 0);
  const who = lifelines.slice(0, maxLifelines).map((end) => end.label);
  const more = lifelines.length > who.length ? ` and ${lifelines.length - who.length} more` : "";
  return `Sequence diagram of ${counted(rows.length, unit)} between ${who.join(", ")}${more}; ${bytesText(bytes)} of data.`;
}
