/** The common parts of drawings: colours that follow the page, sizes of text, and a frame with title and description. */
import { type Html, html } from "./html";

export const ink = "var(--jp-content-font-color1, CanvasText)";
export const quietInk = "var(--jp-content-font-color2, CanvasText)";
const paper = "var(--jp-layout-color0, Canvas)";
export const monospaced = "var(--jp-code-font-family, ui-monospace, Menlo, Consolas, monospace)";

/** Keeps words readable where a line crosses them. */
export const halo = `paint-order:stroke;stroke:${paper};stroke-width:3px`;

/** Width of a character at 12 px in the widest of the usual monospaced fonts. */
export const characterWidth = 7.3;

/** The number of columns of text that fit into so many pixels. */
export function fitting(pixels: number): number {
  return Math.max(4, Math.floor(pixels / characterWidth));
}

/** The title of a drawing, its description in words, and its size in pixels. */
export interface SvgFrame {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  /** For readers who do not see the drawing. */
  readonly desc: string;
  /** Whether it gives way on a narrow screen: it shrinks as long as its words can be read, and scrolls then. */
  readonly shrinks?: boolean;
}

/** At this scale words of 12 px still have 7.4. */
const smallestScale = 0.62;

/** The drawing in its frame. Elements should begin on new lines, so that words stay apart if a page drops the tags. */
export function svgFrame(
  { width, height, title, desc, shrinks = false }: SvgFrame,
  body: readonly Html[],
): Html {
  const size = shrinks
    ? `max-width:100%;min-width:${Math.round(width * smallestScale)}px;height:auto`
    : "max-width:none";
  const style = `background-color:${paper};color:${ink};font-family:${monospaced};font-size:12px;${size}`;
  return html`<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" style="${style}">
<title>${title}</title>
<desc>${desc}</desc>${body}
</svg>`;
}
