/** All packets of a capture file as columns of numbers: nothing is made for a packet until it is used. */
import { dissectInto, LayerIndex } from "../dissect/dissect";
import { rowLength } from "../frame";
import { Packet } from "../packet";
import { rowsFromSlab } from "../slab";
import { beginsWith, CapturedPacket, rebase } from "./captured";
import { type CaptureInterface, noComments, type Sink } from "./facts";

/** The columns, with one index of layers for all. Places count from the first byte of the file. */
export class Columns implements Sink {
  readonly bytes: Uint8Array;
  readonly index: LayerIndex;
  count = 0;
  from: Int32Array;
  captured: Int32Array;
  length: Uint32Array;
  seconds: Float64Array;
  nanos: Uint32Array;
  on: Uint16Array;
  firstRow: Uint32Array;
  readonly interfaces: readonly CaptureInterface[];
  readonly comments = new Map<number, readonly string[]>();

  constructor(bytes: Uint8Array, interfaces: readonly CaptureInterface[]) {
    this.bytes = bytes;
    this.interfaces = interfaces;
    // Room that is never used takes address space but no memory; growing copies.
    this.index = new LayerIndex(Math.max(64, bytes.length >>> 4));
    const room = Math.max(16, bytes.length >>> 7);
    this.from = new Int32Array(room);
    this.captured = new Int32Array(room);
    this.length = new Uint32Array(room);
    this.seconds = new Float64Array(room);
    this.nanos = new Uint32Array(room);
    this.on = new Uint16Array(room);
    this.firstRow = new Uint32Array(room);
  }

  readonly packet: Sink["packet"] = (bytes, from, captured, length, seconds, nanos, on, comments) => {
    const i = this.count++;
    if (i === this.from.length) this.#grow();
    this.from[i] = from;
    this.captured[i] = captured;
    this.length[i] = length;
    this.seconds[i] = seconds;
    this.nanos[i] = nanos;
    this.on[i] = on.number;
    this.firstRow[i] = this.index.length;
    if (comments !== noComments) this.comments.set(i, comments);
    dissectInto(this.index, bytes, from, from + captured, beginsWith(on));
  };

  #grow(): void {
    const room = 2 * this.from.length;
    const larger = <T extends Int32Array | Uint32Array | Float64Array | Uint16Array>(made: T, old: T): T => {
      made.set(old);
      return made;
    };
    this.from = larger(new Int32Array(room), this.from);
    this.captured = larger(new Int32Array(room), this.captured);
    this.length = larger(new Uint32Array(room), this.length);
    this.seconds = larger(new Float64Array(room), this.seconds);
    this.nanos = larger(new Uint32Array(room), this.nanos);
    this.on = larger(new Uint16Array(room), this.on);
    this.firstRow = larger(new Uint32Array(room), this.firstRow);
  }
}

/** A packet that lies in columns. */
export class IndexedPacket extends CapturedPacket {
  readonly #columns: Columns;
  readonly #i: number;
  #packet: Packet | undefined;

  constructor(columns: Columns, i: number) {
    super();
    this.#columns = columns;
    this.#i = i;
  }

  get no(): number {
    return this.#i + 1;
  }

  get length(): number {
    return this.#columns.length[this.#i]!;
  }

  get captured(): number {
    return this.#columns.captured[this.#i]!;
  }

  get interface(): CaptureInterface {
    return this.#columns.interfaces[this.#columns.on[this.#i]!]!;
  }

  get bytes(): Uint8Array {
    const from = this.#columns.from[this.#i]!;
    return this.#columns.bytes.subarray(from, from + this.captured);
  }

  get packet(): Packet {
    this.#packet ??= this.#make();
    return this.#packet;
  }

  protected get seconds(): number {
    return this.#columns.seconds[this.#i]!;
  }

  protected get nanos(): number {
    return this.#columns.nanos[this.#i]!;
  }

  protected get allComments(): readonly string[] {
    return this.#columns.comments.get(this.#i) ?? noComments;
  }

  #make(): Packet {
    const { index, firstRow, count, from } = this.#columns;
    const first = firstRow[this.#i]!;
    const end = this.#i + 1 < count ? firstRow[this.#i + 1]! : index.length;
    const rows = rebase(index.rows, first, end, from[this.#i]!, rowsFromSlab(end - first));
    const { length: wire } = this;
    return new Packet({ bytes: this.bytes, rows, count: (end - first) / rowLength, built: false, wire });
  }
}
