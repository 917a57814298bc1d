/**
 * Fields, and the parts of fields, as lines of text; each begins with the end of the line above it. What most lines hold
 * is Latin-1, which takes half the room of other text, and half the time.
 */
import type { Origin, Verdict } from "../../packets";
import { pad, textWidth } from "../../view";
import { originMarks, verdictMarks, verdictText } from "../drawing/marks";
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
  const some = kids.length > room.lines ? kids.slice(0, room.lines) : kids;
  const width = labelWidth(some);
  let lines = "";
  for (const part of some) {
    if (room.lines-- <= 0) break;
    if (isFlag(part, around)) {
      lines += `\n${margin}${bitPattern(part, around)}  ${shown(part.label).padEnd(width)}  ${shown(part.text)}`;
    } else {
      lines += lineHead(margin, part.label, width, part.bits) + lineTail(valueText(part), part.doc, false);
      lines += partLines(part, `${margin}  `, room);
    }
  }
  return room.lines > 0 ? lines : `${lines}\n${margin}… there are more parts, which are not told here`;
}

/** How many more lines there may be. */
interface Room {
  lines: number;
}

const mostParts = 120;

/** Columns that the longest of these names takes; there is room for 24. */
export function labelWidth(named: ReadonlyArray<{ readonly label: string }>): number {
  let width = 0;
  for (const { label } of named) width = Math.max(width, Math.min(24, widthOf(label)));
  return width;
}

function widthOf(label: string): number {
  const text = shown(label);
  return isAscii.test(text) ? text.length : textWidth(text);
}

/** `    ttl         8 bits  ` */
export function lineHead(margin: string, label: string, width: number, bits: number): string {
  const sizes = width < roomy && bits < roomy ? headsOf(margin, label) : undefined;
  const place = width * roomy + bits;
  const known = sizes?.get(place);
  if (known !== undefined) return known;
  const head = `\n${margin}${padded(shown(label), width)} ${widthColumn(bits)}  `;
  sizes?.set(place, head);
  return head;
}

/** Heads by margin, then by name, then by their columns: names are few, unless somebody makes them up. */
const heads = new Map<string, Map<string, Map<number, string>>>();
const mostNames = 1024;
const roomy = 512;

function headsOf(margin: string, label: string): Map<number, string> {
  let names = heads.get(margin);
  if (!names || names.size > mostNames) {
    names = new Map();
    heads.set(margin, names);
  }
  let sizes = names.get(label);
  if (!sizes) {
    sizes = new Map();
    names.set(label, sizes);
  }
  return sizes;
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
  if (doc === undefined) return `${value}${mark}`;
  return `${padded(value, valueColumns - mark.length)}${mark}  ${doc}`;
}

const spaces = Array.from({ length: 64 }, (_, count) => " ".repeat(count));

/** As `pad` does it, sooner: almost all that is told is ASCII. */
export function padded(text: string, width: number): string {
  if (!isAscii.test(text)) return pad(text, width);
  return text.length < width ? text + (spaces[width - text.length] ?? " ".repeat(width - text.length)) : text;
}

const isAscii = /^[\x20-\x7e]*$/;

/** Columns for the value, where what the field is for follows. */
const valueColumns = 26;
const rightMark = ` [${verdictMarks.ok.word}]`;

/** What is said of a layer or a field, on a line of its own. */
export function noteLine(margin: string, note: Verdict): string {
  return `\n${margin}  ${shown(verdictText(note))}`;
}
