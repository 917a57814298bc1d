/** A record of what passed through a socket, row by row: a ring that never grows beyond its bounds and counts what it dropped. */
import { inspect } from "node:util";
import { invalid } from "../../errors";
import { type Displayable, jupyterDisplay, type MimeBundle, stableByDefault, type View } from "../../view";
import { shownEndpoint } from "../endpoint-names";
import { machine, type Network } from "../network";
import { ByteRing } from "./byte-ring";
import { hexdumpView, rowsView } from "./views";

/**
 * What happened. `data` are bytes of a stream, `datagram` is one datagram with its bytes; `fin` is an orderly end, `rst`
 * a reset; `drop` is a connection that was turned away, `overflow` a datagram that found the receiver buffer full.
 */
export type WireEvent =
  | "connect"
  | "accept"
  | "data"
  | "datagram"
  | "fin"
  | "rst"
  | "drop"
  | "overflow"
  | "error";

/** Does a row of this event carry bytes? A datagram may carry none, and is a datagram all the same. */
function carriesBytes(event: WireEvent): boolean {
  return event === "data" || event === "datagram";
}

/** One row of a transcript: something a socket did or saw. A socket sees bytes, never segments. */
export interface Wire {
  /** When, in milliseconds since the kernel started (monotonic), or which step; see {@link Transcript.clock}. */
  readonly t: number;
  /** The end it came from: `address:port`, `unix:` and a path, or the name of a handle where the end has neither. */
  readonly from: string;
  /** The end it went to. */
  readonly to: string;
  /** What happened. */
  readonly event: WireEvent;
  /** How many bytes passed; 0 for events without any. */
  readonly length: number;
  /** The first 1024 of those bytes. */
  readonly bytes?: Buffer;
  /** In words, what the event alone does not say. */
  readonly note?: string;
}

/**
 * What passed through a socket. At most 1000 rows and 256 KiB are kept, the newest; `dropped` counts the rest.
 *
 * @example
 * ```ts
 * import { tcp } from "netcell";
 * const hi = await tcp.listen(async (c) => { await c.send("hi\n") });
 * const me = await tcp.connect(hi);
 * await me.recvUntil("\n");
 * me.transcript
 * ```
 */
export interface Transcript extends Iterable<Wire>, Displayable {
  /** Rows that are kept. */
  readonly length: number;
  /** Rows that were dropped because newer ones needed the room. */
  readonly dropped: number;
  /** What a row's `t` counts: milliseconds, or the steps of a normalized transcript. */
  readonly clock: "ms" | "step";
  /** What kind of addresses the sockets have: those of the Internet, IPv4 or IPv6, or paths of this machine (AF_UNIX). */
  readonly family: "internet" | "unix";
  /** What the bytes were wrapped in on their way, if in anything: rows hold what was inside, which is not what passed. */
  readonly wrapping: "TLS" | "WebSocket" | undefined;
  /** Bytes that passed, dropped rows included. */
  readonly bytes: number;
  /** A transcript of the rows for which `keep` answers true. */
  filter(keep: (row: Wire) => boolean): Transcript;
  /**
   * A transcript of the last `count` rows.
   * @throws NetcellError `EINVAL` for what is not a number of rows
   */
  newest(count: number): Transcript;
  /** The same exchange with names for ephemeral ports and 0, 1, 2, … for times: equal runs give equal text. */
  normalized(): Transcript;
  /** A table: time, who to whom, what. */
  toText(): View;
  /** Every row with its bytes in hexadecimal and in characters. */
  toHexdump(): View;
  /** The rows as values. */
  toJSON(): Wire[];
}

const maxRows = 1000;
const maxBytes = 256 * 1024;
const maxBytesOfRow = 1024;

abstract class Rows implements Transcript {
  abstract readonly length: number;
  abstract readonly dropped: number;
  abstract readonly bytes: number;
  abstract readonly clock: Transcript["clock"];
  abstract readonly family: Transcript["family"];
  abstract readonly wrapping: Transcript["wrapping"];
  /** The network that the ends belong to. @internal */
  abstract readonly network: Network;

  /** The rows from number `from` on. */
  protected abstract from(from: number): Iterable<Wire>;

  [Symbol.iterator](): Iterator<Wire> {
    return this.from(0)[Symbol.iterator]();
  }

  filter(keep: (row: Wire) => boolean): Transcript {
    return new FixedRows([...this].filter(keep), this, this.clock);
  }

  newest(count: number): Transcript {
    return new FixedRows([...this.from(Math.max(0, this.length - checkedRows(count)))], this, this.clock);
  }

  normalized(): Transcript {
    const name = (endpoint: string) => shownEndpoint(endpoint, true, this.network);
    const rows = [...this].map((row, t) => ({ ...row, t, from: name(row.from), to: name(row.to) }));
    return new FixedRows(rows, this, "step");
  }

  toText(): View {
    return rowsView(this);
  }

  toHexdump(): View {
    return hexdumpView(this);
  }

  toJSON(): Wire[] {
    return [...this];
  }

  toString(): string {
    return this.toText().text;
  }

  [jupyterDisplay](): MimeBundle {
    return this.#shown()[jupyterDisplay]();
  }

  [inspect.custom](): string {
    return inspect(this.#shown());
  }

  #shown(): View {
    return (stableByDefault() ? this.normalized() : this).toText();
  }
}

/** A row without its bytes, while it is kept; it is overwritten when the ring comes round. */
interface Entry {
  t: number;
  from: string;
  to: string;
  event: WireEvent;
  note: string | undefined;
  length: number;
  /** Where the ring holds its first bytes, and how many. */
  position: number;
  kept: number;
}

/** A transcript that is being written: once it is full, a further row allocates nothing. */
export class Recording extends Rows {
  readonly clock = "ms";
  readonly #entries: Entry[] = [];
  readonly #ring = new ByteRing(maxBytes);
  #oldest = 0;
  #count = 0;
  #dropped = 0;
  #bytes = 0;

  constructor(
    readonly family: Transcript["family"] = "internet",
    readonly wrapping: Transcript["wrapping"] = undefined,
    readonly network = machine,
  ) {
    super();
  }

  get length(): number {
    return this.#count;
  }

  get dropped(): number {
    return this.#dropped;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Something happens now. The first bytes are copied: what the caller does to its buffer later changes nothing. */
  add(
    event: WireEvent,
    from: string,
    to: string,
    data?: Uint8Array,
    note?: string,
    t = performance.now(),
  ): void {
    const length = data?.length ?? 0;
    const kept = Math.min(length, maxBytesOfRow);
    const position = data ? this.#ring.write(kept < length ? data.subarray(0, kept) : data) : 0;
    const { oldest } = this.#ring;
    while (this.#count === maxRows || (this.#count > 0 && this.#isOverwritten(oldest))) this.#drop();
    const entry = this.#next();
    entry.t = t;
    entry.from = from;
    entry.to = to;
    entry.event = event;
    entry.note = note;
    entry.length = length;
    entry.position = position;
    entry.kept = kept;
    this.#count++;
    this.#bytes += length;
  }

  protected *from(from: number): Iterable<Wire> {
    for (let i = from; i < this.#count; i++) yield this.#row(this.#entries[(this.#oldest + i) % maxRows]!);
  }

  #row({ t, from, to, event, note, length, position, kept }: Entry): Wire {
    return {
      t,
      from,
      to,
      event,
      length,
      ...(carriesBytes(event) && { bytes: this.#ring.read(position, kept) }),
      ...(note !== undefined && { note }),
    };
  }

  /** The slot for the newest row. */
  #next(): Entry {
    const at = (this.#oldest + this.#count) % maxRows;
    this.#entries[at] ??= {
      t: 0,
      from: "",
      to: "",
      event: "data",
      note: "",
      length: 0,
      position: 0,
      kept: 0,
    };
    return this.#entries[at];
  }

  #isOverwritten(oldestByte: number): boolean {
    const entry = this.#entries[this.#oldest]!;
    return entry.kept > 0 && entry.position < oldestByte;
  }

  #drop(): void {
    this.#oldest = (this.#oldest + 1) % maxRows;
    this.#count--;
    this.#dropped++;
  }
}

class FixedRows extends Rows {
  readonly dropped: number;
  readonly family: Transcript["family"];
  readonly wrapping: Transcript["wrapping"];
  readonly network: Network;
  readonly #rows: readonly Wire[];

  constructor(
    rows: readonly Wire[],
    of: Rows,
    readonly clock: Transcript["clock"],
  ) {
    super();
    this.#rows = rows;
    this.dropped = of.dropped;
    this.family = of.family;
    this.wrapping = of.wrapping;
    this.network = of.network;
  }

  get length(): number {
    return this.#rows.length;
  }

  get bytes(): number {
    return this.#rows.reduce((sum, row) => sum + row.length, 0);
  }

  protected from(from: number): Iterable<Wire> {
    return from === 0 ? this.#rows : this.#rows.slice(from);
  }
}

export function checkedRows(count: number): number {
  if (count === Number.POSITIVE_INFINITY || (Number.isInteger(count) && count >= 0)) return count;
  throw invalid(`${inspect(count)} is not a number of rows`, "Give a whole number, 0 or more.");
}
