/** Clocks: the machine's, or one of a simulated network. */

/**
 * A clock: the machine's own, or one of a simulated network, where a second need not take a second.
 */
export interface Clock {
  /** Milliseconds since some beginning; they never go back. */
  now(): number;
  /** Resolves when `ms` milliseconds have passed, or, earlier, when `signal` fires. It never rejects, and does not keep the program alive. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
