/** A ladder drawn with characters. */

import { clip, pad, textWidth, wrap } from "../drawing/text-width";
import { type Arrow, arrowWords, type Ladder, type Remark } from "./model";

const margin = 6;
/** Columns between two lifelines: wide when there are two, so that payloads can be read. */
const widestGap = 60;
const narrowestGap = 22;
const lineWidth = 100;

/** The drawing, its lines at most about 100 columns wide unless there are many lifelines. */
export function ladderText({ lifelines, steps, honesty }: Ladder): string {
  const gaps = Math.max(1, lifelines.length - 1);
  const gap = Math.min(widestGap, Math.max(narrowestGap, Math.floor((lineWidth - 2 * margin - 16) / gaps)));
  const at = (column: number) => margin + 4 + column * gap;
  const head = (words: readonly string[]) => labelsAt(words, at, gap);
  return [
    head(lifelines.map(({ label }) => label)),
    ...(lifelines.some(({ detail }) => detail !== "") ? [head(lifelines.map(({ detail }) => detail))] : []),
    ...steps.map((step) =>
      step.kind === "arrow" ? arrowLine(step, lifelines.length, at) : remarkLine(step, lifelines.length, at),
    ),
    "",
    "═ layer 4: the connection's life   ╌ layer 4: cut short   ─ layer 7: what the programs say",
    ...wrap(honesty, lineWidth),
  ].join("\n");
}

/** Each label with its middle at its lifeline, as far as there is room. */
function labelsAt(labels: readonly string[], at: (column: number) => number, gap: number): string {
  let line = "";
  labels.forEach((label, column) => {
    const words = clip(label, gap - 2);
    const start = Math.max(
      at(column) - Math.floor(textWidth(words) / 2),
      column === 0 ? 0 : textWidth(line) + 2,
    );
    line = pad(line, start) + words;
  });
  return line;
}

function arrowLine(arrow: Arrow, count: number, at: (column: number) => number): string {
  const left = Math.min(arrow.from, arrow.to);
  const right = Math.max(arrow.from, arrow.to);
  const width = at(right) - at(left) - 1;
  const words = arrowWords(arrow, width - 8);
  const stroke = arrow.style === "broken" ? "╌" : arrow.style === "plain" ? "─" : "═";
  const start = arrow.from < arrow.to ? stroke.repeat(2) : `<${stroke}`;
  const rest = width - textWidth(start) - textWidth(words) - 3;
  const shaft = `${start} ${words} ${stroke.repeat(rest)}${arrow.from < arrow.to ? ">" : stroke}`;
  let line = numbered(arrow.number);
  for (let column = 0; column < count; column++) {
    if (column > left && column < right) continue;
    line = `${pad(line, at(column))}│${column === left ? shaft : ""}`;
  }
  return line;
}

function remarkLine({ number, words }: Remark, count: number, at: (column: number) => number): string {
  const start = at(0) + 2;
  const line = `${pad(numbered(number), at(0))}${count > 0 ? "│" : ""}`;
  return `${pad(line, start)}${clip(words, Math.max(lineWidth - start, at(count - 1) - start - 1))}`;
}

function numbered(number: number | undefined): string {
  return number === undefined ? "" : String(number).padStart(margin - 1);
}
