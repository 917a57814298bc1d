/** Lines to a stream: few writes, bounded memory, and no line that waits for the next packet. */
import { once } from "node:events";
import type { Writable } from "node:stream";

const enough = 64 * 1024;

export class LineOutput {
  readonly #stream: Writable;
  #text = "";
  #timer: NodeJS.Immediate | undefined;

  constructor(stream: Writable) {
    this.#stream = stream;
  }

  /** Prints a line: at once when the packets at hand are done, or when many have gathered. */
  async line(text: string): Promise<void> {
    this.#text += `${text}\n`;
    this.#timer ??= setImmediate(() => this.#write());
    if (this.#text.length >= enough && !this.#write()) await once(this.#stream, "drain");
  }

  /** Prints what is left. */
  end(): void {
    this.#write();
  }

  #write(): boolean {
    clearImmediate(this.#timer);
    this.#timer = undefined;
    const text = this.#text;
    this.#text = "";
    return text === "" || this.#stream.write(text);
  }
}
