/** Cells that wait for their turn, one after the other; those that wait when one fails can be told to give up. */
export class CellQueue {
  private last: Promise<unknown> = Promise.resolve();
  private readonly waiting = new Set<{ aborted: boolean }>();
  /** How many cells have come since the kernel started. */
  added = 0;
  private current: { readonly aborted: boolean } | undefined;

  /** Handles a cell when all before it are done. */
  add(handle: () => Promise<void>): Promise<void> {
    const cell = { aborted: false };
    this.waiting.add(cell);
    this.added++;
    const done = this.last.then(() => {
      this.waiting.delete(cell);
      this.current = cell;
      return handle();
    });
    // One cell's trouble is its own: the next takes its turn all the same.
    this.last = done.catch(() => {});
    return done;
  }

  /** The cells that wait now will find `isAborting` true when their turn comes. */
  abortWaiting(): void {
    for (const cell of this.waiting) cell.aborted = true;
  }

  /** Is the cell whose turn it is to be refused? */
  get isAborting(): boolean {
    return this.current?.aborted ?? false;
  }
}
