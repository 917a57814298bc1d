/** Ctrl-C and SIGTERM: an orderly stop. */
import type { Progress } from "./progress";

interface Interrupt {
  readonly signal: AbortSignal;
  /** The exit status that shells expect of a program that a signal has ended. */
  status(): number;
  release(): void;
}

/** The first signal stops in good order: kernels end, and `message` is printed. The second ends the process at once. */
export function stopOnSignal(terminal: Progress, message = "Stopping: what ran is saved."): Interrupt {
  const statuses = { SIGINT: 130, SIGTERM: 143 } as const;
  const controller = new AbortController();
  let status = 0;
  const stop = (name: keyof typeof statuses) => {
    if (controller.signal.aborted) process.exit(status);
    status = statuses[name];
    terminal.say(message);
    controller.abort();
  };
  const signals = Object.keys(statuses) as (keyof typeof statuses)[];
  for (const name of signals) process.on(name, stop);
  return {
    signal: controller.signal,
    status: () => status,
    release: () => {
      for (const name of signals) process.off(name, stop);
    },
  };
}
