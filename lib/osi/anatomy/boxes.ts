/** The layers of a packet as boxes: what each is, and its fields in short lines. */
import type { Packet } from "../../packets";
import type { LayerNumber } from "../../view";
import { pad } from "../../view";
import { verdictMarks } from "../drawing/marks";
import { labelWidth } from "../tree/text";
import { rangeText, readableText, valueText } from "../tree/wording";

/** One layer. */
export interface LayerBox {
  readonly layer: LayerNumber;
  readonly name: string;
  /** `4 TCP, bytes 34–65` */
  readonly title: string;
  /** `dport    80 (http)` */
  readonly lines: readonly string[];
}

const mostBoxes = 9;
const mostLines = 16;

/** The boxes, from the outermost layer to the innermost. */
export function layerBoxes(packet: Packet): LayerBox[] {
  const { layers } = packet;
  return packet
    .tree()
    .slice(0, mostBoxes)
    .map(({ kids, bits }, i): LayerBox => {
      const { definition, start } = layers[i]!;
      const name = readableText(definition.name);
      const width = labelWidth(kids);
      const lines = kids
        .filter((field) => field.bits > 0)
        .map((field) => {
          const worst = field.notes.find(({ level }) => level !== "ok" && level !== "note") ?? field.notes[0];
          const mark = worst ? `${verdictMarks[worst.level].sign} ` : "";
          const value = valueText(field);
          return `${pad(readableText(field.label), width)}  ${mark}${value === "" && field.kids.length > 0 ? `${field.kids.length} parts` : value}`;
        });
      const more = lines.length > mostLines ? [`… ${lines.length - mostLines + 1} more fields`] : [];
      return {
        layer: definition.layer as LayerNumber,
        name,
        title: `${definition.layer} ${name}, ${rangeText(start, bits >>> 3)}`,
        lines: more.length > 0 ? [...lines.slice(0, mostLines - 1), ...more] : lines,
      };
    });
}
