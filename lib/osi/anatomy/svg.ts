/** The anatomy of a packet as one drawing: the ladder, a box for each layer with its fields, and the bytes. */

import type { Packet } from "../../packets";
import {
  bytesPerLine,
  characterWidth,
  clip,
  fitting,
  type HexLine,
  type Html,
  hexColumn,
  hexLines,
  html,
  type LayerNumber,
  layerColours,
  monospaced,
  onLayerColour,
  svgFrame,
  tint,
} from "../../view";
import type { Piece } from "../hexdump/dump";
import type { Ladder } from "../ladder/model";
import { ladderSvg } from "../ladder/svg";
import { type LayerBox, layerBoxes } from "./boxes";

/** The content of the drawing. */
export interface Anatomy {
  readonly title: string;
  readonly ladder: Ladder;
  readonly packet: Packet;
  readonly piece: Piece;
}

const width = 880;
const margin = 8;
const columns = 3;
const gap = 10;
const lineHeight = 15;
const bandHeight = 22;
/** Lines of bytes that are drawn. */
const mostLines = 16;

/** The drawing. */
export function anatomySvg({ title, ladder, packet, piece }: Anatomy): Html {
  const upper = ladderSvg(ladder);
  const ladderHeight = heightOf(upper);
  const boxes = layerBoxes(packet);
  const parts: Html[] = [html`\n<g>${upper}</g>`];
  let y = ladderHeight + 24;
  parts.push(heading(title, y));
  y += 12;
  for (let from = 0; from < boxes.length; from += columns) {
    const row = boxes.slice(from, from + columns);
    parts.push(...row.map((box, i) => boxAt(box, i, y)));
    y += bandHeight + Math.max(...row.map(({ lines }) => lines.length)) * lineHeight + 2 * gap;
  }
  parts.push(heading("Its bytes", y + 14));
  y += 24;
  const lines = hexLines(piece.bytes.subarray(0, piece.shownBytes), { most: mostLines });
  for (const line of lines) {
    parts.push(bytesAt(piece, line, y));
    y += lineHeight;
  }
  const left = piece.total - lines.length * bytesPerLine;
  if (left > 0) {
    parts.push(html`\n<text x="${margin}" y="${y + 12}" fill="currentColor">… ${left} bytes more</text>`);
    y += lineHeight;
  }
  const desc = `${ladder.summary} ${title}. Its layers, from the outside in: ${boxes.map(({ name }) => name).join(", ")}.`;
  return svgFrame({ width, height: y + 10, title: "Anatomy of a packet", desc }, parts);
}

/** The height that a drawing says it has. */
function heightOf({ markup }: Html): number {
  return Number(/ height="(\d+(?:\.\d+)?)"/.exec(markup)?.[1] ?? 0);
}

function heading(words: string, y: number): Html {
  return html`
<text x="${margin}" y="${y}" fill="currentColor" font-weight="600">${clip(words, fitting(width - 2 * margin))}</text>`;
}

function boxAt({ layer, title, lines }: LayerBox, column: number, y: number): Html {
  const wide = (width - 2 * margin - (columns - 1) * gap) / columns;
  const x = Math.round(margin + column * (wide + gap));
  const height = bandHeight + lines.length * lineHeight + 6;
  const room = fitting(wide - 12);
  return html`
<rect x="${x}" y="${y}" width="${wide}" height="${height}" fill="none" stroke="${layerColours[layer]}"/>
<rect x="${x}" y="${y}" width="${wide}" height="${bandHeight}" fill="${layerColours[layer]}"/>
<text x="${x + 6}" y="${y + 15}" fill="${onLayerColour}" font-weight="600">${clip(title, room)}</text>${lines.map(
    (line, i) => html`
<text x="${x + 6}" y="${y + bandHeight + 13 + i * lineHeight}" fill="currentColor" xml:space="preserve">${clip(line, room)}</text>`,
  )}`;
}

/** A line of bytes on the colours of their layers. */
function bytesAt({ runs }: Piece, { from, to, offset, hex, ascii }: HexLine, y: number): Html {
  const x = (column: number) => Math.round(margin + column * characterWidth);
  const columnOf = (at: number) => 6 + hexColumn(at - from);
  const layerAt = (at: number): LayerNumber | undefined =>
    runs.find((run) => run.from <= at && at < run.to)?.layer;
  const tints: Html[] = [];
  for (let at = from; at < to; ) {
    const layer = layerAt(at);
    let end = at + 1;
    while (end < to && layerAt(end) === layer) end++;
    if (layer !== undefined) {
      const [left, right] = [x(columnOf(at)) - 2, x(columnOf(end - 1) + 2) + 2];
      tints.push(html`
<rect x="${left}" y="${y - 11}" width="${right - left}" height="${lineHeight}" fill="${tint(layer)}"/>`);
    }
    at = end;
  }
  const places = Array.from({ length: to - from }, (_, i) => from + i);
  const cells = places.map((at) => {
    const column = hexColumn(at - from);
    return html`<tspan x="${x(columnOf(at))}">${hex.slice(column, column + 2)}</tspan>`;
  });
  return html`${tints}
<text y="${y}" fill="currentColor" style="font-family:${monospaced}"><tspan x="${margin}">${offset}</tspan>${cells}</text>
<text x="${x(56)}" y="${y}" fill="currentColor" xml:space="preserve">${ascii}</text>`;
}
