/**
 * Output in the cell whose code prints it. lib/cell knows whose code is running; it is joined to the kernel before the
 * first cell, whether or not a cell imports netcell.
 */
import { joinKernel } from "../../cell";
import type { Repair } from "../repair";

export const owner: Repair = {
  name: "owner",
  fault: "What timers, promises and callbacks of an earlier cell print appears in the newest cell.",

  mend(tslab) {
    tslab.whenLoaded("jupyter", (jupyter) => {
      const server = jupyter.ZmqServer.prototype;
      const { init } = server;
      // Not when it is loaded: one tslab may start another, and only the one that runs is joined.
      server.init = function () {
        joinKernel(jupyter);
        return init.call(this);
      };
    });
  },
};
