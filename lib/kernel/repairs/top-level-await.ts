/**
 * Fault: a cell whose only await is a top-level `for await`, or an `await (…)`, is a syntax error: tslab looks for await
 * expressions to know that a cell needs an async function around it, and the compiler first takes the second for a call.
 *
 * Where the words stand in a function or in a text the cell gets one too, which changes nothing for it.
 */
import { wrapConvert } from "../converting";
import type { Repair } from "../repair";

/** `await` before what could also go on an expression that begins with a variable of this name. */
const missed = /\bfor\s+await\b|\bawait\s*[([`/+\-<]/;

export const topLevelAwait: Repair = {
  name: "top-level-await",
  fault: "a top-level `for await` or `await (…)` is a syntax error unless the cell has another await",

  mend(tslab) {
    wrapConvert(tslab, (stock) => (declarations, code) => {
      const converted = stock(declarations, code);
      return missed.test(code) ? { ...converted, hasToplevelAwait: true } : converted;
    });
  },
};
