/** The dissector: one loop over plans that writes where each layer lies. It makes nothing and never throws. */
import { u16 } from "../bits";
import { PADDING, RAW, rowLength } from "../frame";
import { definitions, plans } from "../model/definition";

/** A growing list of layers: [protocol id (negative: broken off), first byte, header length, end] for each. */
export class LayerIndex {
  rows: Int32Array;
  /** The numbers of `rows` that are in use. */
  length = 0;

  constructor(capacity = 1024) {
    this.rows = new Int32Array(capacity);
  }

  /** Makes room for at least one more layer. */
  grow(): Int32Array {
    const larger = new Int32Array(Math.max(this.rows.length * 2, rowLength));
    larger.set(this.rows);
    this.rows = larger;
    return larger;
  }
}

/**
 * Appends the layers of the bytes from `from` up to `end`, which begin with protocol `id`, to the index.
 * Each layer takes at least one byte, so it ends; what a layer's own length leaves over is Padding.
 */
export function dissectInto(
  index: LayerIndex,
  bytes: Uint8Array,
  from: number,
  end: number,
  id: number,
): void {
  let rows = index.rows;
  let n = index.length;
  const first = n;
  let at = from;
  let limit = end;
  let next = id;
  for (;;) {
    if (next === 0) {
      if (at === limit) break;
      if (n + rowLength > rows.length) rows = index.grow();
      rows[n] = RAW;
      rows[n + 1] = at;
      rows[n + 2] = limit - at;
      rows[n + 3] = limit;
      n += rowLength;
      break;
    }
    let plan = plans[next]!;
    const room = rows.length - 2 * rowLength;
    // Layers whose plans are numbers. This loop calls nothing: that is what makes it fast.
    while (limit - at >= plan.plainMin && n <= room) {
      const key = u16(bytes, at + plan.keyAt) & plan.keyMask;
      const header = plan.sizeBase + ((u16(bytes, at + plan.sizeAt) >> plan.sizeShift) & plan.sizeMask);
      let ends = limit;
      if (plan.endAt >= 0) {
        const length = u16(bytes, at + plan.endAt);
        if (length === 0) break;
        const stated = at + plan.endBase + length;
        if (stated < limit) ends = stated;
      }
      if (header < plan.min || at + header > ends || key < plan.leastKey) break;
      rows[n] = next;
      rows[n + 1] = at;
      rows[n + 2] = header;
      rows[n + 3] = ends;
      n += rowLength;
      const { ports } = plan;
      if (ports === undefined) {
        next = (u16(bytes, at + plan.unlessAt) & plan.unlessMask) === 0 ? plan.uppers[key]! : 0;
      } else {
        next = 0;
        if (at + header < ends) {
          next = ports[key]! || ports[u16(bytes, at + plan.otherAt)]! || plan.firsts[bytes[at + header]!]!;
        }
      }
      at += header;
      limit = ends;
      if (next === 0) break;
      plan = plans[next]!;
    }
    if (next === 0) continue;
    if (n + rowLength > rows.length) rows = index.grow();
    const left = limit - at;
    if (left >= plan.min && plan.which !== undefined) {
      next = plan.which(bytes, at, limit);
      if (next === 0) continue;
      plan = plans[next]!;
    }
    if (left < plan.min) {
      rows[n] = -next;
      rows[n + 1] = at;
      rows[n + 2] = left;
      rows[n + 3] = limit;
      n += rowLength;
      break;
    }
    const header = plan.size(bytes, at, limit);
    const ends = plan.end(bytes, at, limit, header);
    const broken = header < plan.min || at + header > ends;
    rows[n] = broken ? -next : next;
    rows[n + 1] = at;
    rows[n + 2] = broken ? left : header;
    rows[n + 3] = broken ? limit : ends;
    n += rowLength;
    if (broken) break;
    next = plan.next(bytes, at, header, ends);
    at += header;
    limit = ends;
  }
  index.length = n;
  if (n > first && rows[n - 1]! < end) leftOver(index, first, end);
}

/** The bytes that inner lengths leave over, from the inside out, as Padding of the layer around it. */
function leftOver(index: LayerIndex, first: number, end: number): void {
  let inner = index.rows[index.length - 1]!;
  for (let row = index.length - 2 * rowLength; row >= first - rowLength; row -= rowLength) {
    const outer = row >= first ? index.rows[row + 3]! : end;
    if (outer <= inner) continue;
    const n = index.length;
    const rows = n + rowLength > index.rows.length ? index.grow() : index.rows;
    rows[n] = PADDING;
    rows[n + 1] = inner;
    rows[n + 2] = outer - inner;
    rows[n + 3] = outer;
    index.length = n + rowLength;
    inner = outer;
  }
}

/** The reason why a layer broke off, worked out on demand. */
export interface Stop {
  /** The protocol whose header could not be read to its end. */
  readonly layer: string;
  /** The byte where it begins. */
  readonly at: number;
  /** The bytes its header needs. */
  readonly need: number;
  /** The bytes there are. */
  readonly have: number;
  /** The source of the limit: `"capture"`, or the field that said so, as `"IP.len"` or `"TCP.dataofs"`. */
  readonly limitedBy: string;
}

const endless = 0x7fffffff;

/** Why layer `i` of these rows broke off. */
export function stopAt(bytes: Uint8Array, rows: Int32Array, i: number): Stop {
  const definition = definitions[-rows[i * rowLength]!]!;
  const { name, plan } = definition;
  const at = rows[i * rowLength + 1]!;
  const limit = rows[i * rowLength + 3]!;
  const have = limit - at;
  const outside = () => limitOf(bytes, rows, i);
  if (have < plan.min) return { layer: name, at, need: plan.min, have, limitedBy: outside() };
  const header = plan.size(bytes, at, limit);
  const own = (field: string | undefined) => `${name}.${field ?? "length"}`;
  if (header < plan.min) {
    return {
      layer: name,
      at,
      need: plan.min,
      have: header,
      limitedBy: own(definition.lengthField("header")),
    };
  }
  if (header > have) return { layer: name, at, need: header, have, limitedBy: outside() };
  const stated = plan.end(bytes, at, limit, header) - at;
  return { layer: name, at, need: header, have: stated, limitedBy: own(definition.lengthField("whole")) };
}

/** The source of the limit of layer `i`: the nearest layer below whose own length ends exactly there, else the capture. */
function limitOf(bytes: Uint8Array, rows: Int32Array, i: number): string {
  const limit = rows[i * rowLength + 3]!;
  for (let below = i - 1; below >= 0; below--) {
    const [id, at, header] = rows.subarray(below * rowLength) as unknown as [number, number, number];
    const definition = definitions[id];
    if (definition?.plan.end(bytes, at, endless, header) === limit) {
      return `${definition.name}.${definition.lengthField("whole") ?? "length"}`;
    }
  }
  return "capture";
}
