/** Stack traces in lines of the cells: each cell runs under its own name, and its source map leads back to what was typed. */
import type { RunningScriptOptions } from "node:vm";
import { useSourceLinesInStacks } from "../error-report/stack";
import type { Repair } from "../repair";
import type { Compilation } from "../source/position";
import { rememberSource } from "../source/sources";
import { wrapConvert } from "../tslab/converter";
import { runningExecution } from "../tslab/execution";

/** tslab puts a function's head before what runs. */
const wrapper = /^\((?:async )?function\(exports, require\) \{ /;

export const lines: Repair = {
  name: "lines",
  fault: "Stack traces name lines of the compiled JavaScript, among frames and paths of the kernel itself.",

  mend(tslab) {
    useSourceLinesInStacks(tslab.folder);
    let compiled: Compilation | undefined;

    wrapConvert(tslab, (stock) => (declarations, code) => {
      const converted = stock(declarations, code);
      const { map, output } = converted;
      compiled = map && output !== undefined ? { map, lines: output.split("\n").length } : undefined;
      return converted;
    });

    tslab.substitute("executor", "vm", (real) => {
      const vm = real as typeof import("node:vm");
      return {
        ...vm,
        runInThisContext(code: string, options?: RunningScriptOptions) {
          const head = wrapper.exec(code)?.[0];
          const execution = runningExecution();
          if (!head || !compiled || !execution) return vm.runInThisContext(code, options);
          const title = execution.name;
          rememberSource(title, { ...compiled, title, text: execution.request.code });
          return vm.runInThisContext(code, { ...options, filename: title, columnOffset: -head.length });
        },
      };
    });
  },
};
