/**
 * The quick way to the text of a packet that was read and in which all is right, as most are: no nodes, no verdicts,
 * lines that were made before. The text is that of the nodes: a property test compares them.
 */
import type { Packet } from "../../packets";
import { definitions } from "../../packets/definition";
import { brokenAt, endAt, type Frame, headerAt, idAt, PADDING, startAt } from "../../packets/frame";
import { isGuess } from "../../packets/verdict";
import { type Definition, layerLines, mostLayers } from "./layer-lines";
import { QuickField } from "./quick-field";
import { rangeText } from "./wording";

/** The lines of all layers; undefined where there is more to say of one than its fields do. */
export function quickTree({ frame }: Packet): string | undefined {
  if (frame.built || frame.count > mostLayers) return undefined;
  let text = "";
  for (let i = 0; i < frame.count; i++) {
    const lines = isPlain(frame, i) ? layerText(frame, i) : undefined;
    if (lines === undefined) return undefined;
    text += lines;
  }
  return text;
}

function isPlain(frame: Frame, i: number): boolean {
  if (brokenAt(frame, i) || isGuess(frame, i)) return false;
  const id = idAt(frame, i);
  return id === PADDING ? fillsUp(frame, i) : definitions[id]!.remarks === undefined;
}

/** Bytes that fill up a frame belong there; others behind an end belong to nobody, and a verdict says so. */
function fillsUp(frame: Frame, padding: number): boolean {
  for (let i = padding - 1; i >= 0; i--) {
    if (idAt(frame, i) !== PADDING && endAt(frame, i) >= endAt(frame, padding)) {
      return definitions[idAt(frame, i)]!.layer < 3;
    }
  }
  return true;
}

const fields = new WeakMap<Definition, readonly QuickField[]>();

function fieldsOf(definition: Definition): readonly QuickField[] {
  const known = fields.get(definition);
  if (known) return known;
  const { width } = layerLines(definition);
  const made = definition.slots.map((slot) => new QuickField(slot, width));
  fields.set(definition, made);
  return made;
}

/** The layer's lines; undefined if one of its lengths or checksums is not what it should be. */
function layerText(frame: Frame, i: number): string | undefined {
  const definition = definitions[idAt(frame, i)]!;
  const { bytes } = frame;
  const start = startAt(frame, i);
  const limit = start + headerAt(frame, i);
  const known: Record<string, unknown> = {};
  let bit = 8 * start;
  let text = "";
  for (const quick of fieldsOf(definition)) {
    const { name, field } = quick.slot;
    if (field.when && !field.when(known)) continue;
    const left = limit - (bit >>> 3);
    const extent = field.bits ? 0 : (field.extent?.(known, left, bytes, bit >>> 3, start) ?? left);
    const bits = field.bits || 8 * Math.max(0, Math.min(left, extent));
    if (bit + bits > 8 * limit) return undefined;
    const place = quick.find(bytes, bit, bits, start);
    const value = place < 0 ? field.read(bytes, bit, bits, start) : quick.valueAt(place);
    known[name] = value;
    const { auto } = field;
    if (auto && auto.kind !== "next" && !auto.advisory && auto.compute(frame, i) !== value) return undefined;
    text += place < 0 ? quick.line(bytes, bit, bits, start, value, known) : quick.lineAt(place);
    bit += bits;
  }
  const size = (bit >>> 3) - start;
  return bit < 8 * limit ? undefined : `${layerLines(definition).head}${rangeText(start, size)}\n${text}`;
}
