/** The machine's own clock: monotonic, so that nothing jumps when the time of day is set. */
import type { Clock } from "../../sockets";

const longestTimer = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => performance.now(),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      const end = performance.now() + ms;
      let timer: NodeJS.Timeout | undefined;
      const wake = () => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", wake);
        resolve();
      };
      const look = () => {
        const left = end - performance.now();
        if (timer && left <= 0) wake();
        // Timers count whole milliseconds, end a little early, and at the earliest in the next turn of the loop.
        else timer = setTimeout(look, Math.min(Math.max(1, Math.floor(left)), longestTimer)).unref();
      };
      signal?.addEventListener("abort", wake);
      if (signal?.aborted) wake();
      else look();
    }),
};
