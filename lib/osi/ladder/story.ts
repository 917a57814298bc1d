/** The story of a ladder before anything is folded: its ends, and row by row what went between them. */
import type { Lifeline } from "./model";

/** One row: an arrow, or a line across. */
export interface StoryRow {
  /** Number of the packet, or of the transcript's row. */
  readonly number: number;
  /** Seconds; undefined where the time is unknown. */
  readonly time: number | undefined;
  readonly from: Lifeline;
  readonly to: Lifeline;
  readonly style: ArrowStyle;
  /** Its kind, in the fold's count. */
  readonly counts: "data" | "ack" | "other";
  /** Bytes of data that it carries. */
  readonly length: number;
  /** Anything unusual. A row with trouble is never folded with rows that have none. */
  readonly trouble: readonly string[];
  /** The state that it proves its sender to be in. */
  readonly state: string | undefined;
  /** The state that it found its receiver in. */
  readonly found: string | undefined;
  /** The phase that begins with it. */
  readonly phase: string | undefined;
  /** Whether it is not an arrow, but a line across with what happened at `from`. */
  readonly across: boolean;
  /** The label on it, made when it is drawn. */
  words(): { readonly label: string; readonly content: string };
}

/**
 * How an arrow is drawn: how a connection begins and ends, how it is cut short, a confirmation, what programs say, and
 * what the layers below them say to each other.
 */
export type ArrowStyle = "life" | "broken" | "ack" | "plain" | "network" | "link";

/** All that a ladder can tell. */
export interface Story {
  /** The title of the drawing: `"Ladder of 12 packets"`. */
  readonly title: string;
  readonly rows: readonly StoryRow[];
  /** In order of appearance. */
  readonly lifelines: readonly Lifeline[];
  /** Older rows that were not kept. */
  readonly dropped: number;
  /** The name of a row: `"row"`, `"packet"`, `"segment"`. */
  readonly unit: string;
  /** Who drops rows: `"transcript"`, `"capture"`. */
  readonly keeper: string;
  /** Sentences on what the drawing is and is not, and on what no row shows. */
  readonly honesty: readonly string[];
}
