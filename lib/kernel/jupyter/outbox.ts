/**
 * The output of a cell, gathered into few messages: in order, whole characters, bounded. Its clock and its timer are
 * arguments.
 */
import { StringDecoder } from "node:string_decoder";

export type StreamName = "stdout" | "stderr";

/** The surroundings of an outbox. */
interface OutboxSurroundings {
  send(stream: StreamName, text: string): void;
  /** Milliseconds that only grow. */
  now(): number;
  /** Calls back once, after so many milliseconds; never while code of a cell holds the event loop. */
  later(callback: () => void, milliseconds: number): void;
}

/** One message carries at most about this many characters. */
const messageSize = 65_536;
/** Output that trickles is shown at most this late, and in at most 20 messages a second. */
const delay = 50;
/** Where stdout and stderr alternate, their order is exact for so many turns per `delay`, then per message size. */
const exactTurns = 200;
/** Output beyond `allowance` is folded; it grows again by `refill` characters a millisecond. */
const allowance = 64 * 1024 * 1024;
const refill = 2 * 1024;
/** So much of the end of folded output is shown. */
const tailSize = 16_384;

interface Piece {
  readonly stream: StreamName;
  text: string;
}

/** Gathers the output of one cell. */
export class Outbox {
  readonly #around: OutboxSurroundings;
  #pieces: Piece[] = [];
  #size = 0;
  #turns = 0;
  #sentAt = Number.NEGATIVE_INFINITY;
  #isWaiting = false;
  #left = allowance;
  readonly #decoders = { stdout: new StringDecoder("utf8"), stderr: new StringDecoder("utf8") };
  readonly #folds = { stdout: new Fold(), stderr: new Fold() };

  constructor(around: OutboxSurroundings) {
    this.#around = around;
  }

  /** Takes a chunk that the cell writes. */
  write(stream: StreamName, chunk: string | Uint8Array): void {
    const decoder = this.#decoders[stream];
    const text =
      typeof chunk === "string"
        ? chunk
        : decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    if (text === "") return;
    const fold = this.#folds[stream];
    // Once output is folded, all that follows is folded too: the end must stay the end.
    if (!fold.isEmpty || text.length > this.#left) {
      fold.add(text);
    } else {
      this.#left -= text.length;
      this.#add(stream, text);
    }
    if (this.#size >= messageSize || this.#around.now() - this.#sentAt >= delay) this.flush();
    if (this.#size > 0 || !fold.isEmpty) this.#flushLater();
  }

  /** Sends what is gathered, before anything that must come after it. */
  flush({ unfold = false } = {}): void {
    this.#refill();
    if (unfold) this.#unfold();
    const pieces = this.#turns > exactTurns ? merged(this.#pieces) : this.#pieces;
    this.#pieces = [];
    this.#size = 0;
    for (const { stream, text } of pieces) this.#around.send(stream, text);
  }

  /** Sends everything at the end of the cell: half a character and folded output too. */
  finish(): void {
    for (const stream of streams) {
      const rest = this.#decoders[stream].end();
      if (rest) this.#add(stream, rest);
    }
    this.flush({ unfold: true });
  }

  #add(stream: StreamName, text: string): void {
    const last = this.#pieces.at(-1);
    if (last?.stream === stream) {
      last.text += text;
    } else {
      this.#pieces.push({ stream, text });
      this.#turns++;
    }
    this.#size += text.length;
  }

  #unfold(): void {
    for (const stream of streams) {
      const folded = this.#folds[stream].take();
      if (folded) this.#add(stream, folded);
    }
  }

  #refill(): void {
    const now = this.#around.now();
    if (this.#sentAt >= 0) this.#left = Math.min(allowance, this.#left + (now - this.#sentAt) * refill);
    this.#sentAt = now;
  }

  #flushLater(): void {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    this.#around.later(() => {
      this.#isWaiting = false;
      this.#turns = 0;
      this.flush({ unfold: true });
    }, delay);
  }
}

const streams: readonly StreamName[] = ["stdout", "stderr"];

/** All of stdout, then all of stderr: two messages instead of thousands. */
function merged(pieces: readonly Piece[]): Piece[] {
  return streams
    .map((stream) => ({
      stream,
      text: pieces.map((piece) => (piece.stream === stream ? piece.text : "")).join(""),
    }))
    .filter(({ text }) => text !== "");
}

/** Output that is too much to be sent: counted, and the end of it kept. */
class Fold {
  #characters = 0;
  #lines = 0;
  #tail = "";

  get isEmpty(): boolean {
    return this.#characters === 0;
  }

  add(text: string): void {
    this.#characters += text.length;
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) this.#lines++;
    this.#tail = (this.#tail + text.slice(-tailSize)).slice(-tailSize);
  }

  /** A note of what is missing and the end of it; empty if nothing is. */
  take(): string {
    if (this.isEmpty) return "";
    const missing = this.#characters - this.#tail.length;
    const linesInTail = this.#tail.split("\n").length - 1;
    const note = `\n[netcell: ${missing} characters (${this.#lines - linesInTail} lines) folded; the end follows]\n`;
    const text = missing > 0 ? note + this.#tail : this.#tail;
    this.#characters = 0;
    this.#lines = 0;
    this.#tail = "";
    return text;
  }
}
