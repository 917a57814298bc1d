/**
 * Fault: a cell whose only await is a top-level `for await`, or an `await (…)`, is a syntax error: tslab looks for await
 * expressions to know that a cell needs an async function around it, and the compiler first takes the second for a call.
 * Then it parses the cell once more, and loses its path on the way: if an import has to be found from there, for the type
 * of a variable that the cell declares, it gives up.
 *
 * Where the words stand in a function or in a text the cell gets an async function too, which changes nothing for it.
 */

import type { Repair } from "../repair";
import { wrapConvert } from "../tslab/converter";

/** `await` before what could also go on an expression that begins with a variable of this name. */
const missed = /\bfor\s+await\b|\bawait\s*[([`/+\-<]/;

export const topLevelAwait: Repair = {
  name: "top-level-await",
  fault: "a top-level `for await` or `await (…)` is a syntax error unless the cell has another await",

  mend(tslab) {
    tslab.substitute("converter", "@tslab/typescript-for-tslab", (real) => {
      rememberPaths(real as Compiler);
      return real;
    });
    wrapConvert(tslab, (stock) => (declarations, code) => {
      const converted = stock(declarations, code);
      return missed.test(code) ? { ...converted, hasToplevelAwait: true } : converted;
    });
  },
};

/** What is used of the compiler. */
interface Compiler {
  createSourceFile(name: string, code: string, target: number): object;
}

/** A file that the compiler has given no path has that of its name, which tslab's are. */
function rememberPaths(ts: Compiler): void {
  Object.defineProperty(Object.getPrototypeOf(ts.createSourceFile("any.ts", "", 0)), "path", {
    configurable: true,
    get(this: { readonly fileName: string }) {
      return this.fileName;
    },
    set(this: object, value: string) {
      // A new file has the empty path until the compiler knows better.
      if (value === "") return;
      Object.defineProperty(this, "path", { value, configurable: true, enumerable: true, writable: true });
    },
  });
}
