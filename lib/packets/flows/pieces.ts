/** Bytes that arrive in pieces, in any order, some of them twice: those present, those missing, and contradictions. */

/** Bytes from one place up to another, not counting it. */
export interface ByteRange {
  /** The first byte, from 0. */
  readonly from: number;
  /** The first byte behind it. */
  readonly to: number;
}

/** Bytes that one packet brought. */
export interface Piece extends ByteRange {
  /** The bytes. */
  readonly bytes: Uint8Array;
  /** Number of the packet that brought them. */
  readonly no: number;
}

/** The fate of bytes that were added. */
export interface Added {
  /** Bytes that were new. */
  readonly fresh: number;
  /** Bytes that were there before. */
  readonly known: number;
  /** Bytes that came too late to be put in. */
  readonly refused: number;
  /** From the first to the last byte that was there before as another one. */
  readonly differs: ByteRange | undefined;
}

/** Pieces in order, without overlaps: of bytes that come twice the first stay. */
export class Pieces {
  readonly list: Piece[] = [];
  readonly #mostBehind: number;

  /** So many pieces may lie behind one that is put in: it bounds the time that pieces in reverse order can take. */
  constructor(mostBehind = 4096) {
    this.#mostBehind = mostBehind;
  }

  /** Adds bytes that belong to the place `from`. */
  add(from: number, bytes: Uint8Array, no: number): Added {
    const to = from + bytes.length;
    let [fresh, known, refused] = [0, 0, 0];
    let differs: ByteRange | undefined;
    const put = (at: number, start: number, end: number) => {
      if (this.list.length - at > this.#mostBehind) {
        refused += end - start;
        return 0;
      }
      const piece = { from: start, to: end, bytes: bytes.subarray(start - from, end - from), no };
      if (at === this.list.length) this.list.push(piece);
      else this.list.splice(at, 0, piece);
      fresh += end - start;
      return 1;
    };
    let i = this.#endingAfter(from);
    let at = from;
    while (at < to) {
      const next = this.list[i];
      if (!next || next.from >= to) {
        put(i, at, to);
        break;
      }
      if (at < next.from) i += put(i, at, next.from);
      const [start, end] = [Math.max(at, next.from), Math.min(to, next.to)];
      known += end - start;
      differs = joined(differs, difference(next, bytes.subarray(start - from, end - from), start));
      at = end;
      i++;
    }
    return { fresh, known, refused, differs };
  }

  /** The pieces between two places, cut to them. */
  between(from: number, to: number): Piece[] {
    const found: Piece[] = [];
    for (let i = this.#endingAfter(from); i < this.list.length; i++) {
      const piece = this.list[i]!;
      if (piece.from >= to) break;
      const [start, end] = [Math.max(from, piece.from), Math.min(to, piece.to)];
      const bytes = piece.bytes.subarray(start - piece.from, end - piece.from);
      found.push({ from: start, to: end, bytes, no: piece.no });
    }
    return found;
  }

  /** Where nothing is between two places. */
  holes(from: number, to: number): ByteRange[] {
    const found: ByteRange[] = [];
    let at = from;
    for (const piece of this.between(from, to)) {
      if (at < piece.from) found.push({ from: at, to: piece.from });
      at = piece.to;
    }
    if (at < to) found.push({ from: at, to });
    return found;
  }

  /** The end of the bytes without a hole from a place on. */
  unbrokenFrom(from: number): number {
    let at = from;
    for (let i = this.#endingAfter(from); this.list[i] && this.list[i]!.from <= at; i++)
      at = this.list[i]!.to;
    return at;
  }

  /** Where the next piece begins at or behind a place; undefined if there is none. */
  nextFrom(place: number): number | undefined {
    const next = this.list[this.#endingAfter(place)];
    return next && Math.max(place, next.from);
  }

  /** Number of the first piece that ends behind a place. */
  #endingAfter(place: number): number {
    let low = 0;
    let high = this.list.length;
    if (high > 0 && this.list[high - 1]!.to <= place) return high;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.list[middle]!.to > place) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

/** The bytes of pieces, one behind the other. */
export function bytesOf(pieces: readonly Piece[]): Uint8Array {
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.bytes.length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece.bytes, at);
    at += piece.bytes.length;
  }
  return bytes;
}

/** From the first to the last byte in which a piece and others for the place `from` differ. */
function difference(piece: Piece, others: Uint8Array, from: number): ByteRange | undefined {
  const shift = from - piece.from;
  let first = -1;
  let last = -1;
  for (let i = 0; i < others.length; i++) {
    if (piece.bytes[shift + i] === others[i]) continue;
    if (first < 0) first = i;
    last = i;
  }
  return first < 0 ? undefined : { from: from + first, to: from + last + 1 };
}

function joined(a: ByteRange | undefined, b: ByteRange | undefined): ByteRange | undefined {
  if (!a || !b) return a ?? b;
  return { from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) };
}
