/** A ladder drawn with characters. */
import { clip, pad, textWidth, wrap } from "../../view";
import { type Arrow, arrowWords, type Ladder, type Remark, remarkLines, type Step } from "./model";
import { styleWords } from "./styles";

/** Columns between two lifelines: wide when there are two, so that payloads can be read. */
const widestGap = 60;
const narrowestGap = 22;
const lineWidth = 100;
/** Room for `SYN-RECEIVED` and a space at either side of the lifelines. */
const stateWidth = 14;
const timeWidth = 11;
const numberWidth = 6;

/** The drawing, its lines at most about 100 columns wide unless there are many lifelines. */
export function ladderText(ladder: Ladder): string {
  const { lifelines, steps, honesty, styles } = ladder;
  const page = layout(ladder);
  const head = (words: readonly string[]) => labelsAt(words, page);
  return [
    head(lifelines.map(({ label }) => label)),
    ...(lifelines.some(({ detail }) => detail !== "") ? [head(lifelines.map(({ detail }) => detail))] : []),
    ...steps.flatMap((step) => stepLines(step, page)),
    "",
    ...wrap(
      styles.map((style) => `${styleWords[style].text} ${styleWords[style].words}`).join("   "),
      lineWidth,
    ),
    ...honesty.flatMap((words) => wrap(words, lineWidth)),
  ]
    .map((line) => line.trimEnd())
    .join("\n");
}

/** Where things stand. */
interface Page {
  readonly count: number;
  readonly gap: number;
  readonly timed: boolean;
  at(column: number): number;
}

function layout({ lifelines, timed, stated }: Ladder): Page {
  const gaps = Math.max(1, lifelines.length - 1);
  const left = numberWidth + (timed ? timeWidth : 0) + (stated ? stateWidth : 4);
  const room = lineWidth - left - (stated ? stateWidth : 10);
  const gap = Math.min(widestGap, Math.max(narrowestGap, Math.floor(room / gaps)));
  return { count: lifelines.length, gap, timed, at: (column) => left + column * gap };
}

/** Each label with its middle at its lifeline, as far as there is room. */
function labelsAt(labels: readonly string[], { at, gap }: Page): string {
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

function stepLines(step: Step, page: Page): string[] {
  const start = page.at(0) + 2;
  const between = page.at(page.count - 1) - start - 1;
  const room = between > 40 ? between : lineWidth - start;
  switch (step.kind) {
    case "arrow":
      return [arrowLine(step, page), ...step.trouble.flatMap((words) => troubleLines(words, step, page))];
    case "remark":
      return remarkLines(step.words, room).map((line, i) =>
        withLifelines(i === 0 ? numbered(step, page) : "", start, line, page),
      );
    case "heading":
      return remarkLines(`▸ ${step.words}`, room).map((line) => withLifelines("", start, line, page));
    case "pause":
      return Array.from({ length: step.rows }, (_, i) =>
        withLifelines("", start, i === step.rows >> 1 ? (step.words ?? "") : "", page),
      );
  }
}

function arrowLine(arrow: Arrow, page: Page): string {
  const { count, at } = page;
  const [left, right] = [Math.min(arrow.from, arrow.to), Math.max(arrow.from, arrow.to)];
  const width = at(right) - at(left) - 1;
  const words = arrowWords(arrow, width - 8);
  const stroke = styleWords[arrow.style].text;
  const forward = arrow.from < arrow.to;
  const start = forward ? stroke.repeat(2) : `<${stroke}`;
  const rest = width - textWidth(start) - textWidth(words) - 3;
  const shaft = `${start} ${words} ${stroke.repeat(rest)}${forward ? ">" : stroke}`;
  // States stand behind their ends, away from the arrow: nothing else is there in this row.
  const [before, behind] = forward ? [arrow.state, arrow.found] : [arrow.found, arrow.state];
  let line = numbered(arrow, page);
  for (let column = 0; column < count; column++) {
    if (column > left && column < right) continue;
    if (column === left && before) line = `${pad(line, at(column) - 1 - textWidth(before))}${before}`;
    line = `${pad(line, at(column))}│${column === left ? shaft : ""}`;
    if (column === right && behind) line += ` ${behind}`;
  }
  return line;
}

/** Under an arrow, between its lifelines. */
function troubleLines(words: string, { from, to }: Arrow, page: Page): string[] {
  const start = page.at(Math.min(from, to)) + 4;
  const room = page.at(Math.max(from, to)) - start - 3;
  return wrap(words, room).map((line, i) => withLifelines("", start, `${i === 0 ? "!" : " "} ${line}`, page));
}

/** A line with words at a place, and the lifelines that they leave free. */
function withLifelines(beginning: string, start: number, words: string, { count, at }: Page): string {
  const end = start + textWidth(words);
  let line = beginning;
  let written = words === "";
  const write = () => {
    line = pad(line, start) + words;
    written = true;
  };
  for (let column = 0; column < count; column++) {
    const x = at(column);
    if (!written && x >= start) write();
    if (words !== "" && x >= start && x <= end) continue;
    line = `${pad(line, x)}│`;
  }
  if (!written) write();
  return line;
}

function numbered({ number, time }: Pick<Remark, "number" | "time">, { timed }: Page): string {
  if (number === undefined) return "";
  const words = String(number).padStart(numberWidth - 1);
  return timed && time !== undefined ? `${words} ${time.padStart(timeWidth - 1)}` : words;
}
