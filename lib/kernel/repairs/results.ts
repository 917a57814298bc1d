/**
 * Fault: the value of a cell's last expression is printed on stdout: no `execute_result` with its number, only text
 * even if the value has a picture of itself, and no `null`.
 *
 * `undefined` stays silent. Text is what stock tslab prints, so a notebook reads the same with and without the plugin:
 * strings as they are, colours only if FORCE_COLOR asks for them.
 */
import { formatWithOptions } from "node:util";
import { jupyterDisplay } from "../../view";
import type { Repair } from "../repair";
import { executionOf, publish, runningExecution } from "../tslab/execution";

interface Bundle {
  readonly [mimeType: string]: unknown;
}

export const results: Repair = {
  name: "results",
  fault:
    "the last expression of a cell is text on stdout, not an `execute_result`; its MIME bundle is not asked for",

  mend(tslab) {
    const bundles = new WeakMap<object, Bundle>();

    tslab.whenLoaded("executor", (executor) => {
      const { createExecutor } = executor;
      executor.createExecutor = (...all) => {
        const stock = createExecutor(...all);
        return {
          ...stock,
          async execute(code) {
            const ok = await stock.execute(code);
            const execution = runningExecution();
            // Asked for while the cell still runs: a bundle may take its time, print, and fail.
            if (ok && execution?.value && executionOf(execution.request)) {
              const { of } = execution.value;
              if (of !== undefined) bundles.set(execution, await untilInterrupted(bundleOf(of)));
            }
            return ok;
          },
        };
      };
    });

    tslab.whenLoaded("jupyter", ({ JupyterHandlerImpl }) => {
      const handler = JupyterHandlerImpl.prototype;
      const { handleExecuteImpl } = handler;
      handler.handleExecuteImpl = async function (request, stream, display) {
        const execution = executionOf(request);
        if (execution) execution.wantsValue = true;
        const done = await handleExecuteImpl.call(this, request, stream, display);
        const data = execution && bundles.get(execution);
        if (data && !request.silent)
          publish(execution, "execute_result", { execution_count: execution.count, data, metadata: {} });
        return done;
      };
    });
  },
};

/** How a value shows itself; text it always has. */
async function bundleOf(value: unknown): Promise<Bundle> {
  const offered = await offeredBy(value);
  return offered && "text/plain" in offered ? offered : { ...offered, "text/plain": textOf(value) };
}

async function offeredBy(value: unknown): Promise<Bundle | undefined> {
  const offer = (value as { [jupyterDisplay]?: unknown } | null)?.[jupyterDisplay];
  if (typeof offer !== "function") return undefined;
  const bundle: unknown = await offer.call(value);
  return typeof bundle === "object" && bundle !== null ? (bundle as Bundle) : undefined;
}

function textOf(value: unknown): string {
  const colors = !["", "0", "false"].includes(process.env.FORCE_COLOR ?? "0");
  return formatWithOptions({ colors }, value);
}

/** tslab waits for the cell's own promise only; whoever stops a cell stops this wait too. */
async function untilInterrupted<T>(promise: Promise<T>): Promise<T> {
  let stop!: () => void;
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(new Error("Interrupted asynchronously"));
  });
  process.once("SIGINT", stop);
  try {
    return await Promise.race([promise, stopped]);
  } finally {
    process.off("SIGINT", stop);
  }
}
