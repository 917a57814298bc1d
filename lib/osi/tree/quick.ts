/**
 * The quick way to the text of a packet that was read and in which all is right, as most are: no nodes, no verdicts,
 * lines that were made before. The text is that of the nodes: a property test compares them.
 */
import type { Packet } from "../../packets";
import {
  brokenAt,
  definitions,
  endAt,
  type Frame,
  headerAt,
  idAt,
  isGuess,
  PADDING,
  startAt,
} from "../../packets";
import { layerLines, mostLayers } from "./layer-lines";
import { quickLayer } from "./quick-layer";
import { type Judged, QuickNumber, QuickWord } from "./quick-word";
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
  return id === PADDING ? fillsUp(frame, i) : definitions[id]!.details.remarks === undefined;
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

/** The layer's lines; undefined if one of its lengths or checksums is not what it should be. */
function layerText(frame: Frame, i: number): string | undefined {
  const definition = definitions[idAt(frame, i)]!;
  const { parts, known: fields } = quickLayer(definition);
  const { bytes } = frame;
  const start = startAt(frame, i);
  const limit = start + headerAt(frame, i);
  const known = (fields?.lookAt(bytes, start) ?? {}) as Record<string, unknown>;
  let bit = 8 * start;
  let text = "";
  for (const part of parts) {
    if (part instanceof QuickWord) {
      const place = part.find(bytes, start);
      const values = part.values(place);
      if (part.judged.length > 0 && !areRight(part.judged, values, frame, i)) return undefined;
      if (!fields)
        for (let each = 0; each < values.length; each++) known[part.slots[each]!.name] = values[each];
      text += part.lines(place);
      const last = part.slots.at(-1)!;
      bit = 8 * start + last.at + last.field.bits;
      continue;
    }
    if (part instanceof QuickNumber) {
      const value = part.read(bytes, start);
      if (part.judged.length > 0 && !isRight(part.judged[0]!, value, frame, i)) return undefined;
      const [slot] = part.slots;
      if (!fields) known[slot!.name] = value;
      text += part.lines(bytes, start, value);
      bit = 8 * start + slot!.at + slot!.field.bits;
      continue;
    }
    const { name, field } = part.slot;
    if (field.when && !field.when(known)) continue;
    const left = limit - (bit >>> 3);
    const extent = field.bits ? 0 : (field.extent?.(known, left, bytes, bit >>> 3, start) ?? left);
    const bits = field.bits || 8 * Math.max(0, Math.min(left, extent));
    if (bit + bits > 8 * limit) return undefined;
    const value = part.read(bytes, bit, bits, start);
    if (part.judged.length > 0 && !isRight(part.judged[0]!, value, frame, i)) return undefined;
    if (!fields || part.isFound) known[name] = value;
    text += part.lines(bytes, bit, bits, start, value, known);
    bit += bits;
  }
  const size = (bit >>> 3) - start;
  return bit < 8 * limit ? undefined : `${layerLines(definition).head}${rangeText(start, size, "-")}${text}`;
}

function areRight(judged: readonly Judged[], values: readonly unknown[], frame: Frame, i: number): boolean {
  return judged.every((each) => isRight(each, values[each.place], frame, i));
}

function isRight({ rule }: Judged, value: unknown, frame: Frame, i: number): boolean {
  return rule.compute(frame, i) === value;
}
