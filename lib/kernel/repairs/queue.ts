/**
 * Cells in a queue. When one fails that asks for `stop_on_error`, those that the client had already sent are answered
 * `aborted`; later ones run.
 *
 * Stock tslab refuses cells with a status (`abort`) that no client knows, so nbclient and JupyterLab skip them silently. It
 * also sends `busy` when a request arrives, not when its turn comes, so the first finished cell makes the kernel look idle.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { CellQueue } from "../jupyter/cell-queue";
import { decode } from "../jupyter/message";
import type { Repair } from "../repair";
import { executionOf } from "../tslab/execution";
import type { Server } from "../tslab/modules";

export const queue: Repair = {
  name: "queue",
  fault:
    "For 200 ms after a failing cell every cell is refused with a status that no client knows, so that Run All skips cells silently; and a kernel with waiting cells looks idle.",

  mend(tslab) {
    tslab.whenLoaded("jupyter", ({ ZmqServer, JupyterHandlerImpl }) => {
      const queues = new WeakMap<Server, CellQueue>();
      const queueOf = (server: Server) => {
        const queue = queues.get(server) ?? new CellQueue();
        queues.set(server, queue);
        return queue;
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
 * Resolves when the cells that the client had sent before the failure have been read: when none has come for a moment.
 * The socket itself must not be asked (`readable`): that takes the wake-up away from the code that waits to read.
 */
async function arrived(cells: CellQueue): Promise<void> {
  for (let quiet = 0, seen = cells.added; quiet < quietTurns; quiet++) {
    await sleep(1);
    if (cells.added > seen) quiet = -1;
    seen = cells.added;
  }
}

/** Milliseconds, about: a Jupyter server passes the cells of Run All on one by one, in less than one each. */
const quietTurns = 5;
