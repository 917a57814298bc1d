/**
 * Not a repair by itself: takes the value of a cell's last expression from tslab's executor, which would print it,
 * for those who ask (`wantsValue`).
 */

import type { Repair } from "../repair";
import { wrapConvert } from "./converter";
import { runningExecution } from "./execution";

export const takeLastExpression: Repair["mend"] = (tslab) => {
  /** Where tslab puts the value of the newest cell's last expression, if it has one. */
  let variable: string | undefined;

  wrapConvert(tslab, (stock) => (declarations, code) => {
    const converted = stock(declarations, code);
    variable = converted.lastExpressionVar;
    return converted;
  });

  tslab.whenLoaded("executor", (executor) => {
    const { createExecutor } = executor;
    executor.createExecutor = (rootDir, converters, console) => {
      const stock = createExecutor(rootDir, converters, {
        error: console.error,
        // Read anew at each print, and called by tslab itself: lib/cell knows a last expression by its caller.
        get log() {
          const execution = runningExecution();
          if (!execution?.wantsValue) return console.log;
          return (value: unknown) => {
            execution.value = { of: value };
          };
        },
      });
      return {
        ...stock,
        async execute(code) {
          variable = undefined;
          const ok = await stock.execute(code);
          const execution = runningExecution();
          // `null` and `undefined` tslab leaves where they are.
          if (ok && execution?.wantsValue && variable !== undefined && variable in stock.locals) {
            execution.value = { of: stock.locals[variable] };
            delete stock.locals[variable];
          }
          return ok;
        },
      };
    };
  });
};
