/** The strokes of a ladder: characters in text; width, dashes and colour in a drawing; words in both. */
import type { LayerNumber } from "../../view";
import type { ArrowStyle } from "./story";

/** One style of arrow. */
export interface Stroke {
  /** The character that its shaft is drawn with. */
  readonly text: string;
  readonly width: number;
  readonly dashes: string;
  /** Its colour is this layer's. */
  readonly layer: LayerNumber;
  readonly words: string;
}

export const styleWords: { readonly [style in ArrowStyle]: Stroke } = {
  link: { text: "┄", width: 1.4, dashes: "2 3", layer: 2, words: "layer 2: between neighbours" },
  network: { text: "┈", width: 1.4, dashes: "8 3 2 3", layer: 3, words: "layer 3: from host to host" },
  life: { text: "═", width: 3, dashes: "none", layer: 4, words: "layer 4: the connection's life" },
  broken: { text: "╌", width: 3, dashes: "7 4", layer: 4, words: "layer 4: cut short" },
  ack: { text: "·", width: 1.2, dashes: "1.5 2.5", layer: 4, words: "layer 4: a confirmation" },
  plain: { text: "─", width: 1.4, dashes: "none", layer: 7, words: "layer 7: what the programs say" },
};
