/**
 * Fault: a message with a wrong signature, or one that is no message, is printed as an error in the newest cell; an
 * empty key, which means that nothing is signed, is not understood.
 *
 * It is dropped, and nobody who sent it learns anything.
 */

import { decode } from "../jupyter/message";
import type { Repair } from "../repair";

export const hmac: Repair = {
  name: "hmac",
  fault: "a message with a wrong signature is printed as an error in the newest cell",

  mend(tslab) {
    tslab.whenLoaded("jupyter", ({ ZmqServer }) => {
      const server = ZmqServer.prototype;
      const { handleShellMessage } = server;
      server.handleShellMessage = async function (socket, ...frames) {
        if (decode(frames, this.connInfo.key)) await handleShellMessage.call(this, socket, ...frames);
      };
    });
  },
};
