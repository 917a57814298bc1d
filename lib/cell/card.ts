/** A live card: a display that follows a handle, redrawn in place from any cell, at most 20 times a second. */
import { randomUUID } from "node:crypto";
import { type Displayable, jupyterDisplay } from "../view";
import { newestCell, owner } from "./context";
import { shared } from "./shared";

/** Milliseconds between two redraws of one card: more would only cost throughput, the eye sees 20 a second. */
const redrawInterval = 50;

const shownCards = shared("cards", () => new Set<Card>());

/** Redraws every card that has changed, inside the cell that runs now: exporters read no other messages. */
export function flushCards(): void {
  for (const card of shownCards) card.flush();
}

/** One display of something that changes, wherever it is shown. */
export class Card {
  readonly #subject: Displayable;
  #id: string | undefined;
  #timer: NodeJS.Timeout | undefined;
  #drawn = 0;
  #stale = false;
  #isShown = false;

  constructor(subject: Displayable) {
    this.#subject = subject;
  }

  /** Draws the card in the running cell; outside a kernel its text is printed. */
  show(): void {
    const cell = owner();
    const bundle = this.#subject[jupyterDisplay]();
    if (!cell) {
      console.log(bundle["text/plain"]);
      return;
    }
    this.#id ??= randomUUID();
    cell.display(bundle, this.#id);
    this.#drawn = performance.now();
    this.#isShown = true;
    shownCards.add(this);
  }

  /** Notes that the content has changed. Costs next to nothing while a redraw is due anyway. */
  touch(): void {
    if (this.#stale || !this.#isShown) return;
    this.#stale = true;
    const due = Math.max(0, this.#drawn + redrawInterval - performance.now());
    this.#timer = setTimeout(() => this.flush(), due);
    this.#timer.unref();
  }

  /** Draws now what {@link touch} announced. */
  flush(): void {
    if (!this.#stale) return;
    clearTimeout(this.#timer);
    this.#stale = false;
    this.#drawn = performance.now();
    newestCell()?.display(this.#subject[jupyterDisplay](), this.#id, true);
  }

  /** Draws the last state, and stops following. */
  finish(): void {
    this.touch();
    this.flush();
    this.#isShown = false;
    shownCards.delete(this);
  }
}
