/** Waves of levels drawn as SVG, two bytes a line, with a fine line at the border of every bit. */
import {
  fitting,
  type Html,
  html,
  ink,
  layerColours,
  onLayerColour,
  quietInk,
  svgFrame,
  wrap,
} from "../../view";
import type { Level } from "./line-codes";
import { type BitLine, lineBytes, type Wave } from "./lines";

/** The content of the drawing. */
export interface Waves {
  readonly title: string;
  readonly notes: readonly string[];
  readonly lines: readonly BitLine[];
}

const left = 96;
const bitWidth = 38;
const waveHeight = 24;
const waveGap = 14;
const width = left + 8 * lineBytes * bitWidth + 12;

/** The drawing. */
export function waveSvg({ title, notes, lines }: Waves): Html {
  const perLine = 56 + (lines[0]?.waves.length ?? 0) * (waveHeight + waveGap);
  const top = 34;
  const footer = notes.flatMap((note) => wrap(note, fitting(width - 20)));
  const bottom = top + lines.length * perLine;
  const height = bottom + 12 + footer.length * 15;
  const symbols = lines.map(({ heads, bits }) => `${heads.join(", ")}: ${bits.join("")}`).join("; ");
  return svgFrame(
    { width, height, title: `Levels on a wire: ${title}`, desc: `${symbols}. ${notes.join(" ")}` },
    [
      html`
<rect x="8" y="6" width="20" height="18" rx="4" fill="${layerColours[1]}"/>
<text x="18" y="19" text-anchor="middle" fill="${onLayerColour}" font-weight="600">1</text>
<text x="36" y="19" fill="currentColor" font-weight="600">${title}</text>`,
      ...lines.map((line, i) => lineAt(line, top + i * perLine)),
      ...footer.map(
        (text, i) => html`
<text x="8" y="${bottom + 14 + i * 15}" style="fill:${quietInk};font-size:11px">${text}</text>`,
      ),
    ],
  );
}

function lineAt({ heads, bits, waves }: BitLine, y: number): Html {
  const x = (bit: number) => left + bit * bitWidth;
  const waveTop = (i: number) => y + 46 + i * (waveHeight + waveGap);
  const end = waveTop(waves.length) - waveGap + 4;
  return html`${heads.map(
    (head, i) => html`
<text x="${x(8 * i) + 4}" y="${y + 14}" style="fill:${quietInk};font-size:11px">${head}</text>`,
  )}${Array.from(
    { length: bits.length + 1 },
    (_, i) => html`
<line x1="${x(i)}" y1="${y + (i % 8 === 0 ? 4 : 20)}" x2="${x(i)}" y2="${end}" stroke="currentColor" stroke-opacity="${i % 8 === 0 ? 0.7 : 0.3}" stroke-dasharray="${i % 8 === 0 ? "none" : "2 3"}"/>`,
  )}${bits.map(
    (bit, i) => html`
<text x="${x(i) + bitWidth / 2}" y="${y + 34}" text-anchor="middle" fill="currentColor" font-weight="600">${bit}</text>`,
  )}${waves.map(
    (wave, i) => html`
<text x="8" y="${waveTop(i) + waveHeight / 2 + 4}" style="fill:${ink}">${wave.code}</text>
<path d="${pathOf(wave, waveTop(i), bits.length * bitWidth)}" fill="none" stroke="${layerColours[1]}" stroke-width="2.5"><title>${wave.code}: ${wave.levels.join("")}</title></path>`,
  )}`;
}

/** From level to level, upright where it changes. */
function pathOf({ levels, before }: Wave, top: number, span: number): string {
  const at = (level: Level) => (level === "+" ? top : top + waveHeight);
  const step = span / levels.length;
  const edge = (i: number) => Math.round(10 * (left + i * step)) / 10;
  return `M${left} ${at(before)}${levels.map((level, i) => ` V${at(level)} H${edge(i + 1)}`).join("")}`;
}
