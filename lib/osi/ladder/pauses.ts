/** Time to scale: how many empty rows stand for the time between two rows. */
import type { Part } from "./fold";
import type { Pause } from "./model";

/** The empty rows of all pauses together are no more than the rows drawn, or than this many. */
const emptyAnyway = 12;
/** A pause is drawn with so many rows at most; what is longer is cut to a few, and says so. */
const longest = 12;
const cut = 3;

/** The pause before each part, and what one empty row stands for. */
export function pausesBetween(parts: readonly Part[]): {
  readonly before: ReadonlyArray<Pause | undefined>;
  readonly words: string;
} {
  const waits = parts.map((part, i) => (i === 0 ? 0 : timeBetween(parts[i - 1]!, part)));
  if (waits.some((wait) => wait === undefined))
    return { before: [], words: "Not to scale: not every row has a time." };
  const unit = unitFor(waits as number[], Math.max(emptyAnyway, parts.length));
  if (unit === undefined) return { before: [], words: "Not to scale: all rows have one time." };
  const before = (waits as number[]).map((wait): Pause | undefined => {
    const rows = Math.round(wait / unit) - 1;
    if (rows < 1) return undefined;
    return rows <= longest
      ? { kind: "pause", rows, words: undefined }
      : { kind: "pause", rows: cut, words: `≈ ${secondsText(wait)} pass (more than fits)` };
  });
  return {
    before,
    words: `Down is time: an empty row is ${secondsText(unit)}; what followed sooner stands in the next row.`,
  };
}

/** Seconds from the end of one part to the beginning of the next. */
function timeBetween(a: Part, b: Part): number | undefined {
  const [from, to] = [
    a.kind === "row" ? a.row.time : a.rows.at(-1)!.time,
    b.kind === "row" ? b.row.time : b.rows[0]!.time,
  ];
  return from === undefined || to === undefined ? undefined : Math.max(0, to - from);
}

/**
 * Of 1, 2, 5, 10 … the smallest time for an empty row with which there are no more of them than wanted, and hardly a
 * pause is cut.
 */
function unitFor(waits: readonly number[], wanted: number): number | undefined {
  const most = Math.max(...waits);
  if (most <= 0) return undefined;
  const fits = (unit: number) => {
    const rows = waits.map((wait) => Math.max(0, Math.round(wait / unit) - 1));
    const cuts = rows.filter((count) => count > longest).length;
    return (
      cuts <= 1 + waits.length / 20 && rows.reduce((sum, it) => sum + (it > longest ? cut : it), 0) <= wanted
    );
  };
  const highest = Math.ceil(Math.log10(most));
  const units = Array.from({ length: 7 }, (_, i) => 10 ** (highest - 6 + i)).flatMap((power) =>
    [1, 2, 5].map((step) => step * power),
  );
  return units.find(fits) ?? units.at(-1);
}

/** `250 µs`, `1.5 ms`, `2 s` */
function secondsText(seconds: number): string {
  if (seconds < 1e-3) return `${Number((seconds * 1e6).toPrecision(3))} µs`;
  if (seconds < 1) return `${Number((seconds * 1e3).toPrecision(3))} ms`;
  return `${Number(seconds.toPrecision(3))} s`;
}
