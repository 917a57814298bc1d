/**
 * Errors of callbacks and of promises that are not awaited: reported as a failing cell is, on the stderr of the cell they
 * belong to. The cell itself has long been answered.
 */
import { writeSync } from "node:fs";
import { reportOf } from "../error-report/error-report";
import type { Repair } from "../repair";

export const uncaught: Repair = {
  name: "uncaught",
  fault:
    "An error in a callback, or of a promise that is not awaited, is printed raw, with frames of the kernel.",

  mend(tslab) {
    tslab.whenLoaded("jupyter", ({ ZmqServer }) => {
      const server = ZmqServer.prototype;
      const { init } = server;
      // tslab listens just before it calls init.
      server.init = function () {
        takeOver("uncaughtException", "UncaughtException:", (thrown) => print(thrown, "in a callback"));
        takeOver("unhandledRejection", "UnhandledPromiseRejection:", (thrown) =>
          print(thrown, "in a promise that nobody awaited"),
        );
        return init.call(this);
      };
    });
  },
};

function print(thrown: unknown, where: string): void {
  const { traceback } = reportOf(thrown);
  const text = `Uncaught, ${where}: ${traceback.join("\n")}\n`;
  try {
    process.stderr.write(text);
  } catch {
    // No cell can be reached any more, as when the kernel ends; to throw here would change its exit status.
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
