/** `user_expressions`: each is run as a cell of its own after the cell, and its value is not printed. */
import { inspect } from "node:util";
import { reportOf } from "../error-report/error-report";
import type { Repair } from "../repair";
import { type Execution, executionOf, runFor } from "../tslab/execution";
import type { Executor } from "../tslab/modules";

export const expressions: Repair = {
  name: "expressions",
  fault: "The `user_expressions` of a request are ignored.",

  mend(tslab) {
    tslab.whenLoaded("jupyter", ({ JupyterHandlerImpl }) => {
      const handler = JupyterHandlerImpl.prototype;
      const { handleExecute, handleExecuteImpl } = handler;
      const answers = new WeakMap<object, object>();

      handler.handleExecuteImpl = async function (request, stream, display) {
        const count = await handleExecuteImpl.call(this, request, stream, display);
        const execution = executionOf(request);
        const values: { [name: string]: object } = {};
        for (const [name, expression] of Object.entries(request.user_expressions ?? {})) {
          if (execution) values[name] = await evaluate(this.executor, execution, name, `(${expression}\n)`);
        }
        answers.set(request, values);
        return count;
      };

      handler.handleExecute = async function (request, stream, display) {
        const reply = await handleExecute.call(this, request, stream, display);
        return reply.status === "ok" ? { ...reply, user_expressions: answers.get(request) ?? {} } : reply;
      };
    });

    async function evaluate(
      executor: Executor,
      execution: Execution,
      name: string,
      code: string,
    ): Promise<object> {
      try {
        const { failure, value } = await runFor(execution, `expression "${name}"`, code, () =>
          executor.execute(code),
        );
        if (failure) return { status: "error", ...failure };
        return { status: "ok", data: { "text/plain": inspect(value) }, metadata: {} };
      } catch (thrown) {
        return { status: "error", ...reportOf(thrown) };
      }
    }
  },
};
