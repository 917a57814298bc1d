/** The newest exchanges of a server or client, one line each, in a bounded list. */
import type { HttpLine } from "./api";

const kept = 100;

export class ExchangeLog {
  readonly #lines: HttpLine[] = [];
  #count = 0;

  /** How many there were in all. */
  get count(): number {
    return this.#count;
  }

  add(method: string, target: string, status: number, began: number): void {
    this.#lines[this.#count++ % kept] = { method, target, status, duration: performance.now() - began };
  }

  /** The newest, oldest first. */
  newest(count = kept): HttpLine[] {
    const oldest = this.#count % kept;
    const inOrder =
      this.#count <= kept ? this.#lines : [...this.#lines.slice(oldest), ...this.#lines.slice(0, oldest)];
    return inOrder.slice(-count);
  }
}
