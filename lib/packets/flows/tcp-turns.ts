/** Turns: the bytes of both directions in the order in which the other side could read them. */
import type { Direction } from "./tcp-direction";
import type { StreamPart, TCPSide, TCPTurn } from "./tcp-types";

/** Places while they are counted from the first byte that was seen. */
interface Run {
  readonly direction: Direction;
  readonly time: number | undefined;
  from: number;
  to: number;
}

/** The turns of one connection. */
export class Turns {
  readonly #runs: Run[] = [];
  readonly #read = new Map<Direction, number>();

  /** Notes what can be read of a direction now: all up to `end` if nothing more will come. */
  look(direction: Direction, time: number | undefined, end?: number): void {
    const from = this.#read.get(direction) ?? 0;
    const to = end ?? direction.readableFrom(from);
    if (to <= from) return;
    this.#read.set(direction, to);
    const last = this.#runs.at(-1);
    if (last?.direction === direction) last.to = to;
    else this.#runs.push({ direction, time, from, to });
  }

  /** All turns. Bytes that came later but belong before the first ones go to the first turn of their side. */
  all(): TCPTurn[] {
    const begun = new Set<Direction>();
    return this.#runs.map(({ direction, time, from, to }) => {
      const { lowest } = direction;
      const start = begun.has(direction) ? from - lowest : 0;
      begun.add(direction);
      return new Turn(direction, time, start, to - lowest);
    });
  }
}

/** A turn: bytes are put together on demand. */
class Turn implements TCPTurn {
  readonly #direction: Direction;
  readonly time: number | undefined;
  readonly from: number;
  readonly to: number;

  constructor(direction: Direction, time: number | undefined, from: number, to: number) {
    this.#direction = direction;
    this.time = time;
    this.from = from;
    this.to = to;
  }

  get side(): TCPSide {
    return this.#direction.side;
  }

  get bytes(): Uint8Array {
    return this.#direction.bytes(this.from, this.to);
  }

  get parts(): readonly StreamPart[] {
    return this.#direction.parts(this.from, this.to);
  }

  get missing(): number {
    return this.to - this.from - this.bytes.length;
  }

  /** The side and the number of bytes. */
  toString(): string {
    const missing = this.missing > 0 ? `, ${this.missing} of them missing` : "";
    return `${this.side}: ${this.to - this.from} bytes${missing}`;
  }

  /** @internal */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }
}
