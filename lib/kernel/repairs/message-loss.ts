/**
 * Sockets that never delay and never drop a message.
 *
 * Stock tslab's sockets delay the 513th message of one turn of the event loop and refuse every later one (zeromq.js:
 * `EBUSY`). What waits for a slow reader is bounded by the flood repair.
 */
import type { Repair } from "../repair";

export const messageLoss: Repair = {
  name: "message-loss",
  fault:
    "After about 500 messages in one go, or with a slow reader, messages are lost: output, and `idle`, so that the cell shows `[*]` for ever.",

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
