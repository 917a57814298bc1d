/** Public types of ticker(): a function called at a fixed rate. */
import type { Handle } from "../../cell";
import type { Clock } from "../../sockets";

/** A loop that calls a function at a fixed rate, until it is closed. */
export interface Ticker extends Handle {
  /** Ticks a second. */
  readonly hz: number;
  /** The number of the newest tick; 0 before the first. */
  readonly tick: number;
  /** How many ticks were left out, because the one before or something else took too long. */
  readonly skipped: number;
  /** How many calls of `onTick` threw. */
  readonly errors: number;
}

/**
 * What is done at each tick.
 *
 * @param tick 1, 2, 3, …; a number is missing where a tick was skipped
 * @param dt milliseconds from the tick called before to this one, a multiple of the period: 50 at 20 Hz, 100 after one
 * was skipped. Always the same for the same ticks, so that a game computed with it can be computed again.
 */
export type TickHandler = (tick: number, dt: number) => unknown;

/** Options of `ticker()`. */
export interface TickerOptions {
  /** A re-run of the cell replaces the ticker of the same name. */
  readonly name?: string;
  /** The clock that it follows (default: the machine's). */
  readonly clock?: Clock;
  /** Where `onTick` prints: in the cell that made the ticker (`owner`, the default), or in the `current` cell. */
  readonly output?: "owner" | "current";
}
