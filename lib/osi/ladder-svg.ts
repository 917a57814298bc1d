/** A ladder drawn as SVG: right on light and dark pages, and by itself on white paper. */
import { type Html, html } from "../cell";
import { type Arrow, arrowWords, type Ladder, type Remark } from "./ladder-model";
import { clip } from "./text-width";

const ink = "var(--jp-content-font-color1, CanvasText)";
const quiet = "var(--jp-content-font-color2, #6b6b6b)";
const page = "var(--jp-layout-color0, Canvas)";
const mono = "var(--jp-code-font-family, ui-monospace, Menlo, Consolas, monospace)";

const rowHeight = 26;
const headHeight = 50;
const margin = 44;
const side = 90;
const widestGap = 480;
const narrowestGap = 190;
/** Width of a character at 12 px in the widest of the usual monospaced fonts. */
const characterWidth = 7.3;

/** The drawing. Every element begins on a new line, so that the words stay apart if a page drops the tags. */
export function ladderSvg({ lifelines, steps, honesty, summary }: Ladder): Html {
  const gaps = Math.max(1, lifelines.length - 1);
  const gap = Math.min(widestGap, Math.max(narrowestGap, Math.floor(760 / gaps)));
  const x = (column: number) => margin + side + column * gap;
  const width = x(gaps) + side + 10;
  const bottom = headHeight + steps.length * rowHeight + 8;
  const height = bottom + 26;
  return html`<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" style="background-color:${page};color:${ink};font-family:${mono};font-size:12px;max-width:none">
<title>Ladder of a socket's transcript</title>
<desc>${summary} ${honesty}</desc>${lifelines.map(
    ({ label, detail }, column) => html`
<text x="${x(column)}" y="18" text-anchor="middle" fill="currentColor" font-weight="600">${clip(label, fitting(Math.min(gap, 2 * side) - 8))}</text>
<text x="${x(column)}" y="34" text-anchor="middle" style="fill:${quiet}">${clip(detail, fitting(Math.min(gap, 2 * side) - 8))}</text>
<line x1="${x(column)}" y1="42" x2="${x(column)}" y2="${bottom}" stroke="currentColor" stroke-opacity="0.45"/>`,
  )}${steps.map((step, i) => {
    const y = headHeight + i * rowHeight + 18;
    return step.kind === "arrow" ? arrowAt(step, y, x) : remarkAt(step, y, x, width);
  })}
<text x="8" y="${height - 8}" style="fill:${quiet};font-size:11px">${honesty}</text>
</svg>`;
}

const strokes: { readonly [style in Arrow["style"]]: { readonly width: number; readonly dashes: string } } = {
  plain: { width: 1.3, dashes: "none" },
  open: { width: 2.6, dashes: "none" },
  end: { width: 2.6, dashes: "none" },
  broken: { width: 1.8, dashes: "6 4" },
};

function arrowAt(arrow: Arrow, y: number, x: (column: number) => number): Html {
  const from = x(arrow.from);
  const to = x(arrow.to);
  const forward = Math.sign(to - from);
  const { width, dashes } = strokes[arrow.style];
  const room = Math.abs(to - from) - 28;
  const words = arrowWords(arrow, fitting(room));
  const middle = (from + to) / 2;
  return html`
<text x="8" y="${y + 4}" style="fill:${quiet};font-size:11px">${arrow.number}</text>
<line x1="${from + 2 * forward}" y1="${y}" x2="${to - 8 * forward}" y2="${y}" stroke="currentColor" stroke-width="${width}" stroke-dasharray="${dashes}"/>
<path d="M${to - 1 * forward} ${y} l${-9 * forward} -4.5 v9 z" fill="currentColor"/>
<text x="${middle}" y="${y - 5}" text-anchor="middle" fill="currentColor" xml:space="preserve">${words}</text>`;
}

function remarkAt(remark: Remark, y: number, x: (column: number) => number, width: number): Html {
  const room = width - x(0) - 24;
  return html`${
    remark.number !== undefined &&
    html`
<text x="8" y="${y + 4}" style="fill:${quiet};font-size:11px">${remark.number}</text>`
  }
<text x="${x(0) + 12}" y="${y + 2}" fill="currentColor" font-style="italic">${clip(remark.words, fitting(room))}</text>`;
}

/** How many columns of text fit into so many pixels. */
function fitting(pixels: number): number {
  return Math.max(4, Math.floor(pixels / characterWidth));
}
