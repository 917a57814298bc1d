/** A ladder drawn as SVG: right on light and dark pages, and by itself on white paper. */
import { clip, fitting, type Html, halo, html, layerColours, quietInk, svgFrame, wrap } from "../../view";
import { type Arrow, arrowWords, type Ladder, remarkLines, type Step } from "./model";
import type { ArrowStyle } from "./story";
import { styleWords } from "./styles";

const rowHeight = 26;
const troubleHeight = 15;
const headHeight = 50;
const widestGap = 350;
const narrowestGap = 190;
/** Room for `SYN-RECEIVED` at 11 px. */
const stateWidth = 92;
const side = 62;

/** Where things stand. */
interface Page {
  readonly width: number;
  readonly bottom: number;
  x(column: number): number;
}

/** The drawing. Every element begins on a new line, so that the words stay apart if a page drops the tags. */
export function ladderSvg(ladder: Ladder): Html {
  const { lifelines, steps, honesty, summary, styles, title } = ladder;
  const gaps = Math.max(1, lifelines.length - 1);
  const gap = Math.min(widestGap, Math.max(narrowestGap, Math.floor(640 / gaps)));
  const left = 30 + (ladder.timed ? 34 : 0) + (ladder.stated ? stateWidth : side);
  const x = (column: number) => left + column * gap;
  const width = Math.max(420, x(gaps) + (ladder.stated ? stateWidth + 4 : side + 10));
  let y = headHeight;
  const placed = steps.map((step) => {
    const at = y;
    y += heightOf(step, gap, width - left);
    return { step, at };
  });
  const page = { width, x, bottom: y + 8 };
  const legend = legendLines(styles, width);
  const footer = honesty.flatMap((words) => wrap(words, fitting(width - 16)));
  const footerAt = page.bottom + 18 + legend.length * 16;
  const label = fitting(Math.min(gap, left + gap / 2) - 8);
  return svgFrame(
    {
      width,
      height: footerAt + footer.length * 15 + 6,
      title,
      desc: `${summary} ${honesty.join(" ")}`,
      shrinks: true,
    },
    [
      ...lifelines.map(
        (line, column) => html`
<text x="${x(column)}" y="18" text-anchor="middle" fill="currentColor" font-weight="600">${clip(line.label, label)}</text>
<text x="${x(column)}" y="34" text-anchor="middle" style="fill:${quietInk}">${clip(line.detail, label)}</text>
<line x1="${x(column)}" y1="42" x2="${x(column)}" y2="${page.bottom}" stroke="currentColor" stroke-opacity="0.45"/>`,
      ),
      ...placed.map(({ step, at }) => drawn(step, at + 18, page)),
      ...legend.map((parts, i) => html`${parts.map((part) => legendPart(part, page.bottom + 16 + i * 16))}`),
      ...footer.map(
        (line, i) => html`
<text x="8" y="${footerAt + i * 15}" style="fill:${quietInk};font-size:11px">${line}</text>`,
      ),
    ],
  );
}

function heightOf(step: Step, gap: number, across: number): number {
  switch (step.kind) {
    case "pause":
      return step.rows * rowHeight;
    case "arrow":
      return rowHeight + troubleLines(step, gap).length * troubleHeight;
    default:
      return (
        rowHeight +
        (acrossLines(step.kind === "heading" ? `▸ ${step.words}` : step.words, across).length - 1) *
          troubleHeight
      );
  }
}

/** A line across, in the room behind the first lifeline. */
function acrossLines(words: string, room: number): string[] {
  return remarkLines(words, fitting(room - 16));
}

function troubleLines({ trouble, from, to }: Arrow, gap: number): string[] {
  const room = fitting(Math.abs(to - from) * gap - 24) - 2;
  return trouble.flatMap((words) => wrap(words, room).map((line, i) => `${i === 0 ? "!" : " "} ${line}`));
}

function drawn(step: Step, y: number, page: Page): Html {
  switch (step.kind) {
    case "arrow":
      return arrowAt(step, y, page);
    case "pause":
      return step.words === undefined
        ? html``
        : acrossAt(step.words, y + rowHeight, page, "font-style:italic");
    case "heading":
      return acrossAt(`▸ ${step.words}`, y, page, "font-weight:600");
    case "remark":
      return html`${numbers(step, y)}${acrossAt(step.words, y, page, "font-style:italic")}`;
  }
}

function arrowAt(arrow: Arrow, y: number, { x }: Page): Html {
  const [from, to] = [x(arrow.from), x(arrow.to)];
  const forward = Math.sign(to - from);
  const { width, dashes, layer } = styleWords[arrow.style];
  const colour = layerColours[layer];
  const room = Math.abs(to - from);
  const trouble = troubleLines(arrow, room / Math.max(1, Math.abs(arrow.to - arrow.from)));
  return html`${numbers(arrow, y)}${stateAt(arrow.state, from, -forward, y)}${stateAt(arrow.found, to, forward, y)}
<line x1="${from + 2 * forward}" y1="${y}" x2="${to - 8 * forward}" y2="${y}" stroke="${colour}" stroke-width="${width}" stroke-dasharray="${dashes}"/>
<path d="M${to - 1 * forward} ${y} l${-9 * forward} -4.5 v9 z" fill="${colour}"/>
<text x="${(from + to) / 2}" y="${y - 6}" text-anchor="middle" fill="currentColor" style="${halo}" xml:space="preserve">${arrowWords(arrow, fitting(room - 20))}</text>${trouble.map(
    (line, i) => html`
<text x="${Math.min(from, to) + 12}" y="${y + 14 + i * troubleHeight}" fill="currentColor" style="${halo};font-weight:600" xml:space="preserve">${line}</text>`,
  )}`;
}

/** Behind an end, away from the arrow: nothing else is there in this row. */
function stateAt(state: string | undefined, x: number, away: number, y: number): Html {
  if (state === undefined) return html``;
  return html`
<text x="${x + 7 * away}" y="${y + 4}" text-anchor="${away > 0 ? "start" : "end"}" fill="currentColor" style="${halo};font-size:11px;font-weight:600">${state}</text>`;
}

function numbers({ number, time }: { number?: number; time?: string | undefined }, y: number): Html {
  if (number === undefined) return html``;
  return html`
<text x="8" y="${time === undefined ? y + 4 : y - 2}" style="fill:${quietInk};font-size:11px">${number}</text>${
    time !== undefined &&
    html`
<text x="8" y="${y + 9}" style="fill:${quietInk};font-size:10px">${time}</text>`
  }`;
}

function acrossAt(words: string, y: number, { x, width }: Page, style: string): Html {
  return html`${acrossLines(words, width - x(0)).map(
    (line, i) => html`
<text x="${x(0) + 12}" y="${y + 2 + i * troubleHeight}" fill="currentColor" style="${halo};${style}">${line}</text>`,
  )}`;
}

interface LegendPart {
  readonly style: ArrowStyle;
  readonly x: number;
}

/** The styles in lines that fit. */
function legendLines(styles: readonly ArrowStyle[], width: number): LegendPart[][] {
  const lines: LegendPart[][] = [];
  let x = width;
  for (const style of styles) {
    const wide = 52 + styleWords[style].words.length * 6.8;
    if (x + wide > width) {
      lines.push([]);
      x = 8;
    }
    lines.at(-1)!.push({ style, x });
    x += wide;
  }
  return lines;
}

function legendPart({ style, x }: LegendPart, y: number): Html {
  const { width, dashes, layer, words } = styleWords[style];
  return html`
<line x1="${x}" y1="${y - 4}" x2="${x + 28}" y2="${y - 4}" stroke="${layerColours[layer]}" stroke-width="${width}" stroke-dasharray="${dashes}"/>
<text x="${x + 36}" y="${y}" style="fill:${quietInk};font-size:11px">${words}</text>`;
}
