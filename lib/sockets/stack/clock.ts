/** Time, whoever makes it pass. */

/**
 * A clock: the machine's own, or one of a simulated network, where a second need not take a second.
 */
export interface Clock {
  /** Milliseconds since some beginning; they never go back. */
  now(): number;
  /** Resolves when `ms` milliseconds have passed, or, earlier, when `signal` fires. Never rejects, and holds up no exit. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
