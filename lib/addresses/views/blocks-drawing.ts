/** A network's addresses as a bar, its parts below it, each as wide as its share. */
import { characterWidth, type Html, html, svgFrame, textWidth } from "../../view";
import { type Block, sizeOf } from "../block";

/** A part of the bar. */
export interface DrawnBlock {
  readonly block: Block;
  readonly label: string;
  /** The text that is written where the label does not fit. */
  readonly short: string;
  /** Not assigned: drawn with a broken line. */
  readonly free?: boolean;
}

const width = 760;
const height = 34;
const margin = 6;
/** More parts than this are only lines. */
const mostDrawn = 64;

/** The drawing, or nothing where the parts would be too narrow to be seen. */
export function blocksDrawing(whole: DrawnBlock, parts: readonly DrawnBlock[]): (() => Html) | undefined {
  if (parts.length > mostDrawn) return undefined;
  return () => svg(whole, parts);
}

function svg(whole: DrawnBlock, parts: readonly DrawnBlock[]): Html {
  const size = Number(sizeOf(whole.block));
  const x = (block: Block) => margin + (Number(block.number - whole.block.number) / size) * width;
  const w = (block: Block) => (Number(sizeOf(block)) / size) * width;
  const summary = parts.map(({ label, free }) => `${label}${free ? " (free)" : ""}`).join(", ");
  const desc = `${whole.label} is divided into ${summary}. Each is as wide as its share of the addresses.`;
  const frame = {
    width: width + 2 * margin,
    height: 2 * height + 22,
    title: `${whole.label} and its parts`,
    desc,
  };
  const bars = parts.map((part) => bar(part, x(part.block), w(part.block), height + 14));
  return svgFrame(frame, [bar(whole, margin, width, 6), ...bars]);
}

function bar({ label, short, free }: DrawnBlock, x: number, w: number, y: number): Html {
  const words = [label, short].find((text) => textWidth(text) * characterWidth < w - 4);
  return html`
<rect x="${round(x)}" y="${y}" width="${round(Math.max(1, w - 2))}" height="${height}" fill="currentColor" fill-opacity="${free ? 0 : 0.1}" stroke="currentColor" stroke-width="1.2" stroke-dasharray="${free ? "4 3" : "none"}"><title>${label}${free && " (free)"}</title></rect>${
    words !== undefined &&
    html`
<text x="${round(x + w / 2 - 1)}" y="${y + height / 2 + 4}" text-anchor="middle" fill="currentColor">${words}</text>`
  }`;
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
