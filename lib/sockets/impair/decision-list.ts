/** What a relay decided, one by one: the newest of them, in bounded memory. */

/** Decisions that are kept at least. */
const kept = 10_000;

export class DecisionList<D> {
  #all: D[] = [];
  #count = 0;

  /** How many there were in all. */
  get count(): number {
    return this.#count;
  }

  /** The newest, oldest of them first. */
  get newest(): readonly D[] {
    return this.#all.slice(-kept);
  }

  add(decision: D): void {
    this.#count++;
    this.#all.push(decision);
    if (this.#all.length >= 2 * kept) this.#all = this.#all.slice(-kept);
  }
}
