/**
 * `process.exit()` in a cell: the cell is answered with an error that says what happened, then the process exits with the
 * code that was asked for.
 */
import { type ErrorReport, red } from "../error-report/error-report";
import { encode } from "../jupyter/message";
import type { Repair } from "../repair";
import { type Execution, publish, runningExecution } from "../tslab/execution";
import type { Server } from "../tslab/modules";

export const processExit: Repair = {
  name: "process-exit",
  fault:
    "A `process.exit()` in a cell ends the kernel without a reply or `idle`, and what was printed is lost.",

  mend(tslab) {
    tslab.whenLoaded("jupyter", ({ ZmqServer }) => {
      const server = ZmqServer.prototype;
      const { init } = server;
      server.init = function () {
        const { exit } = process;
        process.exit = (code = process.exitCode) => {
          if (!this.iopub.closed) report(this, code ?? 0);
          return exit.call(process, code);
        };
        return init.call(this);
      };
    });
  },
};

/** Time for ZeroMQ's own thread to hand all of it to the system; the exit waits no longer than it takes. */
const lingerMilliseconds = 1000;

function report(server: Server, code: number | string): void {
  for (const socket of [server.iopub, server.shell]) socket.linger = lingerMilliseconds;
  const evalue = `process.exit(${code}) ended the kernel, and with it all variables. Restart it to go on.`;
  const execution = runningExecution();
  if (execution)
    answer(execution, { ename: "KernelExit", evalue, traceback: [`${red("KernelExit")}: ${evalue}`] });
  else process.stderr.write(`${evalue}\n`);
}

/** Sends all messages that the execution still needs. */
function answer(execution: Execution, failure: ErrorReport): void {
  const { server, message, request, count } = execution;
  execution.flush?.();
  if (!request.silent) publish(execution, "error", failure);
  const reply = { status: "error", execution_count: count, ...failure };
  void server.shell.send(encode(message, "execute_reply", reply, server.connInfo.key));
  publish(execution, "status", { execution_state: "idle" });
}
