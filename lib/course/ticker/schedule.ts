/** Which tick is due when. Pure: every moment is counted from the start, so that no error adds up. */

export class Schedule {
  readonly #hz: number;
  readonly #start: number;

  constructor(hz: number, start: number) {
    this.#hz = hz;
    this.#start = start;
  }

  /** When a tick is due; tick 1 is due one period after the start. */
  due(tick: number): number {
    return this.#start + this.duration(tick);
  }

  /** The tick to be called now, `last` being the one called before: those that were missed whole are left out. */
  next(last: number, now: number): number {
    return Math.max(last + 1, Math.floor(((now - this.#start) * this.#hz) / 1000));
  }

  /** How long so many ticks take, in milliseconds. */
  duration(ticks: number): number {
    return (ticks * 1000) / this.#hz;
  }
}
