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
export { bytesPerLine, type HexLine, hexColumn, hexLines, hexText } from "./hexdump";
export { escapeHtml, type Html, html, joined, trusted } from "./html";
export type { Mark } from "./mark";
export { drawingAndText, folded, scrolling } from "./page";
export { pageOf, pagesOf } from "./paging";
export { badge, type LayerNumber, layerColours, onLayerColour, tint } from "./palette";
export {
  niceTicks,
  type Plot,
  type PlotPoint,
  plot,
  plotSvg,
  plotText,
} from "./plot";
export { printable, utf8Length, visible, visibleJson } from "./printable";
export { styles } from "./style";
export {
  characterWidth,
  fitting,
  halo,
  ink,
  monospaced,
  quietInk,
  svgFrame,
} from "./svg";
export {
  type Table,
  type TableCell,
  type TableColumn,
  type TableMarkup,
  type TableRow,
  tableEntry,
  tableHtml,
  tableText,
  tableView,
} from "./table";
export { clip, pad, padLeft, textWidth, wrap } from "./text-width";
export { type View, view } from "./view";
