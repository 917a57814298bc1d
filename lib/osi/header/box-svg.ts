/** A header drawn as SVG: right on light and dark pages, and by itself on white paper. */

import type { LayerNumber } from "../../view";
import {
  clip,
  type Html,
  html,
  ink,
  layerColours,
  onLayerColour,
  quietInk,
  svgFrame,
  wrap,
} from "../../view";
import { wordsOf } from "./box-text";
import { type Box, rowBits } from "./boxes";
import type { HeaderDrawing } from "./header";
import { borderRuns, type Piece, type Row, rowsOf } from "./rows";

const bitWidth = 22;
const margin = 10;
const headHeight = 56;
const lineHeight = 14;
const leastHeight = 36;
/** Width of a character at 11 px in the widest of the usual monospaced fonts. */
const characterWidth = 6.7;

const width = rowBits * bitWidth + 2 * margin;
const xOf = (column: number) => margin + column * bitWidth;

/** The drawing. Every element begins on a new line, so that the words stay apart if a page drops the tags. */
export function boxSvg({ title, layer, boxes, notes }: HeaderDrawing): Html {
  const rows = rowsOf(boxes).map(measured);
  let y = headHeight;
  const placed = rows.map((row) => {
    const top = y;
    y += row.height;
    return { ...row, top };
  });
  const tops = placed.map(({ top }) => top);
  const footer = notes.flatMap((note) => wrap(note, Math.floor((width - 2 * margin) / characterWidth)));
  const height = y + 10 + footer.length * 16;
  return svgFrame(
    {
      width,
      height,
      title: `Header of ${title}`,
      desc: `${boxes.map(described).join("; ")}. ${notes.join(" ")}`,
    },
    [
      heading(title, layer),
      ...placed.flatMap(({ row, top, height: high }) =>
        row.map((piece) => background(piece, top, high, layerColours[layer])),
      ),
      ...placed.flatMap(({ row, top, height: high }) => uprights(row, top, top + high)),
      ...[...tops, y].flatMap((at, i) =>
        borderRuns(rows[i - 1]?.row, rows[i]?.row).map(([from, to]) => line(xOf(from), at, xOf(to), at)),
      ),
      ...placed.flatMap((row) => row.row.flatMap((piece) => words(piece, row, row.top))),
      ...footer.map(
        (text, i) => html`
<text x="${margin}" y="${y + 20 + i * 16}" style="fill:${quietInk};font-size:11px">${text}</text>`,
      ),
    ],
  );
}

/** The protocol, with its layer's number, and below it the scale of bits. */
function heading(title: string, layer: LayerNumber): Html {
  return html`
<rect x="${margin}" y="6" width="20" height="18" rx="4" fill="${layerColours[layer]}"/>
<text x="${margin + 10}" y="19" text-anchor="middle" fill="${onLayerColour}" font-weight="600">${layer}</text>
<text x="${margin + 28}" y="19" fill="currentColor" font-weight="600" font-size="13">${clip(title, 84)}</text>${Array.from(
    { length: rowBits },
    (_, bit) => html`
<text x="${xOf(bit) + bitWidth / 2}" y="${headHeight - 6}" text-anchor="middle" style="fill:${quietInk};font-size:${bit % 8 === 0 ? 11 : 9}px">${bit}</text>`,
  )}`;
}

/** "Source Port (sport), 16 bits: 80 (http)". */
function described({ label, name, value, width: wide }: Box): string {
  const also = name === label ? "" : ` (${name})`;
  return `${label}${also}, ${wide}${value === undefined || value === "" ? "" : `: ${value}`}`;
}

interface Lines {
  readonly label: readonly string[];
  /** Below it: the value; in an empty header, the name that cells write. */
  readonly below: readonly string[];
}

function linesOf({ box, from, to }: Piece): Lines {
  const fitting = Math.max(2, Math.floor(((to - from) * bitWidth - 6) / characterWidth));
  const columns = box.span === 1 ? 1 : fitting;
  const { label, value } = wordsOf(box.wrong ? { ...box, value: `✗ ${box.value}` } : box, columns);
  const isNamed = box.value === undefined && box.name !== box.label && box.span > 1;
  return { label, below: isNamed ? [clip(box.name, columns)] : value };
}

interface MeasuredRow {
  readonly row: Row;
  /** Lines of labels, and of what is below them. */
  readonly labels: number;
  readonly below: number;
  readonly height: number;
}

function measured(row: Row): MeasuredRow {
  const lines = row.filter(({ words }) => words === "here").map(linesOf);
  const labels = Math.max(1, ...lines.map(({ label }) => label.length));
  const below = Math.max(0, ...lines.map((each) => each.below.length));
  return { row, labels, below, height: Math.max(leastHeight, (labels + below) * lineHeight + 10) };
}

function background({ box, from, to }: Piece, top: number, height: number, colour: string): Html {
  return html`
<rect x="${xOf(from)}" y="${top}" width="${(to - from) * bitWidth}" height="${height}" fill="${colour}" fill-opacity="${box.open ? 0.04 : 0.12}"><title>${described(box)}</title></rect>`;
}

function uprights(row: Row, top: number, bottom: number): Html[] {
  return row.flatMap(({ box, from, to }, i) => [
    ...(i === 0 ? [line(xOf(from), top, xOf(from), bottom, box.open)] : []),
    line(xOf(to), top, xOf(to), bottom, box.open || row[i + 1]?.box.open === true),
  ]);
}

function line(x1: number, y1: number, x2: number, y2: number, isOpen = false): Html {
  return html`
<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="currentColor" stroke-width="1.2" stroke-dasharray="${isOpen ? "3 4" : "none"}"/>`;
}

function words(piece: Piece, { labels, below, height }: MeasuredRow, top: number): Html[] {
  if (!piece.words) return [];
  const lines = linesOf(piece);
  const x = (xOf(piece.from) + xOf(piece.to)) / 2;
  const isHere = piece.words === "here";
  const count = isHere ? labels + below : lines.label.length + lines.below.length;
  const first = top + (isHere ? height / 2 : height) - ((count - 1) * lineHeight) / 2 + 4;
  const inset = isHere ? (labels - lines.label.length) / 2 : 0;
  const at = (line: number) => first + line * lineHeight;
  const belowAt = isHere ? labels : lines.label.length;
  return [
    ...lines.label.map((text, i) => word(text, x, at(inset + i), `fill:${ink}`)),
    ...lines.below.map((text, i) => word(text, x, at(belowAt + i), belowStyle(piece.box))),
  ];
}

function belowStyle({ value, wrong }: Box): string {
  if (value === undefined) return `fill:${quietInk};font-style:italic`;
  return `fill:${ink};font-weight:600${wrong ? ";text-decoration:underline" : ""}`;
}

function word(text: string, x: number, y: number, style: string): Html {
  return html`
<text x="${x}" y="${y}" text-anchor="middle" style="font-size:11px;${style}">${text}</text>`;
}
