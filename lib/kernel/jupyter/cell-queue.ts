/** A queue of cells that run one after the other; those that wait when one fails can be aborted. */
export class CellQueue {
  #last: Promise<unknown> = Promise.resolve();
  readonly #waiting = new Set<{ aborted: boolean }>();
  /** The number of cells since the kernel started. */
  added = 0;
  #current: { readonly aborted: boolean } | undefined;

  /** Calls `handle` when all cells before it are done. */
  add(handle: () => Promise<void>): Promise<void> {
    const cell = { aborted: false };
    this.#waiting.add(cell);
    this.added++;
    const done = this.#last.then(() => {
      this.#waiting.delete(cell);
      this.#current = cell;
      return handle();
    });
    // The next cell takes its turn even if this one fails.
    this.#last = done.catch(() => {});
    return done;
  }

  /** The cells that wait now will find `isAborting` true when their turn comes. */
  abortWaiting(): void {
    for (const cell of this.#waiting) cell.aborted = true;
  }

  /** Is the cell whose turn it is aborted? */
  get isAborting(): boolean {
    return this.#current?.aborted ?? false;
  }
}
