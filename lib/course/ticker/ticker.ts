/** ticker(): a function called many times a second, the heart of a game server. */
import type { Ticker, TickerOptions, TickHandler } from "./api";
import { RunningTicker } from "./running-ticker";

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
