/** Things to be done at given moments, in order, by one timer that keeps no kernel alive. */

export class Schedule {
  readonly #oneAtATime: boolean;
  readonly #due: Array<{ readonly at: number; readonly act: () => void }> = [];
  #timer: NodeJS.Timeout | undefined;

  /** `oneAtATime`: what is late is not done all at once, but each in a turn of the event loop of its own. */
  constructor(oneAtATime = false) {
    this.#oneAtATime = oneAtATime;
  }

  /** How many things are still to be done. */
  get length(): number {
    return this.#due.length;
  }

  /** Does `act` at `at` (milliseconds of `performance.now()`), never before what was added earlier; at once if that is now. */
  add(at: number, act: () => void): void {
    if (this.#due.length === 0 && at <= performance.now()) {
      act();
      return;
    }
    this.#due.push({ at, act });
    this.#arm();
  }

  /** Nothing more is done. */
  clear(): void {
    this.#due.length = 0;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #arm(): void {
    const [next] = this.#due;
    if (!next || this.#timer) return;
    this.#timer = setTimeout(() => this.#run(), Math.max(0, next.at - performance.now()));
    this.#timer.unref();
  }

  #run(): void {
    this.#timer = undefined;
    let count = 0;
    const now = performance.now();
    const most = this.#oneAtATime ? 1 : this.#due.length;
    while (count < most && this.#due[count]!.at <= now) count++;
    for (const { act } of this.#due.splice(0, count)) act();
    this.#arm();
  }
}
