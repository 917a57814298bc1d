/** One direction of a TCP connection: its segments, compared with those before them, and the bytes they bring. */
import { seq as sequence } from "../seq";
import type { FlowEnd } from "./ends";
import { type Added, type ByteRange, bytesOf, Pieces } from "./pieces";
import { ACK, FIN, RST, type Segment, SYN } from "./segment";
import type { SegmentMark, StreamPart, TCPDirection, TCPSide } from "./tcp-types";

/** A window is at most 2^30 bytes (RFC 7323 §2.3): what lies further off belongs to another connection, or to none. */
const farthest = 2 ** 30;
/** Bytes that a segment may lie beyond the window: a capture can lack the segments, or the ACKs, that moved it on. */
const slack = 2 ** 20;

/** The place and the marks of a segment. */
export interface Taken {
  /** Place of its first byte; of a SYN -1. */
  readonly place: number;
  readonly marks: readonly SegmentMark[];
  readonly conflict: ByteRange | undefined;
}

/** The bytes of one side, as they come. Places count from the first byte of data, or the first that was seen. */
export class Direction implements TCPDirection {
  readonly end: FlowEnd;
  side: TCPSide = "client";
  isn: number | undefined;
  /** Sequence number of place 0. */
  first: number | undefined;
  /** The window that it last announced. */
  window: number | undefined;
  /** The shift of its windows that its SYN offered; undefined without a SYN, or without the offer. */
  #scale: number | undefined;
  /** The bytes of it that the other side has confirmed. */
  acked = 0;
  /** The place of its FIN, behind all its bytes. */
  finAt: number | undefined;
  /** The farthest place that was sent, as far as anybody knows. */
  edge = 0;
  /** The lowest place that was seen: below 0 if an older segment came later. */
  lowest = 0;
  readonly #pieces = new Pieces();

  constructor(end: FlowEnd) {
    this.end = end;
  }

  /** Where a sequence number belongs. The first one to be seen tells where the counting begins. */
  placeOf(number: number): number {
    this.first ??= number;
    const edge = sequence.add(this.first, this.edge);
    return this.edge + sequence.distance(edge, number);
  }

  /** Forgets where the counting began. */
  restart(): void {
    this.isn = undefined;
    this.first = undefined;
    this.acked = 0;
    this.edge = 0;
  }

  /** Takes a segment of this side; `other` is the one it speaks to. */
  take(segment: Segment, other: Direction): Taken {
    const { flags, length, window } = segment;
    this.window = window;
    const again = this.#isAgain(segment);
    if (flags & SYN && this.isn === undefined) {
      this.isn = segment.seq;
      this.#scale = segment.scale;
      this.first = sequence.add(segment.seq, 1);
    }
    const place = this.placeOf(segment.seq);
    const begins = flags & SYN ? place + 1 : place;
    const marks: SegmentMark[] = [];
    let conflict: ByteRange | undefined;
    if (window === 0 && !(flags & (SYN | FIN | RST))) marks.push("zero window");
    if (again) marks.push("retransmission");
    else if (this.#isKeepAlive(segment, begins)) marks.push("keep-alive");
    else if (this.#isElsewhere(begins, length, other)) marks.push("left out");
    else if (length > 0) {
      const before = this.edge;
      const added = this.#pieces.add(begins, segment.bytes, segment.no);
      this.edge = Math.max(before, begins + length);
      this.lowest = Math.min(this.lowest, begins);
      conflict = added.differs;
      marks.push(...kinds(segment, added, begins, before));
      if (length === 1 && begins === before && other.window === 0) marks.push("zero-window probe");
    }
    if (flags & FIN && !marks.includes("left out")) {
      this.finAt ??= begins + length;
      this.edge = Math.max(this.edge, begins + length);
    }
    if (flags & ACK && other.#confirm(segment.ack)) marks.push("acks unseen bytes");
    return { place, marks, conflict };
  }

  /** Bytes that follow a place without a hole, or behind holes that were confirmed: what the other side could read. */
  readableFrom(place: number): number {
    let at = place;
    for (;;) {
      at = this.#pieces.unbrokenFrom(at);
      if (at >= this.acked) return at;
      at = Math.min(this.#pieces.nextFrom(at) ?? this.acked, this.acked);
    }
  }

  get length(): number {
    return this.edge - this.lowest;
  }

  get finished(): boolean {
    return this.finAt !== undefined;
  }

  get holes(): readonly ByteRange[] {
    const { lowest } = this;
    return this.#pieces
      .holes(lowest, this.edge)
      .map(({ from, to }) => ({ from: from - lowest, to: to - lowest }));
  }

  bytes(from = 0, to = this.length): Uint8Array {
    return bytesOf(this.#pieces.between(from + this.lowest, Math.min(to, this.length) + this.lowest));
  }

  parts(from = 0, to = this.length): readonly StreamPart[] {
    const { lowest } = this;
    const [start, end] = [Math.max(0, from) + lowest, Math.min(to, this.length) + lowest];
    const holes = this.#pieces.holes(start, end).map((hole) => {
      return { ...hole, bytes: undefined, no: undefined, acked: hole.to <= this.acked };
    });
    const pieces = this.#pieces.between(start, end).map((piece) => ({ ...piece, acked: false }));
    return [...pieces, ...holes]
      .sort((a, b) => a.from - b.from)
      .map((part) => ({ ...part, from: part.from - lowest, to: part.to - lowest }));
  }

  packets(from = 0, to = this.length): readonly number[] {
    return [...new Set(this.parts(from, to).flatMap(({ no }) => no ?? []))];
  }

  /** The other side has everything before this number. Whether that is more than was seen. */
  #confirm(number: number): boolean {
    const place = this.placeOf(number) - (this.#countsFin(number) ? 1 : 0);
    if (place <= this.acked || place - this.edge > farthest) return false;
    if (this.finAt !== undefined && place > this.finAt) return true;
    this.acked = place;
    const unseen = place > this.edge;
    this.edge = Math.max(this.edge, place);
    return unseen;
  }

  /** A FIN takes one number, behind the last byte. */
  #countsFin(number: number): boolean {
    return this.finAt !== undefined && this.placeOf(number) === this.finAt + 1;
  }

  /** A SYN or a FIN without data that was there before. */
  #isAgain({ flags, seq, length }: Segment): boolean {
    if (length > 0 || !(flags & (SYN | FIN))) return false;
    return flags & SYN ? this.isn === seq : this.finAt !== undefined && this.placeOf(seq) === this.finAt;
  }

  /** Whether this place cannot belong to the connection: too far off, before its beginning, or data behind its FIN. */
  #isElsewhere(begins: number, length: number, other: Direction): boolean {
    if (begins - this.edge > this.#reach(other) || this.edge - begins > farthest) return true;
    if (this.isn !== undefined && begins < 0) return true;
    return length > 0 && this.finAt !== undefined && begins + length > this.finAt;
  }

  /** The distance beyond all that was seen a segment may lie: in the window of the other side, if that is known. */
  #reach(other: Direction): number {
    if (other.window === undefined) return farthest;
    // Windows are shifted only if both sides offered it (RFC 7323 §2.2); where no SYN was seen they may be.
    const unshifted = this.isn !== undefined && this.#scale === undefined;
    const shift = unshifted ? 0 : other.isn === undefined ? 14 : (other.#scale ?? 0);
    return Math.min(farthest, other.window * 2 ** shift + slack);
  }

  /** At most one byte, which counts for nothing, from just before the next one that is due; a late one: the SYN's place. */
  #isKeepAlive({ flags, length }: Segment, begins: number): boolean {
    if (length > 1 || flags & (SYN | FIN | RST)) return false;
    return (begins === this.edge - 1 && this.acked >= this.edge) || (begins === -1 && this.isn !== undefined);
  }
}

function kinds({ length, bytes }: Segment, added: Added, begins: number, before: number): SegmentMark[] {
  const marks: SegmentMark[] = [];
  const { known, refused, differs } = added;
  const end = begins + length;
  // Of a segment that the capture cut down to nothing only its place can tell.
  const isKnown = known > 0 || bytes.length === 0;
  if (begins >= before) marks.push(begins > before ? "after a hole" : "new");
  else if (isKnown && added.fresh === 0 && end <= before) marks.push("retransmission");
  else if (isKnown) marks.push("partial retransmission");
  else if (refused === 0) marks.push("out of order");
  if (differs) marks.push("conflict");
  if (refused > 0) marks.push("left out");
  if (bytes.length < length) marks.push("cut");
  return marks;
}
