/** A packet in one line, as `tcpdump -n` prints it: each layer says itself in half a line, from the outside in. */
import { definitions, type Inside } from "./definition";
import { stopAt } from "./dissect";
import type { Known } from "./field";
import { brokenAt, endAt, type Frame, headerAt, idAt, PADDING, startAt } from "./frame";
import { layoutOf } from "./layout";
import { stopText } from "./verdict";

/** The line. `fieldsOf` may put other values in the place of those that layer `i` holds. */
export function summaryOf(
  frame: Frame,
  fieldsOf: (i: number) => Known = (i) => layoutOf(frame, i).values,
): string {
  const ends = endsOf(frame);
  const layers: Inside["layers"][number][] = [];
  let says = "";
  for (let i = frame.count - 1; i >= 0; i--) {
    const definition = definitions[idAt(frame, i)]!;
    if (definition.id === PADDING) continue;
    const fields = fieldsOf(i);
    const start = startAt(frame, i);
    if (brokenAt(frame, i)) says = `[${stopText(stopAt(frame.bytes, frame.rows, i))}]`;
    else {
      const length = ends[i]! - start;
      const own = definition.summary?.(fields, length - headerAt(frame, i), { length, says, layers }) ?? "";
      // The quote in an error is not what is on its way: its half line is in the error's own.
      says = definition.quotes?.(frame.bytes, start) ? own : [own, says].filter(Boolean).join(": ");
    }
    layers.unshift({ name: definition.name, fields });
  }
  return says || nameless(frame);
}

/** Of layers that say nothing: the outermost one's name. */
function nameless({ bytes, ...frame }: Frame): string {
  const name = frame.count > 0 ? definitions[idAt({ bytes, ...frame }, 0)]!.name : "nothing";
  return `${name}, length ${bytes.length}`;
}

/** Where each layer ends; of a packet that was cut off, where it ended on the wire. */
function endsOf(frame: Frame): number[] {
  const ends: number[] = [];
  let limit = Math.max(frame.wire ?? 0, frame.bytes.length);
  const isCut = limit > frame.bytes.length;
  for (let i = 0; i < frame.count; i++) {
    const { id, layer, hot } = definitions[idAt(frame, i)]!;
    const start = startAt(frame, i);
    if (!isCut || id === PADDING || brokenAt(frame, i)) limit = endAt(frame, i);
    // Applications may look for their end in their data, which is not here.
    else if (layer < 5) limit = hot.end(frame.bytes, start, limit, headerAt(frame, i));
    ends.push(limit);
  }
  return ends;
}
