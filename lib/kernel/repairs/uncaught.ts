/**
 * Fault: what a callback throws, or a promise nobody awaits, is printed as `UncaughtException:` with the kernel's
 * own frames.
 *
 * It is reported as a failing cell is, on the stderr of the cell it belongs to: the cell itself has long been
 * answered.
 */
import { writeSync } from "node:fs";
import { reportOf } from "../error-report/thrown";
import type { Repair } from "../repair";

export const uncaught: Repair = {
  name: "uncaught",
  fault: "an error in a callback is printed raw, with the kernel's frames",

  mend(tslab) {
    tslab.whenLoaded("jupyter", ({ ZmqServer }) => {
      const server = ZmqServer.prototype;
      const { init } = server;
      // tslab listens just before it calls init.
      server.init = function () {
        takeOver("uncaughtException", "UncaughtException:", (thrown) => tell(thrown, "in a callback"));
        takeOver("unhandledRejection", "UnhandledPromiseRejection:", (thrown) =>
          tell(thrown, "in a promise that nobody awaited"),
        );
        return init.call(this);
      };
    });
  },
};

function tell(thrown: unknown, where: string): void {
  const { traceback } = reportOf(thrown);
  const text = `Uncaught, ${where}: ${traceback.join("\n")}\n`;
  try {
    process.stderr.write(text);
  } catch {
    // No cell can be told any more, as when the kernel leaves; to throw here would end it with another status.
    writeSync(2, text);
  }
}

/** Replaces tslab's listener, known by what it prints. */
function takeOver(
  event: "uncaughtException" | "unhandledRejection",
  prints: string,
  listener: (thrown: unknown) => void,
) {
  const events: NodeJS.EventEmitter = process;
  for (const stock of events.listeners(event)) {
    if (!String(stock).includes(prints)) continue;
    events.off(event, stock as (...all: unknown[]) => void);
    events.on(event, listener);
  }
}
