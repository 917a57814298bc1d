/** Ending a socket in an orderly way: what was written goes out, and the peer may finish what it is sending. */
import type { Socket } from "node:net";

/** Has all that was written left this process, `grace` milliseconds from now at the latest? */
export function sentWithin(socket: Socket, grace: number): Promise<boolean> {
  if (socket.writableLength === 0) return Promise.resolve(true);
  return new Promise((resolve) => {
    const limit = setTimeout(() => resolve(false), grace);
    const done = () => {
      clearTimeout(limit);
      resolve(true);
    };
    socket.once("close", done);
    socket.write("", done);
  });
}

/** Milliseconds without a byte from the peer after which an ended connection is left to the operating system. */
const quiet = 20;

/** Ends this direction, and gives the peer the chance to finish what it is sending, at most `grace` milliseconds. */
export function endedAndQuiet(socket: Socket, grace: number): Promise<void> {
  return new Promise((resolve) => {
    let last: NodeJS.Timeout | undefined;
    const done = () => {
      clearTimeout(last);
      clearTimeout(limit);
      socket.off("data", extend);
      resolve();
    };
    const extend = () => {
      clearTimeout(last);
      last = setTimeout(done, quiet);
    };
    const limit = setTimeout(done, grace);
    socket.once("close", done);
    socket.end(() => {
      socket.on("data", extend);
      extend();
    });
  });
}
