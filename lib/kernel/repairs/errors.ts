/**
 * Fault: a failing cell sends no `error` message. What was thrown, and each TypeScript diagnostic, is printed on
 * stderr, and the reply has neither name nor value nor traceback.
 *
 * tslab's executor prints to a console that it is handed; ours takes what it prints as errors and reports it.
 */

import { reportOfDiagnostics } from "../error-report/diagnostics";
import { hintOnError } from "../error-report/hints";
import { reportOfInterrupt } from "../error-report/interrupt";
import { reportOfSyntaxError } from "../error-report/syntax";
import { type ErrorReport, reportOf } from "../error-report/thrown";
import type { Repair } from "../repair";
import { wrapConverter } from "../tslab/converter";
import { executionOf, publish, runningExecution } from "../tslab/execution";
import type { Diagnostic } from "../tslab/modules";

export const errors: Repair = {
  name: "errors",
  fault: "errors arrive as text on stderr; no `error` message, no name, value or traceback in the reply",

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
          // A module's diagnostics do not make its cell fail, so they stay text.
          if (!execution || (printed.length > 1 && found.length === 0)) console.error(...printed);
          else if (printed.length > 1)
            execution.failure ??= reportOfDiagnostics(found, execution.name, execution.request.code);
          else execution.failure = reportOfThrown(printed[0]);
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
            // Not a count: the kernel itself failed, on a request that is none.
            execution.failure ??= reportOfThrown(failed);
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

function reportOfThrown(thrown: unknown): ErrorReport {
  const report = reportOfInterrupt(thrown) ?? reportOfSyntaxError(thrown) ?? reportOf(thrown);
  const hint = hintOnError(report.ename, report.evalue);
  return hint ? { ...report, traceback: [...report.traceback, `Hint: ${hint}`] } : report;
}
