/** One execute request while it is answered: what repairs know of it, and the messages that they send about it. */
import type { ErrorReport } from "../error-report/error-report";
import { encode } from "../jupyter/message";
import type { Mend } from "../repair";
import type { ExecuteRequest, Server, TslabMessage } from "./modules";

export interface Execution {
  readonly server: Server;
  readonly message: TslabMessage;
  readonly request: ExecuteRequest;
  /** The number in the prompt, once the cell has started; for an execution without one, the number it would get. */
  readonly count: number;
  /** The name of the cell in stack traces: `cell [3]`. */
  readonly name: string;
  /** Set when the cell failed. */
  failure?: ErrorReport;
  /** Sends the output that is still held back. */
  flush?(): void;
  /** Is the value of the last expression wanted? It is then not printed. */
  wantsValue?: boolean;
  /** The value of the last expression, if there is one and it is wanted. */
  value?: { readonly of: unknown };
}

interface Tracked extends Execution {
  count: number;
  name: string;
}

const executions = new WeakMap<ExecuteRequest, Tracked>();
let running: Tracked | undefined;
let hidden = 0;

/** The execution that this request began. */
export function executionOf(request: ExecuteRequest): Execution | undefined {
  return executions.get(request);
}

/** The execution that the executor works on now. */
export function runningExecution(): Execution | undefined {
  return running;
}

/** Does the request not count in the numbering? (Messaging specification, "Execute".) */
export function isUncounted(request: ExecuteRequest): boolean {
  return request.silent === true || request.store_history === false;
}

/** Runs `work` for a text of an execution that is not its cell; returns its value, or its failure. */
export async function runFor(execution: Execution, name: string, code: string, work: () => Promise<unknown>) {
  const { server, message, count } = execution;
  const own: Tracked = { server, message, request: { code }, count, name, wantsValue: true };
  const before = running;
  running = own;
  try {
    await work();
    return { failure: own.failure, value: own.value?.of };
  } finally {
    running = before;
  }
}

/** Sends a message about the execution to all clients. */
export function publish(execution: Execution, type: string, content: object): void {
  const { server, message } = execution;
  void server.iopub.send(encode(message, type, content, server.connInfo.key));
}

/** Not a repair: keeps track of each execution for the repairs. */
export const followExecutions: Mend = (tslab) => {
  tslab.whenLoaded("jupyter", ({ ZmqServer, JupyterHandlerImpl }) => {
    const server = ZmqServer.prototype;
    const { handleExecute } = server;
    server.handleExecute = function (socket, message) {
      const request = message.content;
      executions.set(request, { server: this, message, request, count: 0, name: "" });
      return handleExecute.call(this, socket, message);
    };

    const handler = JupyterHandlerImpl.prototype;
    const { handleExecuteImpl } = handler;
    handler.handleExecuteImpl = async function (request, stream, display) {
      const execution = executions.get(request);
      running = execution;
      if (execution) {
        execution.count = this.execCount + 1;
        execution.name = isUncounted(request) ? `hidden cell ${++hidden}` : `cell [${execution.count}]`;
      }
      try {
        return await handleExecuteImpl.call(this, request, stream, display);
      } finally {
        running = undefined;
      }
    };
  });
};
