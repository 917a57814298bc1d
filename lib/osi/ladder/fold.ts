/** Which rows of a long ladder are drawn one by one, and which are folded into a line that counts them. */
import { counted } from "../../view";
import type { StoryRow } from "./story";

/** Rows that are drawn, or such as are folded together. */
export type Part =
  | { readonly kind: "row"; readonly row: StoryRow }
  | { readonly kind: "fold"; readonly rows: readonly StoryRow[]; readonly words: string };

/** Up to so many rows nothing is folded. */
const readable = 60;
/** Of a run of plain rows these are drawn; a fold of fewer than three would save nothing. */
const drawnFirst = 4;
const drawnLast = 2;
const smallestFold = 3;
/** Of all that is left then, so many are drawn at the beginning and at the end. */
const drawnAtEachEnd = 60;
/** Without folding so many rows are drawn; beyond, a page would not carry it. */
const mostUnfolded = 2000;

/** The rows, as they are to be drawn. */
export function foldRows(rows: readonly StoryRow[], unit: string, fold: boolean): readonly Part[] {
  const parts = rows.map((row): Part => ({ kind: "row", row }));
  if (!fold) return middleFolded(parts, unit, mostUnfolded / 2);
  if (rows.length <= readable) return parts;
  return middleFolded(runsFolded(rows, unit), unit, drawnAtEachEnd);
}

function runsFolded(rows: readonly StoryRow[], unit: string): Part[] {
  const parts: Part[] = [];
  let run: StoryRow[] = [];
  const finish = () => {
    const folded = run.slice(drawnFirst, -drawnLast);
    if (folded.length < smallestFold) parts.push(...run.map((row): Part => ({ kind: "row", row })));
    else {
      const [first, last] = [run.slice(0, drawnFirst), run.slice(-drawnLast)];
      parts.push(...first.map((row): Part => ({ kind: "row", row })), foldOf(folded, unit));
      parts.push(...last.map((row): Part => ({ kind: "row", row })));
    }
    run = [];
  };
  for (const row of rows) {
    if (isPlain(row)) run.push(row);
    else {
      finish();
      parts.push({ kind: "row", row });
    }
  }
  finish();
  return parts;
}

/** Nothing that a reader should not miss. */
function isPlain({ trouble, state, phase, style }: StoryRow): boolean {
  return (
    trouble.length === 0 &&
    state === undefined &&
    phase === undefined &&
    style !== "life" &&
    style !== "broken"
  );
}

function middleFolded(parts: readonly Part[], unit: string, atEachEnd: number): readonly Part[] {
  const folded = parts
    .slice(atEachEnd, -atEachEnd)
    .flatMap((part) => (part.kind === "row" ? [part.row] : part.rows));
  if (folded.length < smallestFold) return parts;
  return [...parts.slice(0, atEachEnd), foldOf(folded, unit), ...parts.slice(-atEachEnd)];
}

function foldOf(rows: readonly StoryRow[], unit: string): Part {
  const data = rows.filter(({ counts }) => counts === "data");
  const bytes = data.reduce((sum, { length }) => sum + length, 0);
  const acks = rows.filter(({ counts }) => counts === "ack").length;
  const trouble = rows.filter((row) => row.trouble.length > 0).length;
  const others = rows.length - data.length - acks;
  const what = [
    data.length > 0 && `${data.length} with data (${bytes.toLocaleString("en")}\u00a0B)`,
    acks > 0 && counted(acks, "ACK"),
    others > 0 && `${others} ${data.length + acks > 0 ? "others" : "without data"}`,
    trouble > 0 && `${trouble} of them out of the ordinary`,
  ].filter(Boolean);
  const words = `… ${counted(rows.length, unit)} folded (${rows[0]!.number}–${rows.at(-1)!.number}): ${what.join(", ")} …`;
  return { kind: "fold", rows, words };
}
