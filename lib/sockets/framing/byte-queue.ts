/** A queue of bytes that have arrived and are not taken yet. Pure: no sockets, no clocks. */

const empty = Buffer.alloc(0);

/** Chunks of at most this many bytes are put together: a peer that sends single bytes costs no more than their number. */
const smallChunk = 512;
const blockSize = 2 * smallChunk;

/** A queue of chunks that is read as one run of bytes. */
export class ByteQueue {
  #chunks: Buffer[] = [];
  #first = 0;
  #length = 0;
  /** Where the last chunk lies, if small ones were put together in it. */
  #block = empty;
  /** What was sought in vain in the first `length` bytes. */
  #vain = { pattern: empty as Uint8Array, length: 0 };

  get length(): number {
    return this.#length;
  }

  push(chunk: Buffer): void {
    if (chunk.length === 0) return;
    if (this.#length > 0 && chunk.length <= smallChunk) this.#append(chunk);
    else this.#chunks.push(chunk);
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
    this.#vain.length = 0;
    if (count < head.length) {
      this.#chunks[this.#first] = head.subarray(count);
      return head.subarray(0, count);
    }
    this.#shift();
    return count === head.length ? head : this.#gather(head, count);
  }

  /** The first bytes, at most `count`; they stay. */
  peek(count: number): Buffer {
    const head = this.#chunks[this.#first] ?? empty;
    if (count <= head.length) return head.subarray(0, count);
    const parts: Buffer[] = [];
    for (let i = this.#first, left = count; i < this.#chunks.length && left > 0; i++) {
      const part = this.#chunks[i]!.subarray(0, left);
      parts.push(part);
      left -= part.length;
    }
    return Buffer.concat(parts);
  }

  /** Where `pattern` begins; -1 when it is not there. Asked again, it looks at new bytes only. */
  indexOf(pattern: Uint8Array): number {
    const vain = this.#vain;
    const isAgain = vain.length > 0 && isEqual(vain.pattern, pattern);
    const at = this.#find(pattern, isAgain ? Math.max(0, vain.length - pattern.length + 1) : 0);
    if (at < 0) {
      if (!isAgain) vain.pattern = Uint8Array.from(pattern);
      vain.length = this.#length;
    }
    return at;
  }

  clear(): void {
    this.#chunks = [];
    this.#first = 0;
    this.#length = 0;
    this.#vain.length = 0;
  }

  #append(chunk: Buffer): void {
    const end = this.#chunks.length - 1;
    const last = this.#chunks[end]!;
    const used = last.byteOffset + last.length;
    if (last.buffer === this.#block.buffer && used + chunk.length <= this.#block.length) {
      this.#block.set(chunk, used);
      this.#chunks[end] = this.#block.subarray(last.byteOffset, used + chunk.length);
    } else {
      // Of its own, and not from Node's pool, so that its offsets begin with 0.
      this.#block = Buffer.allocUnsafeSlow(blockSize);
      this.#block.set(chunk);
      this.#chunks.push(this.#block.subarray(0, chunk.length));
    }
  }

  #find(pattern: Uint8Array, from: number): number {
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

function isEqual(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, i) => byte === other[i]);
}
