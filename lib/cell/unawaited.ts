/** What a cell shows that forgot to await: what has begun, and how to wait for it, instead of `Promise { <pending> }`. */
import { inspect } from "node:util";

export class Unawaited<T> extends Promise<T> {
  static override get [Symbol.species](): PromiseConstructor {
    return Promise;
  }

  #words = "";

  static over<T>(work: Promise<T>, words: string): Promise<T> {
    const made = new Unawaited<T>((resolve) => resolve(work));
    made.#words = words;
    return made;
  }

  [inspect.custom](): string {
    return this.#words;
  }
}
