/** The front door of lib/view: the look of values. It is pure, and knows nothing of kernels, sockets and packets. */
export { bytesText, capital, counted, grouped, plural } from "./counts";
export {
  type Displayable,
  hasInspectListener,
  jupyterDisplay,
  type MimeBundle,
  onInspect,
  printed,
  stableByDefault,
} from "./display";
export { type HexLines, hexLines } from "./hexdump";
export { escapeHtml, type Html, html, joined, trusted } from "./html";
export { drawingAndText, folded, scrolling } from "./page";
export { badge, type LayerNumber, layerColours, onLayerColour, tint, unstriped } from "./palette";
export { printable, utf8Length, visible, visibleJson } from "./printable";
export { styles } from "./style";
export {
  characterWidth,
  fitting,
  halo,
  ink,
  monospaced,
  paper,
  quietInk,
  type SvgFrame,
  svgFrame,
} from "./svg";
export { type Table, type TableRow, tableHtml, tableText } from "./table";
export { type TextRow, textTable } from "./text-table";
export { clip, pad, padLeft, textWidth, wrap } from "./text-width";
export { type View, type ViewFaces, view } from "./view";
