/**
 * Variables of a failing cell, as in Python: what had its value before the failure keeps it, and everything else is as it
 * was. Stock tslab keeps the old declarations, but what the cell did to the values.
 */
import type { Repair } from "../repair";
import { forgetUndeclared, rememberUndeclared } from "../source/failed-declarations";
import { wrapConverter } from "../tslab/converter";
import { runningExecution } from "../tslab/execution";
import type { Executor } from "../tslab/modules";

/** A cell that is compiled and about to run. */
interface Running {
  /** The variables that it declares. */
  readonly names: readonly string[];
  /** The values of those that existed before. */
  readonly earlier: ReadonlyMap<string, unknown>;
  /** All declarations before it and after it. */
  readonly declarations: { readonly before: string; readonly after: string };
}
type Values = Executor["locals"];

export const variables: Repair = {
  name: "variables",
  fault:
    "What a cell declares before it fails, an open server too, is unknown to later cells; and a variable of an earlier cell that it would have declared again is `undefined`.",

  mend(tslab) {
    let locals: Values;
    /** The declarations after a failed cell; tslab itself has them after the next cell that succeeds. */
    let declared: string | undefined;
    /** The cell that runs, if one does. */
    const running: Running[] = [];

    wrapConverter(tslab, (stock) => ({
      convert(declarations, code) {
        const before = declared ?? declarations;
        const conversion = stock.convert(before, code);
        const { declared: names, declOutput: after } = conversion;
        // One with a type error does not run. Stock tslab does not say what a cell declares.
        if (names && after !== undefined)
          running.push({ names, earlier: taken(names, locals), declarations: { before, after } });
        return conversion;
      },
      inspect: (declarations, code, at) => stock.inspect(declared ?? declarations, code, at),
      complete: (declarations, code, at) => stock.complete(declared ?? declarations, code, at),
    }));

    /** Gives variables that the cell did not reach their earlier values, and returns the declarations now. */
    const declaredAfter = ({ names, earlier, declarations }: Running): string => {
      const { declarationsAfterFailure } = require("../compiler") as typeof import("../compiler");
      const lost = new Set(names.filter((name) => !Object.hasOwn(locals, name)));
      for (const name of lost) if (earlier.has(name)) locals[name] = earlier.get(name);
      const undeclared = [...lost].filter((name) => !earlier.has(name));
      rememberUndeclared(undeclared, runningExecution()?.name);
      return declarationsAfterFailure(declarations, lost);
    };

    tslab.whenLoaded("executor", (executor) => {
      const { createExecutor } = executor;
      executor.createExecutor = (...all) => {
        const stock = createExecutor(...all);
        locals = stock.locals;
        return {
          ...stock,
          async execute(code) {
            const ok = await stock.execute(code);
            // A module's cell is not compiled here.
            const cell = running.pop();
            if (!cell) return ok;
            forgetUndeclared(cell.names);
            declared = ok ? undefined : declaredAfter(cell);
            return ok;
          },
        };
      };
    });
  },
};

/** Removes these variables, and returns their values. */
function taken(names: readonly string[], locals: Values): Map<string, unknown> {
  const values = new Map<string, unknown>();
  for (const name of names) {
    if (!Object.hasOwn(locals, name)) continue;
    values.set(name, locals[name]);
    delete locals[name];
  }
  return values;
}
