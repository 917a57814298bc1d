/**
 * Fault: an interrupt now and then ends the kernel. Around code that a signal may break off Node.js takes the listeners for
 * SIGINT away, starts a thread that waits for the signal, and has nobody listen until then: by default it ends the process.
 *
 * It does so if `process` says that it has listeners. Told that there are none, it lets the thread take their place in one
 * step. What is left is the step back, as short as it can be: the thread leaves nobody behind, so they are added anew.
 */
import type { Repair } from "../repair";

type Run = (code: string, options?: object) => unknown;
type Listener = () => void;

export const interrupts: Repair = {
  name: "interrupts",
  fault: "an interrupt ends the kernel if it comes while Node.js prepares to be interrupted",

  mend(tslab) {
    tslab.substitute("executor", "vm", (real) => {
      const { runInThisContext } = real as { readonly runInThisContext: Run };
      const run: Run = (code, options) => {
        const before = listeners();
        const { listenerCount } = process;
        // While it runs, for code in it may be interruptible in its turn.
        process.listenerCount = (event, ...more) =>
          event === "SIGINT" ? 0 : listenerCount.call(process, event, ...more);
        try {
          return runInThisContext(code, options);
        } finally {
          // Its own property hides the one that it inherits.
          delete (process as { listenerCount?: unknown }).listenerCount;
          // A cell that took all of them away did not mean the kernel's.
          const left = listeners();
          listenAnew(left.length > 0 ? left : before);
        }
      };
      return { ...real, runInThisContext: run };
    });
  },
};

function listeners(): Listener[] {
  return process.rawListeners("SIGINT") as Listener[];
}

function listenAnew(all: readonly Listener[]): void {
  process.removeAllListeners("SIGINT");
  for (const listener of all) process.on("SIGINT", listener);
}
