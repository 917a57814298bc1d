/**
 * Fault: for 200 ms after any failing cell every execute request is refused, whatever `stop_on_error` says, with a
 * status (`abort`) that no client knows: nbclient and JupyterLab then skip cells without a word. And `busy` is sent
 * when a request arrives instead of when its turn comes, so the first finished cell makes the kernel look idle.
 *
 * Cells wait in a queue of ours. When one fails that asks for `stop_on_error`, those that the client had already sent
 * are answered `aborted`; later ones run.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { CellQueue } from "../jupyter/cell-queue";
import { decode } from "../jupyter/message";
import type { Repair } from "../repair";
import { executionOf } from "../tslab/execution";
import type { Server } from "../tslab/modules";

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
            await arrived(cells);
            cells.abortWaiting();
          }
          return { status: "error", execution_count: execution?.count };
        }
      };
    });
  },
};

/**
 * Resolves when what the client had sent before the cell failed has been read: when nothing has come for a moment.
 * The socket itself must not be asked (`readable`): that takes the wake-up away from whoever is waiting to read.
 */
async function arrived(cells: CellQueue): Promise<void> {
  for (let quiet = 0, seen = cells.added; quiet < quietTurns; quiet++) {
    await sleep(1);
    if (cells.added > seen) quiet = -1;
    seen = cells.added;
  }
}

/** Milliseconds, about: a Jupyter server hands the cells of Run All over one by one, in less than one each. */
const quietTurns = 5;
