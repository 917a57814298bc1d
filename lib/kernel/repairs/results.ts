/**
 * `execute_result`: the value of a cell's last expression, with its number, as its MIME bundle if it has one.
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
    "The value of a cell's last expression is text on stdout: it has no number, its picture is not shown, and `null` prints nothing.",

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
            // While the cell still runs: a bundle may take its time, print, and fail.
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

/** The MIME bundle of a value; it always has text. */
async function bundleOf(value: unknown): Promise<Bundle> {
  const own = await ownBundle(value);
  return own && "text/plain" in own ? own : { ...own, "text/plain": textOf(value) };
}

async function ownBundle(value: unknown): Promise<Bundle | undefined> {
  const offer = (value as { [jupyterDisplay]?: unknown } | null)?.[jupyterDisplay];
  if (typeof offer !== "function") return undefined;
  const bundle: unknown = await offer.call(value);
  return typeof bundle === "object" && bundle !== null ? (bundle as Bundle) : undefined;
}

function textOf(value: unknown): string {
  const colors = !["", "0", "false"].includes(process.env.FORCE_COLOR ?? "0");
  return formatWithOptions({ colors }, value);
}

/** An interrupt stops this wait too; tslab itself only stops waiting for the promise of the cell. */
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
