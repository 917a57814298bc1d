/**
 * Fault: a cell whose only await is a top-level `for await` is a syntax error: tslab looks for await expressions to
 * know that a cell needs an async function around it.
 *
 * Where the words stand in a function or in a text the cell gets one too, which changes nothing for it.
 */
import { wrapConvert } from "../converting";
import type { Repair } from "../repair";

export const forAwait: Repair = {
  name: "for-await",
  fault: "a top-level `for await` is a syntax error unless the cell has another await",

  mend(tslab) {
    wrapConvert(tslab, (stock) => (declarations, code) => {
      const converted = stock(declarations, code);
      return /\bfor\s+await\b/.test(code) ? { ...converted, hasToplevelAwait: true } : converted;
    });
  },
};
