/**
 * Cells whose only await is a top-level `for await`, or an `await (…)`. tslab looks for await expressions to know that a
 * cell needs an async function around it, and misses the first; the compiler takes the second for a call. Then it parses
 * the cell once more and forgets its path: it fails if an import has to be found from there, for the type of a variable
 * that the cell declares.
 *
 * A cell with such words in a function or in a text gets an async function too, which changes nothing for it.
 */
import type { Repair } from "../repair";
import { wrapConvert } from "../tslab/converter";

/** `await` before a character that could also continue an expression beginning with a variable of this name. */
const missed = /\bfor\s+await\b|\bawait\s*[([`/+\-<]/;

export const topLevelAwait: Repair = {
  name: "top-level-await",
  fault: "A top-level `for await` or `await (…)` is a syntax error unless the cell has another await.",

  mend(tslab) {
    tslab.substitute("converter", "@tslab/typescript-for-tslab", (real) => {
      usePathsOfNames(real as Compiler);
      return real;
    });
    wrapConvert(tslab, (stock) => (declarations, code) => {
      const converted = stock(declarations, code);
      return missed.test(code) ? { ...converted, hasToplevelAwait: true } : converted;
    });
  },
};

/** The part of the compiler that is used here. */
interface Compiler {
  createSourceFile(name: string, code: string, target: number): object;
}

/** Gives a file to which the compiler has given no path that of its name: the names of tslab's files are paths. */
function usePathsOfNames(ts: Compiler): void {
  Object.defineProperty(Object.getPrototypeOf(ts.createSourceFile("any.ts", "", 0)), "path", {
    configurable: true,
    get(this: { readonly fileName: string }) {
      return this.fileName;
    },
    set(this: object, value: string) {
      // A new file has the empty path until the compiler sets it.
      if (value === "") return;
      Object.defineProperty(this, "path", { value, configurable: true, enumerable: true, writable: true });
    },
  });
}
