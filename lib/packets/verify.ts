/** Whether all checksums of a frame hold: for whole captures, without making anything. */
import { foldCarries, sumView } from "./checksum";
import { type Definition, definitions } from "./definition";
import type { ComputedRule } from "./field";
import { brokenAt, endAt, type Frame, headerAt, idAt, startAt } from "./frame";
import { layoutOf } from "./layout";

/**
 * False as soon as one checksum is wrong; one that cannot be checked, or has an excuse, is not wrong. Give the `view`
 * of the bytes if they hold many frames: then it is made once.
 */
export function checksumsHold(frame: Frame, view = viewOf(frame.bytes)): boolean {
  let network = -1;
  for (let i = 0; i < frame.count; i++) {
    const definition = definitions[idAt(frame, i)]!;
    if (definition.checksums.length > 0 && !brokenAt(frame, i)) {
      if (!addsUp(definition, frame, i, network, view) && !areRight(definition, frame, i)) return false;
    }
    if (definition.addressSum) network = i;
  }
  return true;
}

/** The bytes, to be read as numbers. */
export function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

/**
 * Whether the sum over all that is covered, its checksum included, has all bits set (RFC 1071 §1). Then it is right, and
 * nothing else needs to be known. 0 and 0xffff add up alike, but only one of them is the checksum.
 */
function addsUp({ sum }: Definition, frame: Frame, i: number, network: number, view: DataView): boolean {
  if (!sum) return false;
  const { at, over, pseudo } = sum;
  const start = startAt(frame, i);
  const value = view.getUint16(start + at);
  if (value === 0 || value === 0xffff) return false;
  const end = over === "header" ? start + headerAt(frame, i) : endAt(frame, i);
  if (pseudo === undefined) return foldCarries(sumView(view, start, end)) === 0xffff;
  if (network < 0) return false;
  const addresses = definitions[idAt(frame, network)]!.addressSum!(frame, network);
  return foldCarries(sumView(view, start, end, addresses + pseudo + end - start)) === 0xffff;
}

/** Whether the checksums of layer `i` are what they should be, or cannot be known, or have an excuse. */
function areRight({ checksums }: Definition, frame: Frame, i: number): boolean {
  return checksums.every(({ field, at }) => {
    if (field.when && !field.when(layoutOf(frame, i).values)) return true;
    const auto = field.auto as ComputedRule;
    const should = auto.compute(frame, i);
    if (should === undefined) return true;
    const start = startAt(frame, i);
    const value = field.read(frame.bytes, 8 * start + at, field.bits, start);
    return value === should || auto.excuse?.(frame, i, value) !== undefined;
  });
}
