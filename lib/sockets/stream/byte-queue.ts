/** Bytes that have arrived and that nobody has taken yet. Pure: no sockets, no clocks. */

const empty = Buffer.alloc(0);

/** A queue of chunks that is read as one run of bytes. */
export class ByteQueue {
  #chunks: Buffer[] = [];
  #first = 0;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(chunk: Buffer): void {
    if (chunk.length === 0) return;
    this.#chunks.push(chunk);
    this.#length += chunk.length;
  }

  /** Removes and returns the next bytes that lie in one chunk, at most `limit`: nothing is copied. */
  takeSome(limit: number): Buffer {
    const chunk = this.#chunks[this.#first];
    return chunk ? this.take(Math.min(limit, chunk.length)) : empty;
  }

  /** Removes and returns exactly `count` bytes, which must be there. */
  take(count: number): Buffer {
    if (count > this.#length) throw new RangeError(`${count} bytes asked, ${this.#length} there`);
    const head = this.#chunks[this.#first];
    if (!head || count === 0) return empty;
    this.#length -= count;
    if (count < head.length) {
      this.#chunks[this.#first] = head.subarray(count);
      return head.subarray(0, count);
    }
    this.#shift();
    return count === head.length ? head : this.#gather(head, count);
  }

  /** Where `pattern` begins, looking from byte `from` on; -1 when it is not there. */
  indexOf(pattern: Uint8Array, from = 0): number {
    let at = 0;
    for (let i = this.#first; i < this.#chunks.length; i++) {
      const chunk = this.#chunks[i]!;
      for (let k = Math.max(0, from - at); k < chunk.length; k++) {
        const next = chunk.indexOf(pattern[0]!, k);
        if (next < 0) break;
        if (this.#matches(pattern, i, next)) return at + next;
        k = next;
      }
      at += chunk.length;
    }
    return -1;
  }

  clear(): void {
    this.#chunks = [];
    this.#first = 0;
    this.#length = 0;
  }

  #gather(head: Buffer, count: number): Buffer {
    const all = Buffer.allocUnsafe(count);
    all.set(head);
    for (let filled = head.length; filled < count; ) {
      const chunk = this.#chunks[this.#first]!;
      const part = chunk.subarray(0, count - filled);
      all.set(part, filled);
      filled += part.length;
      if (part.length < chunk.length) this.#chunks[this.#first] = chunk.subarray(part.length);
      else this.#shift();
    }
    return all;
  }

  /** Drops the first chunk; the array itself is cut only now and then, which keeps a long queue fast. */
  #shift(): void {
    this.#chunks[this.#first++] = empty;
    if (this.#first < 64 && this.#first < this.#chunks.length) return;
    this.#chunks = this.#chunks.slice(this.#first);
    this.#first = 0;
  }

  #matches(pattern: Uint8Array, chunkIndex: number, at: number): boolean {
    let chunk = this.#chunks[chunkIndex]!;
    for (const byte of pattern) {
      while (at >= chunk.length) {
        const next = this.#chunks[++chunkIndex];
        if (!next) return false;
        chunk = next;
        at = 0;
      }
      if (chunk[at++] !== byte) return false;
    }
    return true;
  }
}
