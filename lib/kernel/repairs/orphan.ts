/**
 * The end of a kernel whose Jupyter server is gone.
 *
 * Jupyter says who started the kernel (`JPY_PARENT_PID`, as ipykernel reads it); the kernel ends with that process.
 */
import type { Repair } from "../repair";

const interval = 1000;

export const orphan: Repair = {
  name: "orphan",
  fault: "The kernel lives on, out of reach, when the Jupyter server that started it was killed.",

  mend(tslab) {
    tslab.whenLoaded("jupyter", ({ ZmqServer }) => {
      const server = ZmqServer.prototype;
      const { init } = server;
      server.init = async function () {
        const parent = Number(process.env.JPY_PARENT_PID);
        // If it was started through another process (a shell, npx), the end of that one says nothing about Jupyter.
        if (parent > 1 && process.ppid === parent) {
          setInterval(() => process.ppid === parent || process.exit(1), interval).unref();
        }
        await init.call(this);
      };
    });
  },
};
