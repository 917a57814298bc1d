/** The boxes of a header cut into rows of 32 bits, with the place where the words of each box are written. */
import { type Box, rowBits } from "./boxes";

/** The part of a box that lies in one row. */
export interface Piece {
  readonly box: Box;
  /** Its first column, 0…31. */
  readonly from: number;
  /** The column behind it, 1…32. */
  readonly to: number;
  /** Where the words of the box are written: here, or on the border below, in the middle of an even number of rows. */
  readonly words: "here" | "below" | undefined;
}

/** A row: pieces from left to right. */
export type Row = readonly Piece[];

/** The rows of a drawing. */
export function rowsOf(boxes: readonly Box[]): Row[] {
  const rows: Piece[][] = [];
  for (const box of boxes) {
    const first = Math.floor(box.bit / rowBits);
    const end = box.bit + box.span;
    const place = placeOfWords(box);
    for (let row = first; row * rowBits < end; row++) {
      while (rows.length <= row) rows.push([]);
      rows[row]!.push({
        box,
        from: Math.max(0, box.bit - row * rowBits),
        to: Math.min(rowBits, end - row * rowBits),
        words: row === place.row ? place.words : undefined,
      });
    }
  }
  return rows;
}

/** In the middle of the rows that it fills; where it fills none, in its widest piece. */
function placeOfWords({ bit, span }: Box): { readonly row: number; readonly words: "here" | "below" } {
  const end = bit + span;
  const firstFull = Math.ceil(bit / rowBits);
  const full = Math.floor(end / rowBits) - firstFull;
  if (full > 0) {
    const middle = firstFull + Math.floor((full - 1) / 2);
    return { row: middle, words: full % 2 === 0 ? "below" : "here" };
  }
  const first = Math.floor(bit / rowBits);
  const inFirst = Math.min(end, (first + 1) * rowBits) - bit;
  return { row: span - inFirst > inFirst ? first + 1 : first, words: "here" };
}

/** The box at a column of a row. */
export function boxAt(row: Row | undefined, column: number): Box | undefined {
  return row?.find(({ from, to }) => from <= column && column < to)?.box;
}

/** The columns between two rows where one box ends and another begins: [first, behind the last], … */
export function borderRuns(
  above: Row | undefined,
  below: Row | undefined,
): Array<[from: number, to: number]> {
  const runs: Array<[number, number]> = [];
  for (let column = 0; column < rowBits; column++) {
    if (boxAt(above, column) === boxAt(below, column)) continue;
    const last = runs.at(-1);
    if (last?.[1] === column) last[1]++;
    else runs.push([column, column + 1]);
  }
  return runs;
}
