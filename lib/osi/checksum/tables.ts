/** The tables that tell a checksum: its pieces, its words, and the steps from their sum to the checksum. */
import type { Table, TableRow } from "../../view";
import { counted } from "../../view";
import type { ReadChecksum } from "./checksum";
import type { Addition, SumWord } from "./words";

/** Of more words than this the middle ones are folded into one row. */
const mostWords = 64;
const shownFirst = 40;
const shownLast = 16;

const hex = (value: number) => `0x${value.toString(16).padStart(4, "0")}`;

const pseudo = new Set<SumWord["what"]>(["source address", "destination address", "protocol", "length"]);

/** The pieces that are added up. */
export function piecesTable(words: readonly SumWord[]): Table {
  const rows: Array<{ what: SumWord["what"]; count: number; sum: number; first: number }> = [];
  words.forEach(({ what, value, isChecksum }, i) => {
    let row = rows.at(-1);
    if (row?.what !== what) {
      row = { what, count: 0, sum: 0, first: i + 1 };
      rows.push(row);
    }
    row.count++;
    row.sum += isChecksum ? 0 : value;
  });
  return {
    caption: `What is added up: ${counted(words.length, "word")} of 16 bits`,
    columns: [
      { heading: "piece" },
      { heading: "words", kind: "mono" },
      { heading: "their sum", kind: "mono" },
    ],
    rows: rows.map(({ what, count, sum, first }) => ({
      cells: [
        pseudo.has(what) ? `pseudo-header: ${what}` : what,
        count === 1 ? String(first) : `${first}–${first + count - 1}`,
        hex(sum),
      ],
    })),
  };
}

/** Every word, with the sum so far. */
export function wordsTable({ words, ownerOf }: ReadChecksum): Table {
  const folds = words.length > mostWords;
  const left = folds ? words.length - shownFirst - shownLast : 0;
  const rows: TableRow[] = [];
  let sum = 0;
  let folded = 0;
  words.forEach((word, i) => {
    const added = word.isChecksum ? 0 : word.value;
    sum += added;
    const isShown = !folds || i < shownFirst || i >= words.length - shownLast || word.value !== word.before;
    if (isShown) rows.push(wordRow(word, i + 1, ownerOf(word), sum));
    else folded += added;
    if (folds && i === words.length - shownLast - 1) {
      rows.push({
        cells: ["…", "", `up to ${counted(left, "word")} not shown`, `+ ${hex(folded)}`, hex(sum)],
      });
    }
  });
  return {
    caption: `${counted(words.length, "word")} of 16 bits, added up`,
    columns: [
      { heading: "word", kind: "mono" },
      { heading: "bytes", kind: "mono" },
      { heading: "whose" },
      { heading: "value", kind: "mono" },
      { heading: "sum so far", kind: "mono" },
    ],
    rows,
  };
}

function wordRow(word: SumWord, number: number, owner: string, sum: number): TableRow {
  const { value, before, at, isChecksum, padded } = word;
  const changed = value !== before;
  const what = isChecksum ? `${hex(value)}, counts as 0` : hex(value);
  return {
    cells: [
      String(number),
      at === undefined ? "" : padded ? `${at}` : `${at}–${at + 1}`,
      `${owner}${padded ? " and a zero byte" : ""}`,
      changed ? `${what} ← was ${hex(before)}` : what,
      hex(sum),
    ],
    ...(changed && { marked: true }),
  };
}

/** From the sum to the checksum. */
export function additionTable({ total, folds, complement }: Addition, value: number, found: number): Table {
  const steps: TableRow[] = [{ cells: ["sum of all words", hex(total)] }];
  folds.slice(1).forEach((fold, i) => {
    const before = folds[i]!;
    const carries = Math.floor(before / 0x10000);
    steps.push({
      cells: ["bring the carries back in", `${hex(before % 0x10000)} + ${hex(carries)} = ${hex(fold)}`],
    });
  });
  steps.push({ cells: ["complement: turn every bit over", hex(complement)] });
  if (value !== complement)
    steps.push({ cells: ["0 would say “none”, so 0xffff is sent (RFC 768)", hex(value)] });
  steps.push({ cells: ["the packet says", hex(found)], ...(value !== found && { marked: true }) });
  return {
    caption: "From the sum to the checksum",
    columns: [{ heading: "step" }, { heading: "value", kind: "mono" }],
    rows: steps,
  };
}
