/**
 * The `error` message of a failing cell, with name, value and traceback; the reply has them too.
 *
 * tslab's executor prints errors to a console that it is given; this one reports them instead.
 */
import { reportOfDiagnostics } from "../error-report/diagnostics";
import { reportOfCellError } from "../error-report/error-report";
import type { Repair } from "../repair";
import { wrapConverter } from "../tslab/converter";
import { executionOf, publish, runningExecution } from "../tslab/execution";
import type { Diagnostic } from "../tslab/modules";

export const errors: Repair = {
  name: "errors",
  fault:
    "A failing cell sends no `error` message: its error is text on stderr, and the reply has no name, value or traceback.",

  mend(tslab) {
    let found: readonly Diagnostic[] = [];

    wrapConverter(tslab, (stock) => ({
      convert(declarations, code) {
        const converted = stock.convert(declarations, code);
        found = converted.diagnostics;
        return converted;
      },
      addModule(name, code, meta) {
        found = [];
        return stock.addModule(name, code, meta);
      },
    }));

    tslab.whenLoaded("executor", (executor) => {
      const { createExecutor } = executor;
      executor.createExecutor = (rootDir, converters, console) => {
        const error = (...printed: unknown[]) => {
          const execution = runningExecution();
          // The diagnostics of a module do not make its cell fail, so they stay text.
          if (!execution || (printed.length > 1 && found.length === 0)) console.error(...printed);
          else if (printed.length > 1)
            execution.failure ??= reportOfDiagnostics(found, execution.name, execution.request.code);
          else execution.failure = reportOfCellError(printed[0]);
        };
        return createExecutor(rootDir, converters, { ...console, error });
      };
    });

    tslab.whenLoaded("jupyter", ({ JupyterHandlerImpl }) => {
      const handler = JupyterHandlerImpl.prototype;
      const { handleExecute, handleExecuteImpl } = handler;
      handler.handleExecuteImpl = async function (request, stream, display) {
        try {
          return await handleExecuteImpl.call(this, request, stream, display);
        } catch (failed) {
          const execution = executionOf(request);
          if (execution) {
            // The kernel itself failed if this is not a count: the request was malformed.
            execution.failure ??= reportOfCellError(failed);
            if (!request.silent) publish(execution, "error", execution.failure);
          }
          throw failed;
        }
      };
      handler.handleExecute = async function (request, stream, display) {
        const reply = await handleExecute.call(this, request, stream, display);
        return reply.status === "error" ? { ...reply, ...executionOf(request)?.failure } : reply;
      };
    });
  },
};
