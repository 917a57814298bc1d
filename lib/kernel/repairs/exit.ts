/**
 * The end of the kernel after a shutdown request, with `restart` echoed in the reply, and `idle` sent.
 *
 * A cell that never gives the event loop back (`while (true) {}`) cannot hear the request; the client must kill.
 */
import type { Repair } from "../repair";

/** Time for ZeroMQ's own thread to hand the reply and `idle` to the system. */
const lingerMilliseconds = 100;

export const exit: Repair = {
  name: "exit",
  fault: "The kernel goes on after its shutdown while a socket, a server or a timer is open.",

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
        // The exit waits for ZeroMQ as long as the sockets linger. Listeners of `exit` in cells still run.
        setImmediate(() => process.exit(0));
      };
    });
  },
};
