/** Not a repair: the value of a cell's last expression, taken from tslab before it prints it, if a repair wants it. */
import type { Mend } from "../repair";
import { wrapConvert } from "./converter";
import { runningExecution } from "./execution";

export const takeLastExpression: Mend = (tslab) => {
  /** The variable to which tslab assigns the last expression of the newest cell, if it has one. */
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
        // Read again at each print, and called by tslab itself: lib/cell recognises a last expression by its caller.
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
          // tslab does not print `null` and `undefined`, and leaves them in the variable.
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
