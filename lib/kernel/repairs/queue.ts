/**
 * Fault: for 200 ms after any failing cell every execute request is refused, whatever `stop_on_error` says, with a
 * status (`abort`) that no client knows: nbclient and JupyterLab then skip cells without a word. And `busy` is sent
 * when a request arrives instead of when its turn comes, so the first finished cell makes the kernel look idle.
 *
 * Cells wait in a queue of ours. When one fails that asks for `stop_on_error`, those that the client had already sent
 * are answered `aborted`; later ones run.
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import { CellQueue } from "../cell-queue";
import { executionOf } from "../execution";
import type { Repair } from "../repair";
import type { Server } from "../tslab";
import { decode } from "../wire";

export const queue: Repair = {
  name: "queue",
  fault: "after a failing cell every request is refused for 200 ms, with a status that no client knows",

  mend(tslab) {
    tslab.whenLoaded("jupyter", ({ ZmqServer, JupyterHandlerImpl }) => {
      const queues = new WeakMap<Server, CellQueue>();
      const queueOf = (server: Server) => {
        const known = queues.get(server) ?? new CellQueue();
        queues.set(server, known);
        return known;
      };

      const server = ZmqServer.prototype;
      const { handleShellMessage } = server;
      server.handleShellMessage = function (socket, ...frames) {
        const handle = () => handleShellMessage.call(this, socket, ...frames);
        const isExecute = decode(frames, this.connInfo.key)?.header.msg_type === "execute_request";
        return isExecute ? queueOf(this).add(handle) : handle();
      };

      JupyterHandlerImpl.prototype.handleExecute = async function (request, stream, display) {
        const execution = executionOf(request);
        const cells = execution && queueOf(execution.server);
        if (cells?.isAborting) return { status: "aborted" };
        try {
          const { count } = await this.handleExecuteImpl(request, stream, display);
          return { status: "ok", execution_count: count };
        } catch (_failed) {
          if (cells && request.stop_on_error !== false) {
            await arrived(execution.server);
            cells.abortWaiting();
          }
          return { status: "error", execution_count: execution?.count };
        }
      };
    });
  },
};

/** Resolves when what lay in the socket while the cell held the event loop has been read. */
async function arrived(server: Server): Promise<void> {
  for (let quiet = 0; quiet < quietTurns; quiet++) {
    await nextTurn();
    if (!server.shell.closed && server.shell.readable) quiet = -1;
  }
}

/** A message is read in one turn and handled in the next. */
const quietTurns = 4;
