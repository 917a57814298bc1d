/** A layer at its place in a packet: a light object that reads on demand. */

import { type Stop, stopAt } from "../dissect/dissect";
import { brokenAt, endAt, type Frame, headerAt, idAt, startAt } from "../frame";
import { type Definition, definitions } from "../model/definition";
import { layoutOf } from "../model/layout";
import { notation, readLayer } from "./notation";
import { isGuess } from "./verdict";

/** One layer at its place in a packet. */
export interface PlacedLayer {
  /** Number of the layer, 0 for the outermost. */
  readonly at: number;
  /** The protocol's name. */
  readonly name: string;
  /** The protocol: its title, RFC, layer in the reference model, fields. */
  readonly definition: Definition;
  /** The first byte. */
  readonly start: number;
  /** Bytes of its header. */
  readonly header: number;
  /** The first byte behind all that it carries. */
  readonly end: number;
  /** The values of its fields. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** Whether only a port number says that it is this protocol. */
  readonly guessed: boolean;
  /** Why it breaks off, if it does. */
  readonly stop: Stop | undefined;
}

/** Layer `at` of a frame. */
export class FrameLayer implements PlacedLayer {
  readonly at: number;
  readonly #frame: Frame;

  constructor(frame: Frame, at: number) {
    this.#frame = frame;
    this.at = at;
  }

  get definition(): Definition {
    return definitions[idAt(this.#frame, this.at)]!;
  }

  get name(): string {
    return this.definition.name;
  }

  get start(): number {
    return startAt(this.#frame, this.at);
  }

  get header(): number {
    return headerAt(this.#frame, this.at);
  }

  get end(): number {
    return endAt(this.#frame, this.at);
  }

  get fields(): Readonly<Record<string, unknown>> {
    return layoutOf(this.#frame, this.at).values;
  }

  get guessed(): boolean {
    return isGuess(this.#frame, this.at);
  }

  get stop(): Stop | undefined {
    return brokenAt(this.#frame, this.at) ? stopAt(this.#frame.bytes, this.#frame.rows, this.at) : undefined;
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return notation([readLayer(this.#frame, this.at)]);
  }
}
