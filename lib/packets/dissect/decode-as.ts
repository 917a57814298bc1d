/** "Decode As": the same bytes, with the payload of the innermost layer that has ports read as another protocol. */

import { PacketError } from "../error";
import { brokenAt, endAt, type Frame, headerAt, idAt, PADDING, rowLength, startAt } from "../frame";
import { type Definition, definitions } from "../model/definition";
import { dissectInto, LayerIndex } from "./dissect";

/** The frame with that payload read as `definition`. */
export function decodeAs(frame: Frame, definition: Definition): Frame {
  const carrier = innermostWithPorts(frame);
  if (carrier === undefined) {
    throw new PacketError(
      `Nothing in this packet can be read as ${definition.name}`,
      "decodeAs() reads what UDP or TCP carries; dissect(bytes, protocol) reads bytes from their beginning.",
    );
  }
  const { bytes, rows } = frame;
  const end = endAt(frame, carrier);
  const index = new LayerIndex();
  dissectInto(index, bytes, startAt(frame, carrier) + headerAt(frame, carrier), end, definition.id);
  const parts = [rows.subarray(0, (carrier + 1) * rowLength), index.rows.subarray(0, index.length)];
  for (let i = carrier + 1; i < frame.count; i++) {
    if (idAt(frame, i) === PADDING && startAt(frame, i) >= end) {
      parts.push(rows.subarray(i * rowLength, (i + 1) * rowLength));
    }
  }
  const joined = Int32Array.from(parts.flatMap((part) => [...part]));
  return { bytes, rows: joined, count: joined.length / rowLength, built: false, wire: frame.wire };
}

function innermostWithPorts(frame: Frame): number | undefined {
  for (let i = frame.count - 1; i >= 0; i--) {
    if (definitions[idAt(frame, i)]!.details.ports && !brokenAt(frame, i)) return i;
  }
  return undefined;
}
