/**
 * Fault: a socket that a server accepted knows no cell, as the system's callback that makes it begins outside of all
 * (measured on Node 20 and 24): what its listeners print lands in some other cell.
 *
 * `connection` is emitted in the server's context, so the socket's own events are given that.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { Server, Socket } from "node:net";
import type { Repair } from "../repair";

export const accepted: Repair = {
  name: "accepted",
  fault: "what a server's connections print lands in some other cell",

  mend(tslab) {
    tslab.whenLoaded("jupyter", () => {
      const prototype = Server.prototype as Emitter;
      const { emit } = prototype;
      prototype.emit = function (event, ...values) {
        const [socket] = values;
        if (event === "connection" && socket instanceof Socket) stayHere(socket);
        return emit.call(this, event, ...values);
      };
    });
  },
};

interface Emitter {
  emit(event: string | symbol, ...values: unknown[]): boolean;
}

/** From now on the socket emits its events in the context that is the current one now. */
function stayHere(socket: Socket): void {
  const here = AsyncLocalStorage.snapshot();
  const { emit } = socket as Emitter;
  Object.defineProperty(socket, "emit", {
    configurable: true,
    writable: true,
    value: ((event, ...values) => here(() => emit.call(socket, event, ...values))) satisfies Emitter["emit"],
  });
}
