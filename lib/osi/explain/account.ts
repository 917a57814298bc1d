/** The account of one layer: findings with their evidence, and what cannot be known. */
import { clip, plural, visible } from "../../view";
import { numbersText } from "../drawing/evidence";
import type { Conversation, End, Row, Turn } from "../input/exchange";

/** Something observed or computed, and the rows it rests on. */
export interface Finding {
  readonly says: string;
  readonly rows?: ReadonlyArray<Pick<Row, "number">>;
  /** Which bytes of a stream, from 0, and up to which. */
  readonly bytes?: Turn["bytes"];
}

/** The account of one layer. */
export interface Account {
  readonly seen: readonly Finding[];
  /** Facts that a socket cannot know, or that packets do not show. */
  readonly unknown: readonly string[];
}

/** Conversations described one by one; the others are only counted. */
const toldInFull = 3;

/** Findings of each of the first conversations, and a word on how many more there are. */
export function eachConversation<One extends Conversation>(
  all: readonly One[],
  tell: (one: One) => Finding[],
): Finding[] {
  const findings = all.slice(0, toldInFull).flatMap(tell);
  const more = all.length - toldInFull;
  return more > 0
    ? [...findings, { says: `${more} more ${plural(more, "connection")}, not told here.` }]
    : findings;
}

/** `client-1 → echo` */
export function direction(from: End, to: End): string {
  return `${from.label} → ${to.label}`;
}

/** The note of a row, short enough for a sentence. */
export function noteText(row: Row): string {
  return clip(visible(row.note ?? ""), 60);
}

/** The evidence of a finding: rows of a transcript, or packets, and which bytes of the stream. */
export function evidenceText({ rows = [], bytes }: Finding, unit: "row" | "packet"): string {
  if (rows.length === 0) return "";
  const range = bytes && `, bytes\u00a0${bytes.from + 1}–${bytes.to}`;
  return `[${numbersText(
    rows.map(({ number }) => number),
    unit,
  )}${range ?? ""}]`;
}
