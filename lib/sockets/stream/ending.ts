/** Ending a socket in an orderly way: what was written goes out, and the peer may finish what it is sending. */
import type { Socket } from "node:net";
import { type Alarm, machineTime, type TimeSource } from "../../cell";

/** Whether all that was written leaves this process, at the moment `limit` at the latest. */
export function sentUntil(limit: number, socket: Socket, time: TimeSource = machineTime): Promise<boolean> {
  if (socket.writableLength === 0) return Promise.resolve(true);
  return new Promise((resolve) => {
    const alarm = time.wakeAt(limit, () => resolve(false));
    const done = () => {
      alarm.cancel();
      resolve(true);
    };
    socket.once("close", done);
    socket.write("", done);
  });
}

/** Milliseconds without a byte from the peer after which an ended connection is left to the operating system. */
const quiet = 20;

/** Ends this direction, and gives the peer the chance to finish what it is sending, until `limit` at the latest. */
export function endedAndQuiet(limit: number, socket: Socket, time: TimeSource = machineTime): Promise<void> {
  return new Promise((resolve) => {
    let last: Alarm | undefined;
    const done = () => {
      last?.cancel();
      latest.cancel();
      socket.off("data", extend);
      resolve();
    };
    const extend = () => {
      last?.cancel();
      last = time.wakeAt(time.now() + quiet, done);
    };
    const latest = time.wakeAt(limit, done);
    socket.once("close", done);
    socket.end(() => {
      socket.on("data", extend);
      extend();
    });
  });
}
