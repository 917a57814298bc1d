/** Signatures of messages: what is wrongly signed, or is not a message at all, is dropped, and its sender gets no answer. */
import { decode } from "../jupyter/message";
import type { Repair } from "../repair";

export const hmac: Repair = {
  name: "hmac",
  fault:
    "A message with a wrong signature is printed as an error in the newest cell, and an empty key, which means that nothing is signed, is not understood.",

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
