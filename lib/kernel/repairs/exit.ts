/**
 * Fault: after a shutdown request the process waits for whatever the notebook left open, a server say, for ever;
 * `restart` is not echoed in the reply, and `idle` may be lost.
 *
 * A cell that never gives the event loop back (`while (true) {}`) cannot hear the request; the client must kill.
 */
import type { Repair } from "../repair";

/** Time for ZeroMQ's own thread to hand the reply and `idle` to the system. */
const lingerMilliseconds = 100;

export const exit: Repair = {
  name: "exit",
  fault: "the kernel outlives its shutdown while a socket, a server or a timer is open",

  mend(tslab) {
    tslab.whenLoaded("jupyter", ({ ZmqServer, JupyterHandlerImpl }) => {
      JupyterHandlerImpl.prototype.handleShutdown = (request) => ({
        status: "ok",
        restart: request.restart === true,
      });

      const server = ZmqServer.prototype;
      const { close } = server;
      server.close = function () {
        for (const socket of [this.iopub, this.shell, this.control]) socket.linger = lingerMilliseconds;
        close.call(this);
        // Leaving waits for ZeroMQ as long as the sockets linger. What a cell does on `exit` has its chance.
        setImmediate(() => process.exit(0));
      };
    });
  },
};
