/**
 * Fault: what a cell declares before it fails is unknown to later cells, an open server too; and a variable of an earlier
 * cell that it would have made anew is `undefined`. tslab keeps the old declarations, and what the cell did to the values.
 *
 * Here it is as in Python: what had its value before the failure stays, and what had not is as it was.
 */
import { runningExecution } from "../execution";
import type { Repair } from "../repair";
import { type DeclarationCompiler, declaredAfterFailure } from "../source/declarations";
import type { Conversion, Converter, Executor } from "../tslab";
import { notReached, reached } from "../unreached";

/** A compiled cell, and what was declared before it. */
interface Compiled {
  readonly conversion: Conversion;
  readonly before: string;
}
type Values = Executor["locals"];

export const variables: Repair = {
  name: "variables",
  fault:
    "what a cell declares before it fails is unknown, and what it would have declared loses its earlier value",

  mend(tslab) {
    let compiler: DeclarationCompiler;
    /** What is declared after a failed cell; tslab itself knows it after the next one that succeeds. */
    let known: string | undefined;
    /** The cell that runs, once it is compiled. */
    const compiled: Compiled[] = [];

    tslab.substitute("converter", "@tslab/typescript-for-tslab", (real) => {
      compiler = real as DeclarationCompiler;
      return real;
    });

    tslab.whenLoaded("converter", (converter) => {
      const { createConverter } = converter;
      converter.createConverter = (options) => {
        const stock = createConverter(options);
        return Object.assign(Object.create(stock) as Converter, {
          convert(declarations: string, code: string) {
            const before = known ?? declarations;
            const conversion = stock.convert(before, code);
            compiled.push({ before, conversion });
            return conversion;
          },
          inspect: (declarations: string, code: string, at: number) =>
            stock.inspect(known ?? declarations, code, at),
          complete: (declarations: string, code: string, at: number) =>
            stock.complete(known ?? declarations, code, at),
        });
      };
    });

    /** Gives what a failed cell did not come to its earlier value, and tells what is declared now. */
    const knownAfter = ({ conversion, before }: Compiled, locals: Values, earlier: Values) => {
      const lost = exportedBy(conversion).filter((name) => locals[name] === undefined);
      for (const name of lost) if (name in earlier) locals[name] = earlier[name];
      notReached(
        lost.filter((name) => !(name in earlier)),
        runningExecution()?.name ?? "its cell",
      );
      return declaredAfterFailure(compiler, { before, after: conversion.declOutput ?? "" }, new Set(lost));
    };

    tslab.whenLoaded("executor", (executor) => {
      const { createExecutor } = executor;
      executor.createExecutor = (...all) => {
        const stock = createExecutor(...all);
        const { locals } = stock;
        return {
          ...stock,
          async execute(code) {
            const earlier = { ...locals };
            const ok = await stock.execute(code);
            // A module's cell is not compiled here, and one with a type error has not run.
            const newest = compiled.pop();
            if (newest?.conversion.diagnostics.length !== 0) return ok;
            known = ok ? undefined : knownAfter(newest, locals, earlier);
            reached(exportedBy(newest.conversion).filter((name) => ok || locals[name] !== undefined));
            return ok;
          },
        };
      };
    });
  },
};

/** The variables that a cell makes: the compiler's output gives all of them no value in its first lines. */
function exportedBy({ output = "" }: Conversion): string[] {
  const lines = output.match(/^(?:exports\.\S+ = )+void 0;$/gm) ?? [];
  return lines.flatMap((line) => [...line.matchAll(/exports\.(\S+) = /g)].map(([, name]) => name!));
}
