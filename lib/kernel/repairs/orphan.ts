/**
 * Fault: a kernel whose Jupyter server was killed lives on with all its sockets, and nobody can reach it.
 *
 * Jupyter says who started the kernel (`JPY_PARENT_PID`, as ipykernel reads it); when that process is gone, so is
 * the kernel.
 */
import type { Repair } from "../repair";

const interval = 1000;

export const orphan: Repair = {
  name: "orphan",
  fault: "the kernel lives on when the Jupyter server that started it was killed",

  mend(tslab) {
    tslab.whenLoaded("jupyter", ({ ZmqServer }) => {
      const server = ZmqServer.prototype;
      const { init } = server;
      server.init = async function () {
        const parent = Number(process.env.JPY_PARENT_PID);
        // Started through another process (a shell, npx): its end says nothing about Jupyter's.
        if (parent > 1 && process.ppid === parent) {
          setInterval(() => process.ppid === parent || process.exit(1), interval).unref();
        }
        await init.call(this);
      };
    });
  },
};
