/** `execute_input`: the code of each cell, for other clients and for converters. */
import type { Repair } from "../repair";
import { executionOf, publish } from "../tslab/execution";

export const input: Repair = {
  name: "input",
  fault: "No `execute_input` is sent, so other clients and converters never learn what was executed.",

  mend(tslab) {
    tslab.whenLoaded("jupyter", ({ JupyterHandlerImpl }) => {
      const handler = JupyterHandlerImpl.prototype;
      const { handleExecuteImpl } = handler;
      handler.handleExecuteImpl = function (request, stream, display) {
        const execution = executionOf(request);
        if (execution && !request.silent) {
          publish(execution, "execute_input", { code: request.code, execution_count: execution.count });
        }
        return handleExecuteImpl.call(this, request, stream, display);
      };
    });
  },
};
