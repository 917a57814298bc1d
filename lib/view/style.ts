/**
 * The looks of every card and view, as inline declarations: a sanitized page drops style sheets, and keeps these.
 * Colours are JupyterLab's variables, so that light, dark and exported pages are right; the fallbacks suit plain pages.
 */
const ink = "var(--jp-content-font-color1, currentColor)";
const faint = "var(--jp-border-color1, #8888)";
const mono = "var(--jp-code-font-family, ui-monospace, Menlo, Consolas, monospace)";

export const styles = {
  /** Around a card. */
  card: `border:1px solid ${faint};border-radius:6px;padding:8px 12px;margin:4px 0;color:${ink};max-width:60em;font-size:13px;line-height:1.45`,
  title: "font-weight:600",
  quiet: `color:var(--jp-content-font-color2, CanvasText)`,
  table: `border-collapse:collapse;color:${ink};font-size:13px;margin:4px 0`,
  caption: "text-align:left;font-weight:600;padding:2px 0",
  head: `text-align:left;font-weight:600;padding:2px 10px 2px 0;border-bottom:1px solid ${faint};vertical-align:bottom`,
  cell: "text-align:left;padding:2px 10px 2px 0;vertical-align:top;white-space:nowrap",
  /** A table cell whose text may be long. */
  text: "text-align:left;padding:2px 10px 2px 0;vertical-align:top",
  mono: `font-family:${mono};font-size:12px;white-space:pre-wrap;overflow-wrap:anywhere`,
} as const;
