/** A packet in one line, as `tcpdump -n` prints it: the half lines of its layers, from the outside in. */

import { visible } from "../../view";
import { PADDING } from "../frame";
import type { InnerLayer, Inside } from "../model/definition";
import type { Fields } from "../model/field";
import type { PlacedLayer } from "./placed-layer";
import { stopText } from "./verdict";

/** The parts of a packet that make the line. */
export interface Summarized {
  readonly bytes: Uint8Array;
  readonly layers: readonly PlacedLayer[];
  /** Bytes that the capture did not keep. */
  readonly missing: number;
}

/** The line. `fieldsOf` may put other values in the place of those that a layer holds. */
export function summaryOf(
  packet: Summarized,
  fieldsOf: (layer: PlacedLayer) => Fields = ({ fields }) => fields,
): string {
  const ends = endsOf(packet);
  // Thousands of layers fit in a packet: from the inside out they only pile up, and are put in order for who asks.
  const inner: InnerLayer[] = [];
  let says = "";
  for (const layer of [...packet.layers].reverse()) {
    const { definition, name, start, header, stop } = layer;
    if (definition.id === PADDING) continue;
    const fields = fieldsOf(layer);
    if (stop) says = `[${stopText(stop)}]`;
    else {
      const length = ends[layer.at]! - start;
      const inside: Inside = {
        length,
        says,
        get layers() {
          return [...inner].reverse();
        },
      };
      const own = definition.details.summary?.(fields, length - header, inside) ?? "";
      // The quote in an error is not what is on its way: its half line is in the error's own.
      says = definition.details.quotes?.(packet.bytes, start)
        ? own
        : own && says
          ? `${own}: ${says}`
          : own || says;
    }
    inner.push({ name, fields });
  }
  return says ? visible(says) : `${packet.layers[0]?.name ?? "nothing"}, length ${packet.bytes.length}`;
}

/** Where each layer ends; of a packet that was cut off, where it ended on the wire. */
function endsOf({ bytes, layers, missing }: Summarized): number[] {
  let limit = bytes.length + missing;
  return layers.map(({ definition: { id, layer, plan }, start, header, end, stop }) => {
    if (missing === 0 || id === PADDING || stop) limit = end;
    // Applications may look for their end in their data, which is not here.
    else if (layer < 5) limit = plan.end(bytes, start, limit, header);
    return limit;
  });
}
