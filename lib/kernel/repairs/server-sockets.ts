/**
 * The events of a socket that a server accepted: they belong to the server's cell.
 *
 * The system's callback that makes such a socket begins outside all cells (measured on Node 20 and 24). `connection` is
 * emitted in the server's context, so that is the context in which the socket's own events are emitted.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { Server, Socket } from "node:net";
import type { Repair } from "../repair";

export const serverSockets: Repair = {
  name: "server-sockets",
  fault: "What the connections of a server print appears in some other cell.",

  mend(tslab) {
    tslab.whenLoaded("jupyter", () => {
      const prototype = Server.prototype as Emitter;
      const { emit } = prototype;
      prototype.emit = function (event, ...values) {
        const [socket] = values;
        if (event === "connection" && socket instanceof Socket) emitInThisContext(socket);
        return emit.call(this, event, ...values);
      };
    });
  },
};

interface Emitter {
  emit(event: string | symbol, ...values: unknown[]): boolean;
}

/** Makes the socket emit its events in the present context. */
function emitInThisContext(socket: Socket): void {
  const here = AsyncLocalStorage.snapshot();
  const { emit } = socket as Emitter;
  Object.defineProperty(socket, "emit", {
    configurable: true,
    writable: true,
    value: ((event, ...values) => here(() => emit.call(socket, event, ...values))) satisfies Emitter["emit"],
  });
}
