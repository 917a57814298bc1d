/** ticker(): a function called many times a second, the heart of a game server. */

import type { Handle } from "../../cell";
import type { Clock } from "../../sockets";
import { RunningTicker } from "./running-ticker";

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

/** Options of {@link ticker}. */
export interface TickerOptions {
  /** A re-run of the cell replaces the ticker of the same name. */
  readonly name?: string;
  /** The clock that it follows (default: the machine's). */
  readonly clock?: Clock;
  /** Where `onTick` prints: in the cell that made the ticker (`owner`, the default), or in the `current` cell. */
  readonly output?: "owner" | "current";
}

/**
 * Calls `onTick` `hz` times a second, from one period from now on.
 *
 * It does not drift: tick n is due n periods after the start, however late the ones before were. A call is never begun
 * before the one before is done, a promise it returns included; ticks that are missed whole are left out and counted,
 * and never made up for, so that a slow machine makes fewer ticks and not ever more work. When `onTick` throws, the
 * error is counted and shown, at most once in a second's worth of ticks, and the loop goes on.
 *
 * @param hz ticks a second, more than 0 and at most 1000
 * @throws NetcellError `EINVAL`
 * @example
 * ```ts
 * import { ticker } from "netcell";
 * let x = 0;
 * const game = ticker(20, (tick, dt) => { x += dt * 0.01 }, { name: "game" });
 * game.show()
 * ```
 */
export function ticker(hz: number, onTick: TickHandler, options: TickerOptions = {}): Ticker {
  return RunningTicker.start(hz, onTick, options);
}
