/**
 * Fault: what a cell declares before it fails is unknown to later cells, an open server too; and a variable of an earlier
 * cell that it would have made anew is `undefined`. tslab keeps the old declarations, and what the cell did to the values.
 *
 * Here it is as in Python: what had its value before the failure stays, and what had not is as it was.
 */

import type { Repair } from "../repair";
import { type DeclarationCompiler, declaredAfterFailure } from "../source/declarations";
import { notReached, reached } from "../source/failed-declarations";
import { wrapConverter } from "../tslab/converter";
import { runningExecution } from "../tslab/execution";
import type { Executor } from "../tslab/modules";

/** A cell that is compiled and about to run. */
interface Running {
  /** The variables that it makes. */
  readonly names: readonly string[];
  /** Of those that there were already, what they had been. */
  readonly earlier: ReadonlyMap<string, unknown>;
  /** What was declared before it, and what is after it. */
  readonly declarations: { readonly before: string; readonly after: string };
}
type Values = Executor["locals"];

export const variables: Repair = {
  name: "variables",
  fault:
    "what a cell declares before it fails is unknown, and what it would have declared loses its earlier value",

  mend(tslab) {
    let compiler: DeclarationCompiler;
    let locals: Values;
    /** What is declared after a failed cell; tslab itself knows it after the next one that succeeds. */
    let known: string | undefined;
    /** The cell that runs, if one does. */
    const running: Running[] = [];

    tslab.substitute("converter", "@tslab/typescript-for-tslab", (real) => {
      compiler = real as DeclarationCompiler;
      return real;
    });

    wrapConverter(tslab, (stock) => ({
      convert(declarations, code) {
        const before = known ?? declarations;
        const conversion = stock.convert(before, code);
        const { diagnostics, output, declOutput: after } = conversion;
        // One with a type error does not run.
        if (diagnostics.length > 0 || output === undefined || after === undefined) return conversion;
        const { names, rest } = withoutResets(output);
        running.push({ names, earlier: taken(names, locals), declarations: { before, after } });
        return { ...conversion, output: rest };
      },
      inspect: (declarations, code, at) => stock.inspect(known ?? declarations, code, at),
      complete: (declarations, code, at) => stock.complete(known ?? declarations, code, at),
    }));

    /** Gives what the cell did not come to its earlier value; tells what is declared now. */
    const knownAfterFailure = ({ names, earlier, declarations }: Running): string => {
      const lost = new Set(names.filter((name) => !Object.hasOwn(locals, name)));
      for (const name of lost) if (earlier.has(name)) locals[name] = earlier.get(name);
      const unheardOf = [...lost].filter((name) => !earlier.has(name));
      notReached(unheardOf, runningExecution()?.name);
      return declaredAfterFailure(compiler, declarations, lost);
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
            reached(cell.names);
            known = ok ? undefined : knownAfterFailure(cell);
            return ok;
          },
        };
      };
    });
  },
};

/**
 * The variables that a cell makes, and its code without the first lines, in which the compiler gives all of them no value.
 * So whether one has been reached is seen by its being there: its value may be `undefined`.
 */
function withoutResets(output: string): { readonly names: string[]; readonly rest: string } {
  const [head = "", esModule = ""] =
    /^(Object\.defineProperty\(exports, "__esModule", .*\n)?(?:(?:exports\.\S+ = )+void 0;\n)+/.exec(
      output,
    ) ?? [];
  const names = [...head.slice(esModule.length).matchAll(/exports\.(\S+) = /g)].map(([, name]) => name!);
  // The lines stay, so that an error's place does.
  const emptied = esModule + "\n".repeat(head.split("\n").length - esModule.split("\n").length);
  return { names, rest: emptied + output.slice(head.length) };
}

/** Takes away the values of these, and gives them. */
function taken(names: readonly string[], locals: Values): Map<string, unknown> {
  const values = new Map<string, unknown>();
  for (const name of names) {
    if (!Object.hasOwn(locals, name)) continue;
    values.set(name, locals[name]);
    delete locals[name];
  }
  return values;
}
