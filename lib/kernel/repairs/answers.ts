/** Replies to the requests that the messaging specification has and tslab does not answer. */
import { History } from "../jupyter/history";
import { decode, encode, type Request } from "../jupyter/message";
import type { Repair } from "../repair";
import { isUncounted } from "../tslab/execution";
import type { Server, Socket } from "../tslab/modules";

type Content = Request["content"];
type Answer = (content: Content, server: Server) => object;

export const answers: Repair = {
  name: "answers",
  fault:
    '`history_request`, `interrupt_request` and `debug_request` get no reply and are printed as "unknown" in the newest cell; `comm_info_request` gets a `complete_reply`.',

  mend(tslab) {
    const history = new History();
    const answerTo: { readonly [type: string]: Answer | undefined } = {
      comm_info_request: () => ({ status: "ok", comms: {} }),
      history_request: (content) => ({ status: "ok", history: history.find(content) }),
      interrupt_request: interrupt,
      debug_request: refuseDebugging,
    };

    tslab.whenLoaded("jupyter", ({ ZmqServer, JupyterHandlerImpl }) => {
      const handler = JupyterHandlerImpl.prototype;
      const { handleExecuteImpl } = handler;
      handler.handleExecuteImpl = function (request, stream, display) {
        if (!isUncounted(request)) history.add(this.execCount + 1, request.code);
        return handleExecuteImpl.call(this, request, stream, display);
      };

      const server = ZmqServer.prototype;
      const { handleShellMessage } = server;
      server.handleShellMessage = async function (socket, ...frames) {
        const request = decode(frames, this.connInfo.key);
        const type = request?.header.msg_type ?? "";
        const answer = answerTo[type];
        if (request && answer) respond(this, socket, request, () => answer(request.content, this));
        else if (request && isUnknown(type)) respond(this, socket, request);
        else await handleShellMessage.call(this, socket, ...frames);
      };
    });
  },
};

/** Sends `busy`, the reply and `idle`; without an answer, as the specification has it, only the two. */
function respond(server: Server, socket: Socket, request: Request, answer?: () => object): void {
  const { key } = server.connInfo;
  const state = (execution_state: string) =>
    server.iopub.send(encode(request, "status", { execution_state }, key));
  void state("busy");
  const type = request.header.msg_type.replace(/_request$/, "_reply");
  if (answer) void socket.send(encode(request, type, answer(), key));
  void state("idle");
}

/** Is the request unknown to tslab and to netcell? A comm message is for a widget that is not there, and is ignored. */
function isUnknown(type: string): boolean {
  return !/^(kernel_info|execute|is_complete|inspect|complete|shutdown)_request$/.test(type);
}

/**
 * Does what the signal does: this code runs, so no cell blocks the event loop.
 *
 * A cell that blocks it after an await, or in a callback, cannot be ended, neither by the signal nor from a second
 * thread: Node has no way to stop JavaScript that it did not start in a `vm` (the inspector's terminateExecution ends
 * the process with "async hook stack has become corrupted"). The client must restart the kernel.
 */
const interrupt: Answer = () => {
  process.emit("SIGINT");
  return { status: "ok" };
};

const refuseDebugging: Answer = ({ command, seq }) => ({
  type: "response",
  success: false,
  command,
  request_seq: seq,
  message: "tslab has no debugger. Start the kernel with node --inspect to use the one of Chrome or VS Code.",
});
