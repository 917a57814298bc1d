/** What the lines of one protocol have in common, made once: the head of its layer, the columns of its fields. */
import type { PlacedLayer } from "../../packets";
import { counted } from "../../view";
import { labelWidth } from "./lines";
import { shown } from "./wording";

/** A protocol, as a packet's layers have it. */
export type Definition = PlacedLayer["definition"];

/** The fixed parts of a layer's lines. */
export interface LayerLines {
  /** `4 TCP · Transmission Control Protocol, RFC 9293 §3.1 · ` */
  readonly head: string;
  /** Columns for the names of its fields. */
  readonly width: number;
}

const made = new WeakMap<Definition, LayerLines>();

/** The lines of this protocol. */
export function layerLines(definition: Definition): LayerLines {
  const known = made.get(definition);
  if (known) return known;
  const { layer, name, title, rfc, slots } = definition;
  const head = `\n${layer} ${shown(name)} · ${shown(title)}, ${shown(rfc)} · `;
  const lines = { head, width: labelWidth(slots.map((slot) => ({ label: slot.name }))) };
  made.set(definition, lines);
  return lines;
}

/** Layers that are told: a packet may be thousands of tunnels in each other. */
export const mostLayers = 20;

/** What is said of the rest. */
export function moreLayers(count: number): string {
  return count > mostLayers ? `\n… ${counted(count - mostLayers, "more layer")}, not told here` : "";
}
