/**
 * The colours of the seven layers, the same in every view. All have one luminance, 0.163: white text on them has a
 * contrast of 4.9, and they stand out from white (4.9) and from JupyterLab's dark page (3.3), so one set serves both
 * themes (WCAG 2.2, 1.4.3 and 1.4.11). They differ in hue only, so each always comes with its layer's number.
 */
import { type Html, html } from "./html";

/** A layer's number, counted from the medium up. */
export type LayerNumber = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** The text on a layer's colour. */
export const onLayerColour = "#ffffff";

/** Each layer's colour, by number. */
export const layerColours: { readonly [layer in LayerNumber]: string } = {
  7: "#8b50d9",
  6: "#c03b91",
  5: "#cf3546",
  4: "#a95d01",
  3: "#348020",
  2: "#067d82",
  1: "#206dd8",
};

/** The same as a tint behind text: so faint that the page's own ink stays readable on it in both themes. */
export function tint(layer: LayerNumber): string {
  return `${layerColours[layer]}38`;
}

/** For rows that rules part already: JupyterLab stripes every table, and stripes tear grouped cells apart. */
export const unstriped = "background-color:transparent";

/** The layer's number on its colour. */
export function badge({ number }: { readonly number: LayerNumber }): Html {
  const style = `display:inline-block;min-width:1.5em;text-align:center;border-radius:4px;margin-right:6px;font-weight:600;background-color:${layerColours[number]};color:${onLayerColour}`;
  return html`<span style="${style}">${number}</span>`;
}
