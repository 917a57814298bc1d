/** Fields, and the parts of fields, as lines of text; each ends with its line's end. */
import type { Origin, Verdict } from "../../packets";
import { originMarks, verdictMarks, verdictText } from "../drawing/marks";
import { pad, textWidth } from "../drawing/text-width";
import { bitPattern, isFlag, shown, valueText, type Worded, widthText } from "./wording";

/** What is told of a field on its line: a node of a packet's tree, or a part of a field. */
export interface Told extends Worded {
  readonly label: string;
  readonly bit: number;
  readonly bits: number;
  readonly doc?: string | undefined;
  readonly origin?: Origin;
  readonly notes?: readonly Verdict[];
  readonly kids?: readonly Told[] | undefined;
}

/** What stands before the name of a layer's field. */
export const fieldMargin = "    ";

/** The lines of these fields with all their parts; `marked`: with a sign that says who set each. */
export function fieldLines(fields: readonly Told[], width: number, marked: boolean): string {
  let lines = "";
  for (const field of fields) {
    const sign = marked && field.origin ? `${originMarks[field.origin].sign} ` : "";
    const { label, bits, doc, notes = [] } = field;
    const isRight = notes.some(({ level }) => level === "ok");
    lines += lineHead(fieldMargin, label, width, bits) + lineTail(sign + valueText(field), doc, isRight);
    for (const note of notes) if (note.level !== "ok") lines += noteLine(fieldMargin, note);
    lines += partLines(field, `${fieldMargin}  `);
  }
  return lines;
}

/** The lines of the parts that a field is made of; a packet may hold tens of thousands, so there is an end to them. */
export function partLines(around: Told, margin: string, room: Room = { lines: mostParts }): string {
  const { kids = [] } = around;
  if (kids.length === 0 || room.lines <= 0) return "";
  const some = kids.slice(0, room.lines);
  const width = labelWidth(some.map(({ label }) => label));
  let lines = "";
  for (const part of some) {
    if (room.lines-- <= 0) break;
    if (isFlag(part, around)) {
      lines += `${margin}${bitPattern(part, around)}  ${shown(part.label).padEnd(width)}  ${shown(part.text)}\n`;
    } else {
      lines += lineHead(margin, part.label, width, part.bits) + lineTail(valueText(part), part.doc, false);
      lines += partLines(part, `${margin}  `, room);
    }
  }
  return room.lines > 0 ? lines : `${lines}${margin}… there are more parts, which are not told here\n`;
}

/** How many more lines there may be. */
interface Room {
  lines: number;
}

const mostParts = 120;

/** Columns that the longest of these names takes; there is room for 24. */
export function labelWidth(labels: readonly string[]): number {
  return labels.reduce((width, label) => Math.max(width, Math.min(24, textWidth(shown(label)))), 0);
}

/** `    ttl         8 bits  ` */
export function lineHead(margin: string, label: string, width: number, bits: number): string {
  return `${margin}${padded(shown(label), width)} ${widthColumn(bits)}  `;
}

const widthColumns: string[] = [];

function widthColumn(bits: number): string {
  if (bits >= 4096) return widthText(bits).padStart(9);
  widthColumns[bits] ??= widthText(bits).padStart(9);
  return widthColumns[bits];
}

/** `64                          routers it may still pass (time to live)` */
export function lineTail(value: string, doc: string | undefined, isRight: boolean): string {
  const mark = isRight ? rightMark : "";
  if (doc === undefined) return `${value}${mark}\n`;
  return `${padded(value, valueColumns - mark.length)}${mark}  ${doc}\n`;
}

const spaces = Array.from({ length: 64 }, (_, count) => " ".repeat(count));

/** As `pad` does it, sooner: almost all that is told is ASCII. */
function padded(text: string, width: number): string {
  if (!isAscii.test(text)) return pad(text, width);
  return text.length < width ? text + (spaces[width - text.length] ?? " ".repeat(width - text.length)) : text;
}

const isAscii = /^[\x20-\x7e]*$/;

/** Columns for the value, where what the field is for follows. */
const valueColumns = 26;
const rightMark = ` ${verdictMarks.ok.sign} ${verdictMarks.ok.word}`;

/** What is said of a layer or a field, on a line of its own. */
export function noteLine(margin: string, note: Verdict): string {
  return `${margin}  ${shown(verdictText(note))}\n`;
}
