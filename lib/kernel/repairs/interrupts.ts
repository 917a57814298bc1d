/**
 * Interrupts while Node.js prepares for them. Around code that a signal may stop, Node.js removes the listeners for SIGINT,
 * then starts a thread that waits for the signal. Between the two nothing listens, and a signal ends the process.
 *
 * Node.js does so only if `process` says that it has listeners. If it says that there are none, the thread replaces them in
 * one step. Only the step back remains, as short as it can be: the thread leaves no listeners, so they are added again.
 */
import type { Repair } from "../repair";

type Run = (code: string, options?: object) => unknown;
type Listener = () => void;

export const interrupts: Repair = {
  name: "interrupts",
  fault: "An interrupt ends the kernel if it comes while Node.js prepares to be interrupted.",

  mend(tslab) {
    tslab.substitute("executor", "vm", (real) => {
      const { runInThisContext } = real as { readonly runInThisContext: Run };
      const run: Run = (code, options) => {
        const before = listeners();
        const { listenerCount } = process;
        // For the whole run: the code may run interruptible code of its own.
        process.listenerCount = (event, ...more) =>
          event === "SIGINT" ? 0 : listenerCount.call(process, event, ...more);
        try {
          return runInThisContext(code, options);
        } finally {
          // The own property hides the inherited one.
          delete (process as { listenerCount?: unknown }).listenerCount;
          // A cell that removes all listeners does not mean the kernel's.
          const left = listeners();
          addAgain(left.length > 0 ? left : before);
        }
      };
      return { ...real, runInThisContext: run };
    });
  },
};

function listeners(): Listener[] {
  return process.rawListeners("SIGINT") as Listener[];
}

function addAgain(all: readonly Listener[]): void {
  process.removeAllListeners("SIGINT");
  for (const listener of all) process.on("SIGINT", listener);
}
