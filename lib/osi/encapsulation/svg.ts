/** Encapsulation drawn as SVG: a row for each step, boxes below the boxes that they hold. */

import type { LayerNumber } from "../../view";
import {
  bytesText,
  clip,
  fitting,
  type Html,
  html,
  layerColours,
  onLayerColour,
  quietInk,
  svgFrame,
} from "../../view";
import { type Step, sizeOf, stepTexts, type Wrapping } from "./steps";

const rowHeight = 34;
const boxHeight = 26;
const labelWidth = 200;
const width = 860;
const narrowest = 62;

/** The drawing. */
export function wrappingSvg(wrapping: Wrapping, direction: "down" | "up"): Html {
  const { steps, title, bits, size, omitted } = wrapping;
  const columns = columnsOf(wrapping);
  const order = direction === "down" ? [...steps.keys()].reverse() : [...steps.keys()];
  const yOf = (place: number) => 34 + place * rowHeight;
  const physicalPlace = direction === "down" ? steps.length : 0;
  const rows = order.map((i, place) =>
    rowAt(steps, columns, i, yOf(direction === "down" ? place : place + 1)),
  );
  const height = yOf(steps.length + 1) + 18;
  const words = direction === "down" ? "Encapsulation" : "Decapsulation";
  const desc = `${title}. ${stepTexts(wrapping, direction).join("; ")}.`;
  const left = columns[0]?.from ?? labelWidth;
  const right = columns.at(-1)?.to ?? width - 8;
  const y = yOf(physicalPlace);
  return svgFrame({ width, height, title: words, desc }, [
    html`
<text x="8" y="18" fill="currentColor" font-weight="600">${words}: ${title}</text>`,
    ...rows,
    label(1, `${8 * size} bits`, y),
    html`
<rect x="${left}" y="${y}" width="${right - left}" height="${boxHeight}" fill="${layerColours[1]}"/>
<text x="${left + 8}" y="${y + 17}" fill="${onLayerColour}">${clip(bits, fitting(right - left - 16))}</text>
<text x="8" y="${height - 6}" style="fill:${quietInk};font-size:11px">${omitted > 0 ? `${omitted} more layers inside are not drawn. ` : ""}Numbers are bytes; boxes are not to scale.</text>`,
  ]);
}

interface Column {
  readonly from: number;
  readonly to: number;
  /** The step whose header or padding it is. */
  readonly step: number;
  readonly words: string;
  readonly isTrailer: boolean;
}

/** Headers from the outside in, then padding from the inside out: as wide as their bytes are many, but readable. */
function columnsOf({ steps, size }: Wrapping): Column[] {
  const headers = steps.map(({ name, header }, step) => ({
    step,
    bytes: header,
    words: `${name} ${header}`,
    isTrailer: false,
  }));
  const trailers = steps
    .flatMap(({ trailer }, step) =>
      trailer > 0 ? [{ step, bytes: trailer, words: `padding ${trailer}`, isTrailer: true }] : [],
    )
    .reverse();
  const all = [...headers, ...trailers];
  const room = width - labelWidth - 8;
  const spare = Math.max(0, room - all.length * narrowest);
  let at = labelWidth;
  return all.map(({ step, bytes, words, isTrailer }) => {
    const from = at;
    at += Math.min(room / all.length, narrowest) + (size === 0 ? 0 : (spare * bytes) / size);
    return { from: Math.round(from), to: Math.round(at), step, words, isTrailer };
  });
}

function rowAt(steps: readonly Step[], columns: readonly Column[], i: number, y: number): Html {
  const step = steps[i]!;
  const own = columns.filter((column) => column.step >= i);
  const boxes = own.map((column) => {
    const isOwn = column.step === i;
    const colour = layerColours[steps[column.step]!.layer];
    const wide = column.to - column.from;
    const fill = isOwn ? html`fill="${colour}"` : html`fill="none" stroke="${colour}"`;
    const ink = isOwn ? onLayerColour : "currentColor";
    return html`
<rect x="${column.from + 1}" y="${y}" width="${wide - 2}" height="${boxHeight}" ${fill}/>
<text x="${(column.from + column.to) / 2}" y="${y + 17}" text-anchor="middle" fill="${ink}">${clip(column.words, fitting(wide - 6))}</text>`;
  });
  return html`${label(step.layer, `${step.pdu}, ${bytesText(sizeOf(step))}`, y)}${boxes}`;
}

function label(layer: LayerNumber, words: string, y: number): Html {
  return html`
<rect x="8" y="${y + 3}" width="20" height="20" rx="4" fill="${layerColours[layer]}"/>
<text x="18" y="${y + 17}" text-anchor="middle" fill="${onLayerColour}" font-weight="600">${layer}</text>
<text x="36" y="${y + 17}" fill="currentColor">${clip(words, fitting(labelWidth - 44))}</text>`;
}
