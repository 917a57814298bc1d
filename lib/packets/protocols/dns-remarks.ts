/** Faults inside a DNS message: names whose pointers do not lead back, records without a name. */

import { type Frame, idAt, startAt } from "../frame";
import { definitions, type Remark } from "../model/definition";
import type { Part } from "../model/field";
import { layoutOf } from "../model/layout";
import { readName } from "./dns-name";

/** A remark for each name that cannot be read to its end, or is none. */
export function* dnsRemarks(frame: Frame, i: number): Iterable<Remark> {
  const { name } = definitions[idAt(frame, i)]!;
  const start = startAt(frame, i);
  const origin = name === "DNSTCP" ? start + 2 : start;
  for (const { slot, bit, bits } of layoutOf(frame, i).fields) {
    const parts = slot.field.kids?.(frame.bytes, bit, bits, start) ?? [];
    if (name === "DNS" && parts.at(-1)?.label === "(rest)") {
      const text = `DNS.${slot.name}: no name begins at byte ${(parts.at(-1)!.bit >>> 3) - origin}: what follows cannot be read`;
      yield { level: "error", about: "protocol", field: slot.name, text };
    }
    for (const part of namesIn(parts)) {
      const at = part.bit >>> 3;
      const { problem } = readName(frame.bytes, at, at + (part.bits >>> 3), origin);
      if (!problem) continue;
      const text = `${name}.${slot.name}: the ${part.label} at byte ${at - origin} ${problem}`;
      yield { level: "error", about: "protocol", field: slot.name, text };
    }
  }
}

const pieces = new Set(["label", "pointer", "root"]);

/** The parts that are made of labels and pointers. */
function* namesIn(parts: readonly Part[]): Iterable<Part> {
  for (const part of parts) {
    if (part.kids?.some(({ label }) => pieces.has(label))) yield part;
    else yield* namesIn(part.kids ?? []);
  }
}
