/** Line plots: series of numbers over numbers, as text for a terminal and as SVG for a page. */
import { capital, counted } from "./counts";
import { type Html, html } from "./html";
import { drawingAndText } from "./page";
import { layerColours } from "./palette";
import { visible } from "./printable";
import { ink, quietInk, svgFrame } from "./svg";
import { clip, pad, textWidth, wrap } from "./text-width";
import { type View, view } from "./view";

/** A point: x, then y. */
export type PlotPoint = readonly [x: number, y: number];

/** A line of a plot. */
interface PlotSeries {
  readonly name: string;
  /** In any order of x. Points that are not finite are left out, and the plot says how many. */
  readonly points: readonly PlotPoint[];
  /** Between two points: a straight line, or the value of the first until the second. Default: `"line"`. */
  readonly between?: "line" | "step";
}

/** A place on the x axis that is named, such as a lost packet. */
interface PlotMark {
  readonly x: number;
  readonly label: string;
  /** Where the mark is a point; without it, it is a line from top to bottom. */
  readonly y?: number;
}

/** An axis: what it measures, and in which unit. */
interface PlotAxis {
  readonly label: string;
  readonly unit?: string;
}

/** A plot. */
export interface Plot {
  readonly title: string;
  readonly x: PlotAxis;
  readonly y: PlotAxis;
  readonly series: readonly PlotSeries[];
  readonly marks?: readonly PlotMark[];
}

/** The plot as a view: text, and a drawing with the text below it. */
export function plot(of: Plot): View {
  const drawing = () => plotSvg(of);
  const text = () => plotText(of);
  return view({ text, svg: drawing, html: () => drawingAndText(visible(of.title), drawing(), text()) });
}

/** Each series has a sign, a colour and a pattern of dashes, so that it never depends on its colour alone. */
const looks = [
  { sign: "●", colour: layerColours[1], dashes: "none" },
  { sign: "▲", colour: layerColours[4], dashes: "7 4" },
  { sign: "■", colour: layerColours[7], dashes: "2 3" },
  { sign: "◆", colour: layerColours[3], dashes: "9 3 2 3" },
  { sign: "○", colour: layerColours[5], dashes: "4 2" },
  { sign: "△", colour: layerColours[2], dashes: "12 4" },
] as const;

const mostMarks = 20;
const longestLabel = 40;

interface Look {
  readonly sign: string;
  readonly colour: string;
  readonly dashes: string;
}

/** A series, sorted and without points that cannot be drawn. */
interface Line {
  readonly name: string;
  readonly points: readonly PlotPoint[];
  readonly isStep: boolean;
  readonly look: Look;
}

interface Range {
  readonly from: number;
  readonly to: number;
}

interface Model {
  readonly title: string;
  readonly x: string;
  readonly y: string;
  readonly lines: readonly Line[];
  readonly marks: ReadonlyArray<PlotMark & { readonly number: number }>;
  readonly xs: Range;
  readonly ys: Range;
  /** Sentences below the plot. */
  readonly notes: readonly string[];
}

function modelOf({ title, x, y, series, marks = [] }: Plot): Model {
  const shown = series.slice(0, looks.length);
  const lines = shown.map(
    ({ name, points, between }, i): Line => ({
      name: label(name),
      points: points.filter(isFinitePoint).sort(([a], [b]) => a - b),
      isStep: between === "step",
      look: looks[i]!,
    }),
  );
  const finite = marks.filter(({ x, y = 0 }) => Number.isFinite(x) && Number.isFinite(y));
  const some = finite
    .slice(0, mostMarks)
    .map((mark, i) => ({ ...mark, label: label(mark.label), number: i + 1 }));
  const points = lines.flatMap((line) => line.points);
  const left = shown.reduce((sum, { points }) => sum + points.length, 0) - points.length;
  const notes = [
    ...(points.length === 0 ? ["There are no points to draw."] : []),
    ...(left > 0 ? [`${counted(left, "point")} not drawn, because their numbers are not finite.`] : []),
    ...(series.length > shown.length ? [`${series.length - shown.length} more series not drawn.`] : []),
    ...(marks.length > some.length ? [`${counted(marks.length - some.length, "more mark")} not drawn.`] : []),
  ];
  return {
    title: visible(title),
    x: axisText(x),
    y: axisText(y),
    lines,
    marks: some,
    xs: rangeOf([...points.map(([at]) => at), ...some.map(({ x }) => x)], false),
    ys: rangeOf([...points.map(([, value]) => value), ...some.flatMap(({ y }) => y ?? [])], true),
    notes,
  };
}

const label = (text: string): string => clip(visible(text.slice(0, 4 * longestLabel)), longestLabel);

const axisText = ({ label: name, unit }: PlotAxis): string =>
  unit === undefined ? label(name) : `${label(name)} (${label(unit)})`;

const isFinitePoint = ([x, y]: PlotPoint): boolean => Number.isFinite(x) && Number.isFinite(y);

/** The range of these values; `zero`: with 0 in it if they are near it. A range is never empty. */
function rangeOf(values: readonly number[], zero: boolean): Range {
  if (values.length === 0) return { from: 0, to: 1 };
  let from = values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  let to = values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  if (zero && from > 0 && from < to / 2) from = 0;
  if (zero && from === to && from > 0) from = 0;
  // Of a width that small, halves are 0: it is drawn as a constant.
  if (to / 2 - from / 2 < smallest) {
    const around = Math.abs(from) > smallest ? Math.abs(from) / 2 : 1;
    from = Math.max(from - around, -Number.MAX_VALUE);
    to = Math.min(to + around, Number.MAX_VALUE);
  }
  return { from, to };
}

const smallest = 1e-300;

/** The share of the range at which a value lies. Halves first: the whole range may be too large for a number. */
function share(value: number, { from, to }: Range): number {
  return (value / 2 - from / 2) / (to / 2 - from / 2);
}

/** Round numbers in a range, about so many: 1, 2 or 5 times a power of ten apart. */
export function niceTicks(from: number, to: number, about: number): number[] {
  const rough = to / about - from / about || Number.MIN_VALUE;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step =
    [1, 2, 5, 10].map((times) => times * power).find((each) => each >= rough * 0.999) ?? 10 * power;
  if (!Number.isFinite(step) || step === 0) return [from, to];
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  if (!(last - first <= 4 * about)) return [from, to];
  return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
}

/** A number as an axis says it: `1200`, `0.05`, `1.5e+9`. */
function tickText(value: number): string {
  const text = String(Number(value.toPrecision(6)));
  return text.length <= 8 ? text : value.toExponential(2).replace(/\.?0+e/, "e");
}

/** The values in one column of the drawing: the first and the last, and the least and the greatest. */
interface Thinned {
  readonly column: number;
  readonly first: PlotPoint;
  readonly last: PlotPoint;
  readonly least: PlotPoint;
  readonly most: PlotPoint;
}

/** The points by columns. No extreme value is lost, however many points there are. */
function thinned(points: readonly PlotPoint[], range: Range, columns: number): Thinned[] {
  const all: Array<{ -readonly [name in keyof Thinned]: Thinned[name] }> = [];
  for (const point of points) {
    const column = Math.min(columns - 1, Math.floor(share(point[0], range) * columns));
    const last = all.at(-1);
    if (last?.column !== column) all.push({ column, first: point, last: point, least: point, most: point });
    else {
      last.last = point;
      if (point[1] < last.least[1]) last.least = point;
      if (point[1] > last.most[1]) last.most = point;
    }
  }
  return all;
}

/** A summary in words, for those who do not see the lines. */
function summaryOf({ lines, marks, x, y, notes }: Model): string {
  const parts = lines.map(({ name, points }) => {
    if (points.length === 0) return `${name}: no points.`;
    const values = rangeText(points.map(([, value]) => value));
    const places = rangeText(points.map(([at]) => at));
    return `${name}: ${counted(points.length, "point")}, x ${places}, y ${values}.`;
  });
  const named = marks.map(({ x, label }) => `${label} at ${tickText(x)}`).join("; ");
  return [`${capital(y)} over ${x}.`, ...parts, ...(named ? [`Marks: ${named}.`] : []), ...notes].join(" ");
}

function rangeText(values: readonly number[]): string {
  const least = values.reduce((a, b) => Math.min(a, b));
  const most = values.reduce((a, b) => Math.max(a, b));
  return least === most ? tickText(least) : `${tickText(least)} to ${tickText(most)}`;
}

const plotColumns = 64;
const plotRows = 16;

/** The plot for a terminal. */
export function plotText(of: Plot): string {
  const model = modelOf(of);
  const { lines, marks, xs, ys, title, notes } = model;
  const grid = Array.from({ length: plotRows }, () => new Array<string>(plotColumns).fill(" "));
  const rowAt = (y: number) => plotRows - 1 - Math.round(share(y, ys) * (plotRows - 1));
  const columnAt = (x: number) =>
    Math.min(plotColumns - 1, Math.max(0, Math.floor(share(x, xs) * plotColumns)));
  for (const { x, y } of marks) if (y === undefined) for (const row of grid) row[columnAt(x)] = "┊";
  for (const line of lines) {
    for (const [row, column, sign] of cellsOf(line, xs, rowAt)) grid[row]![column] = sign;
  }
  const numbers = new Array<string>(plotColumns).fill(" ");
  for (const { x, y, number } of marks) {
    numbers[columnAt(x)] = markSign(number);
    if (y !== undefined) grid[rowAt(y)]![columnAt(x)] = "✕";
  }
  const ticks = new Map(niceTicks(ys.from, ys.to, 4).map((tick) => [rowAt(tick), tickText(tick)]));
  const margin = Math.max(...[...ticks.values()].map(textWidth), 1);
  const body = grid.map((row, i) => {
    const tick = ticks.get(i);
    return `${(tick ?? "").padStart(margin)} ${tick === undefined ? "│" : "┤"}${row.join("")}`.trimEnd();
  });
  return [
    title,
    "",
    `${" ".repeat(margin)} ${model.y}`,
    ...(marks.length > 0 ? [`${" ".repeat(margin + 2)}${numbers.join("").trimEnd()}`] : []),
    ...body,
    ...xAxisText(model, margin, columnAt),
    ...legendText(model),
    ...notes,
  ].join("\n");
}

/** `1` to `9`, then letters. */
const markSign = (number: number): string => number.toString(36);

/** The places of a line's signs: its points, and dots in between. */
function* cellsOf(
  { points, isStep, look }: Line,
  xs: Range,
  rowAt: (y: number) => number,
): Iterable<readonly [row: number, column: number, sign: string]> {
  let before: Thinned | undefined;
  const columns = thinned(points, xs, plotColumns);
  for (const here of columns) {
    if (before) {
      const [from, to] = [rowAt(before.last[1]), rowAt(here.first[1])];
      const width = here.column - before.column;
      for (let i = 1; i < width; i++)
        yield [isStep ? from : Math.round(from + ((to - from) * i) / width), before.column + i, "·"];
      const low = isStep ? from : Math.round(from + ((to - from) * (width - 1)) / width);
      for (let row = Math.min(low, to) + 1; row < Math.max(low, to); row++) yield [row, here.column, "·"];
    }
    for (let row = rowAt(here.most[1]); row <= rowAt(here.least[1]); row++) yield [row, here.column, "·"];
    before = here;
  }
  for (const { column, first, last, least, most } of columns)
    for (const [, y] of [first, last, least, most]) yield [rowAt(y), column, look.sign];
}

function xAxisText({ xs, x }: Model, margin: number, columnAt: (x: number) => number): string[] {
  const axis = new Array<string>(plotColumns).fill("─");
  let words = "";
  for (const tick of niceTicks(xs.from, xs.to, 6)) {
    const column = columnAt(tick);
    axis[column] = "┬";
    const text = tickText(tick);
    const start = Math.max(0, column - (text.length >> 1));
    if (start >= words.length + (words === "" ? 0 : 1)) words = words.padEnd(start) + text;
  }
  const indent = " ".repeat(margin + 1);
  return [`${indent}└${axis.join("")}`, `${indent} ${words}`, pad("", margin + 2) + x];
}

function legendText({ lines, marks }: Model): string[] {
  const series = lines.map(({ look, name }) => `${look.sign} ${name}`).join("   ");
  const named = marks.map(({ number, x, label }) => `${markSign(number)} ${label}, at ${tickText(x)}`);
  return [...(series ? wrap(series, plotColumns + 8) : []), ...named];
}

const frame = { width: 640, height: 300, left: 64, right: 16, top: 30, bottom: 46 };
const legendLine = 18;

/** The plot for a page. */
export function plotSvg(of: Plot): Html {
  const model = modelOf(of);
  const { lines, marks, xs, ys } = model;
  const { width, height, left, right, top, bottom } = frame;
  const xAt = (x: number) => round(left + share(x, xs) * (width - left - right));
  const yAt = (y: number) => round(height - bottom - share(y, ys) * (height - top - bottom));
  const legend = legendSvg(model, height + 4);
  const numbers = markNumbers(model, xAt);
  return svgFrame(
    {
      width,
      height: height + 8 + legend.length * legendLine,
      title: model.title,
      desc: summaryOf(model),
      shrinks: true,
    },
    [
      text(left, 16, model.y, { fill: quietInk }),
      ...axes(model, xAt, yAt),
      ...marks.map((mark) => markSvg(mark, xAt, yAt)),
      ...lines.map((line) => lineSvg(line, xs, xAt, yAt)),
      ...numbers,
      ...legend,
    ],
  );
}

const round = (value: number): number => Math.round(value * 10) / 10;

interface TextStyle {
  readonly anchor?: "start" | "middle" | "end";
  readonly fill?: string;
}

function text(x: number, y: number, words: string, { anchor = "start", fill = ink }: TextStyle = {}): Html {
  return html`\n<text x="${x}" y="${y}" text-anchor="${anchor}" style="fill:${fill}">${words}</text>`;
}

function axes({ xs, ys, x }: Model, xAt: (x: number) => number, yAt: (y: number) => number): Html[] {
  const { width, height, left, right, top, bottom } = frame;
  const floor = height - bottom;
  const grid = `stroke:${quietInk};stroke-width:0.5;opacity:0.4`;
  return [
    ...niceTicks(ys.from, ys.to, 5).flatMap((tick) => [
      html`\n<line x1="${left}" y1="${yAt(tick)}" x2="${width - right}" y2="${yAt(tick)}" style="${grid}"/>`,
      text(left - 6, yAt(tick) + 4, tickText(tick), { anchor: "end" }),
    ]),
    ...niceTicks(xs.from, xs.to, 7).flatMap((tick) => [
      html`\n<line x1="${xAt(tick)}" y1="${floor}" x2="${xAt(tick)}" y2="${floor + 5}" style="stroke:${ink}"/>`,
      text(xAt(tick), floor + 18, tickText(tick), { anchor: "middle" }),
    ]),
    html`\n<path d="M${left} ${top}V${floor}H${width - right}" style="fill:none;stroke:${ink}"/>`,
    text(round((left + width - right) / 2), floor + 36, x, { anchor: "middle", fill: quietInk }),
  ];
}

function markSvg({ x, y }: PlotMark, xAt: (x: number) => number, yAt: (y: number) => number): Html {
  const at = xAt(x);
  if (y === undefined)
    return html`\n<line x1="${at}" y1="${frame.top}" x2="${at}" y2="${frame.height - frame.bottom}" style="stroke:${ink};stroke-dasharray:3 3"/>`;
  const middle = yAt(y);
  return html`\n<path d="M${at - 5} ${middle - 5}l10 10m0 -10l-10 10" style="fill:none;stroke:${ink};stroke-width:2"/>`;
}

/** The numbers of the marks, above the plot; marks that are too near to each other share a place. */
function markNumbers({ marks }: Model, xAt: (x: number) => number): Html[] {
  const places: Array<{ x: number; numbers: string[] }> = [];
  for (const { x, number } of [...marks].sort((a, b) => a.x - b.x)) {
    const place = places.at(-1);
    if (place && xAt(x) - place.x < 14 * place.numbers.length) place.numbers.push(markSign(number));
    else places.push({ x: xAt(x), numbers: [markSign(number)] });
  }
  return places.map(({ x, numbers }) => text(x, frame.top - 3, numbers.join(","), { anchor: "middle" }));
}

/** Columns of a drawing: a pixel and a half each. */
const svgColumns = 360;
/** Points that are drawn with their sign, and how many signs there are of a longer line. */
const mostSigns = 24;

function lineSvg(
  { points, isStep, look }: Line,
  xs: Range,
  xAt: (x: number) => number,
  yAt: (y: number) => number,
): Html {
  if (points.length === 0) return html``;
  const drawn = thinned(points, xs, svgColumns).flatMap(({ first, last, least, most }) =>
    [...new Set([first, least, most, last])].sort(([a], [b]) => a - b),
  );
  const path = drawn
    .map(([x, y], i) =>
      i === 0 ? `M${xAt(x)} ${yAt(y)}` : isStep ? `H${xAt(x)}V${yAt(y)}` : `L${xAt(x)} ${yAt(y)}`,
    )
    .join("");
  const every = Math.ceil(drawn.length / mostSigns);
  const signs = drawn.filter((_, i) => i % every === 0).map(([x, y]) => signSvg(look, xAt(x), yAt(y)));
  return html`\n<path d="${path}" style="fill:none;stroke:${look.colour};stroke-width:2;stroke-dasharray:${look.dashes}"/>${signs}`;
}

const shapes: { readonly [sign: string]: string } = {
  "●": "m-3 0a3 3 0 1 0 6 0a3 3 0 1 0 -6 0z",
  "○": "m-3 0a3 3 0 1 0 6 0a3 3 0 1 0 -6 0z",
  "▲": "m0 -4l4 7h-8z",
  "△": "m0 -4l4 7h-8z",
  "■": "m-3 -3h6v6h-6z",
  "◆": "m0 -4l4 4l-4 4l-4 -4z",
};

function signSvg({ sign, colour }: Look, x: number, y: number): Html {
  const isHollow = sign === "○" || sign === "△";
  const fill = isHollow ? "none" : colour;
  return html`\n<path d="M${x} ${y}${shapes[sign]}" style="fill:${fill};stroke:${colour}"/>`;
}

function legendSvg({ lines, marks, notes }: Model, top: number): Html[] {
  const { left } = frame;
  const series = lines.map(
    ({ look, name }) =>
      (y: number) =>
        html`\n<line x1="${left}" y1="${y - 4}" x2="${left + 34}" y2="${y - 4}" style="stroke:${look.colour};stroke-width:2;stroke-dasharray:${look.dashes}"/>${signSvg(look, left + 17, y - 4)}${text(left + 42, y, name)}`,
  );
  const named = marks.map(
    ({ number, x, label }) =>
      (y: number) =>
        text(left, y, `${markSign(number)} ${label}, at ${tickText(x)}`),
  );
  const remarks = notes.map((note) => (y: number) => text(left, y, note, { fill: quietInk }));
  return [...series, ...named, ...remarks].map((draw, i) => draw(top + (i + 0.5) * legendLine));
}
