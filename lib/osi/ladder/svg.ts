/** A ladder drawn as SVG: right on light and dark pages, and by itself on white paper. */
import { type Html, html } from "../../cell";
import { layerColours } from "../drawing/palette";
import { fitting, halo, quietInk, svgFrame } from "../drawing/svg";
import { clip, wrap } from "../drawing/text-width";
import type { LayerNumber } from "../layers";
import { type Arrow, arrowWords, type Ladder, type Remark } from "./model";

const rowHeight = 26;
const headHeight = 50;
const margin = 44;
const side = 90;
const widestGap = 500;
const narrowestGap = 190;

/** The drawing. Every element begins on a new line, so that the words stay apart if a page drops the tags. */
export function ladderSvg({ lifelines, steps, honesty, summary }: Ladder): Html {
  const gaps = Math.max(1, lifelines.length - 1);
  const gap = Math.min(widestGap, Math.max(narrowestGap, Math.floor(760 / gaps)));
  const x = (column: number) => margin + side + column * gap;
  const width = x(gaps) + side + 10;
  const bottom = headHeight + steps.length * rowHeight + 8;
  const footer = wrap(honesty, fitting(width - 16));
  const height = bottom + 28 + footer.length * 15;
  const frame = { width, height, title: "Ladder of a socket's transcript", desc: `${summary} ${honesty}` };
  return svgFrame(frame, [
    html`${lifelines.map(
      ({ label, detail }, column) => html`
<text x="${x(column)}" y="18" text-anchor="middle" fill="currentColor" font-weight="600">${clip(label, fitting(Math.min(gap, 2 * side) - 8))}</text>
<text x="${x(column)}" y="34" text-anchor="middle" style="fill:${quietInk}">${clip(detail, fitting(Math.min(gap, 2 * side) - 8))}</text>
<line x1="${x(column)}" y1="42" x2="${x(column)}" y2="${bottom}" stroke="currentColor" stroke-opacity="0.45"/>`,
    )}${steps.map((step, i) => {
      const y = headHeight + i * rowHeight + 18;
      return step.kind === "arrow" ? arrowAt(step, y, x) : remarkAt(step, y, x, width);
    })}
${legend(bottom + 16)}${footer.map(
  (line, i) => html`
<text x="8" y="${bottom + 36 + i * 15}" style="fill:${quietInk};font-size:11px">${line}</text>`,
)}`,
  ]);
}

/** Data is what layer 7 says; how the connection begins and ends is layer 4's. */
const strokes: {
  readonly [style in Arrow["style"]]: {
    readonly width: number;
    readonly dashes: string;
    readonly layer: LayerNumber;
  };
} = {
  plain: { width: 1.4, dashes: "none", layer: 7 },
  life: { width: 3, dashes: "none", layer: 4 },
  broken: { width: 3, dashes: "7 4", layer: 4 },
};

function arrowAt(arrow: Arrow, y: number, x: (column: number) => number): Html {
  const from = x(arrow.from);
  const to = x(arrow.to);
  const forward = Math.sign(to - from);
  const { width, dashes, layer } = strokes[arrow.style];
  const colour = layerColours[layer];
  const room = Math.abs(to - from) - 28;
  const words = arrowWords(arrow, fitting(room));
  const middle = (from + to) / 2;
  return html`
<text x="8" y="${y + 4}" style="fill:${quietInk};font-size:11px">${arrow.number}</text>
<line x1="${from + 2 * forward}" y1="${y}" x2="${to - 8 * forward}" y2="${y}" stroke="${colour}" stroke-width="${width}" stroke-dasharray="${dashes}"/>
<path d="M${to - 1 * forward} ${y} l${-9 * forward} -4.5 v9 z" fill="${colour}"/>
<text x="${middle}" y="${y - 6}" text-anchor="middle" fill="currentColor" style="${halo}" xml:space="preserve">${words}</text>`;
}

function remarkAt(remark: Remark, y: number, x: (column: number) => number, width: number): Html {
  const room = width - x(0) - 24;
  return html`${
    remark.number !== undefined &&
    html`
<text x="8" y="${y + 4}" style="fill:${quietInk};font-size:11px">${remark.number}</text>`
  }
<text x="${x(0) + 12}" y="${y + 2}" fill="currentColor" font-style="italic" style="${halo}">${clip(remark.words, fitting(room))}</text>`;
}

const legendParts = [
  { x: 8, style: "life", words: "layer 4: the connection's life" },
  { x: 270, style: "broken", words: "layer 4: cut short" },
  { x: 452, style: "plain", words: "layer 7: what the programs say" },
] as const;

function legend(y: number): Html {
  return html`${legendParts.map(({ x, style, words }) => {
    const { width, dashes, layer } = strokes[style];
    return html`
<line x1="${x}" y1="${y - 4}" x2="${x + 28}" y2="${y - 4}" stroke="${layerColours[layer]}" stroke-width="${width}" stroke-dasharray="${dashes}"/>
<text x="${x + 36}" y="${y}" style="fill:${quietInk};font-size:11px">${words}</text>`;
  })}`;
}
