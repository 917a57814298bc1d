/** Whether all checksums of a frame hold: for whole captures, without making anything. */
import { definitions } from "./definition";
import type { ComputedRule } from "./field";
import { brokenAt, type Frame, idAt, startAt } from "./frame";
import { layoutOf } from "./layout";

/** False as soon as one checksum is wrong; one that cannot be checked, or has an excuse, is not wrong. */
export function checksumsHold(frame: Frame): boolean {
  for (let i = 0; i < frame.count; i++) {
    const { checksums } = definitions[idAt(frame, i)]!;
    if (checksums.length === 0 || brokenAt(frame, i)) continue;
    for (const { field, at } of checksums) {
      if (field.when && !field.when(layoutOf(frame, i).values)) continue;
      const auto = field.auto as ComputedRule;
      const should = auto.compute(frame, i);
      if (should === undefined) continue;
      const start = startAt(frame, i);
      const value = field.read(frame.bytes, 8 * start + at, field.bits, start);
      if (value !== should && auto.excuse?.(frame, i, value) === undefined) return false;
    }
  }
  return true;
}
