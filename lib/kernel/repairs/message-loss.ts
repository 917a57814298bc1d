/**
 * Fault: the 513th message of one turn of the event loop is delayed and every one after it is refused (zeromq.js:
 * `EBUSY`), and a slow reader loses messages beyond the high-water mark. What is lost is output, and `idle`.
 *
 * Sockets that never delay and never drop. What waits for a slow reader is bounded by the flood repair.
 */
import type { Repair } from "../repair";

export const sends: Repair = {
  name: "sends",
  fault: "after some 508 messages in one go the rest is lost, `idle` with it: the cell shows `[*]` for ever",

  mend(tslab) {
    tslab.substitute("jupyter", "zeromq", (real) => {
      const zmq = real as typeof import("zeromq");
      const lossless = { sendHighWaterMark: 0, sendTimeout: 0 };
      return {
        ...zmq,
        Publisher: class extends zmq.Publisher {
          constructor() {
            super(lossless);
          }
        },
        Router: class extends zmq.Router {
          constructor() {
            // Cells may be sent faster than they run; a full queue must not drop a request either.
            super({ ...lossless, receiveHighWaterMark: 0 });
          }
        },
      };
    });
  },
};
