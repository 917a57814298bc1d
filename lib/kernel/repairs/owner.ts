/**
 * Fault: tslab has one way out, the newest cell's, so a timer or a server begun in an earlier cell prints into
 * whatever cell was executed last.
 *
 * lib/cell knows whose code is running; it is joined to the kernel before the first cell, netcell imported or not.
 */
import { joinKernel } from "../../cell";
import type { Repair } from "../repair";

export const owner: Repair = {
  name: "owner",
  fault: "output of timers, promises and callbacks lands in the newest cell",

  mend(tslab) {
    tslab.whenLoaded("jupyter", (jupyter) => {
      const server = jupyter.ZmqServer.prototype;
      const { init } = server;
      // Not when it is loaded: a tslab may hand over to another one, and only the one that runs is joined.
      server.init = function () {
        joinKernel(jupyter);
        return init.call(this);
      };
    });
  },
};
