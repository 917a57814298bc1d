/** The newest bytes of all that were written, in a bounded piece of memory: what is older is overwritten. */

const firstCapacity = 4096;
const empty = new Uint8Array(0);

export class ByteRing {
  readonly #limit: number;
  #bytes = empty;
  #written = 0;

  /** `limit`: how many bytes are kept at most. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The position of the oldest byte that is still there. */
  get oldest(): number {
    return Math.max(0, this.#written - this.#bytes.length);
  }

  /** Copies bytes in, at most the limit, and returns the position to read them from. */
  write(bytes: Uint8Array): number {
    this.#makeRoom(bytes.length);
    const position = this.#written;
    const capacity = this.#bytes.length;
    const at = position % capacity;
    const fits = capacity - at;
    if (bytes.length <= fits) this.#bytes.set(bytes, at);
    else {
      this.#bytes.set(bytes.subarray(0, fits), at);
      this.#bytes.set(bytes.subarray(fits), 0);
    }
    this.#written += bytes.length;
    return position;
  }

  /** A copy of `length` bytes from a position that is not older than {@link oldest}. */
  read(position: number, length: number): Buffer {
    const copy = Buffer.alloc(length);
    const at = position % this.#bytes.length;
    const head = this.#bytes.subarray(at, at + length);
    copy.set(head);
    copy.set(this.#bytes.subarray(0, length - head.length), head.length);
    return copy;
  }

  /** Grows while it may, so that a short dialogue costs little. */
  #makeRoom(length: number): void {
    const capacity = this.#bytes.length;
    if (this.#written + length <= capacity || capacity === this.#limit) return;
    const grown = new Uint8Array(
      Math.min(this.#limit, Math.max(firstCapacity, capacity * 2, this.#written + length)),
    );
    // Until the limit is reached nothing has wrapped around.
    grown.set(this.#bytes);
    this.#bytes = grown;
  }
}
