/** A header drawn with characters, 32 bits a row and two columns a bit, as the RFCs draw it. */
import { clip, textWidth, wrap } from "../../view";
import { type Box, rowBits } from "./boxes";
import { boxAt, type Row } from "./rows";

/** The characters of the lines. */
export type BoxLines = "ascii" | "unicode";

/** The scale of bits above the drawing. */
const scale = [
  ` ${Array.from({ length: 4 }, (_, ten) => String(ten).padEnd(20)).join("")}`.trimEnd(),
  ` ${Array.from({ length: rowBits }, (_, bit) => bit % 10).join(" ")}`,
];

/** Words take at most so many lines in a box. */
const mostLines = 4;

/** The drawing, line by line. */
export function boxText(rows: readonly Row[], lines: BoxLines): string[] {
  const drawing = [...scale];
  for (let i = 0; i <= rows.length; i++) {
    drawing.push(border(rows[i - 1], rows[i], lines));
    if (i < rows.length) drawing.push(...rowLines(rows[i]!, lines));
  }
  return drawing;
}

/** The text in a box: its label, and below that its value. */
export interface Words {
  readonly label: readonly string[];
  readonly value: readonly string[];
}

const wordless: Words = { label: [], value: [] };

/** The words of a box, in lines of this width. */
export function wordsOf({ label, value }: Box, width: number): Words {
  return { label: fitted(label, width), value: value ? fitted(value, width) : [] };
}

/** One line for both in a box with room for it. */
function tersely(box: Box, width: number): Words {
  const oneLine = `${box.label}: ${box.value}`;
  const isOneLine = box.value && width > rowBits && textWidth(oneLine) <= width;
  return isOneLine ? { label: [oneLine], value: [] } : wordsOf(box, width);
}

function fitted(text: string, width: number): string[] {
  const lines = wrap(text, width);
  return lines.length <= mostLines
    ? lines
    : [...lines.slice(0, mostLines - 1), clip(lines.slice(mostLines - 1).join(" "), width)];
}

/** Columns of text in so many bits: two for each, less the border. */
const columnsIn = (bits: number) => 2 * bits - 1;

function rowLines(row: Row, lines: BoxLines): string[] {
  const columns = row.map(({ box, from, to, words }) => {
    const width = columnsIn(to - from);
    return { width, ...(words === "here" ? tersely(box, width) : wordless) };
  });
  const labels = Math.max(1, ...columns.map(({ label }) => label.length));
  const values = Math.max(0, ...columns.map(({ value }) => value.length));
  return Array.from({ length: labels + values }, (_, y) => {
    let line = upright(undefined, row[0]?.box, lines);
    columns.forEach(({ width, label, value }, i) => {
      const first = Math.floor((labels - label.length) / 2);
      const text = y < labels ? label[y - first] : value[y - labels];
      line += centred(text ?? "", width) + upright(row[i]!.box, row[i + 1]?.box, lines);
    });
    return line;
  });
}

function centred(text: string, width: number): string {
  const free = Math.max(0, width - textWidth(text));
  const before = Math.floor(free / 2);
  return `${" ".repeat(before)}${text}${" ".repeat(free - before)}`;
}

/** The border to the left or right of a box; dotted where the box may go on. */
function upright(left: Box | undefined, right: Box | undefined, lines: BoxLines): string {
  const isOpen = left?.open || right?.open;
  if (lines === "ascii") return isOpen ? ":" : "|";
  return isOpen ? "┊" : "│";
}

/** The line between two rows: a border where one box ends and another begins, and room where a box goes on. */
function border(above: Row | undefined, below: Row | undefined, lines: BoxLines): string {
  const end = Math.max(above?.at(-1)?.to ?? 0, below?.at(-1)?.to ?? 0);
  const drawn = (column: number) =>
    column >= 0 && column < end && boxAt(above, column) !== boxAt(below, column);
  const parts = (row: Row | undefined, column: number) =>
    column <= (row?.at(-1)?.to ?? 0) &&
    (column === 0 ? row !== undefined : boxAt(row, column - 1) !== boxAt(row, column));
  let line = "";
  for (let column = 0; column <= end; column++) {
    const [left, right] = [drawn(column - 1), drawn(column)];
    const [up, down] = [parts(above, column), parts(below, column)];
    line +=
      lines === "ascii"
        ? tick(left || right, up || down, column)
        : corners[Number(up) + 2 * Number(down) + 4 * Number(left) + 8 * Number(right)];
    if (column < end) line += right ? (lines === "ascii" ? "-" : "─") : " ";
  }
  for (const { box, from, to, words } of above ?? []) {
    if (words !== "below") continue;
    const width = columnsIn(to - from);
    line =
      line.slice(0, 2 * from + 1) +
      centred(clip(inOneLine(tersely(box, width)), width), width) +
      line.slice(2 * to);
  }
  return line;
}

/** Where there is one line only. */
function inOneLine({ label, value }: Words): string {
  return [...label, ...value].join(" ");
}

/** In the RFCs every bit of a border has its tick, and where a box goes on the outer border has one. */
function tick(isBorder: boolean, isUpright: boolean, column: number): string {
  if (isBorder || (isUpright && (column === 0 || column === rowBits))) return "+";
  return isUpright ? "|" : " ";
}

/** Corners by the lines that meet in them: 1 for up, 2 for down, 4 for left, 8 for right. */
const corners = [" ", "│", "│", "│", "─", "┘", "┐", "┤", "─", "└", "┌", "├", "─", "┴", "┬", "┼"];
