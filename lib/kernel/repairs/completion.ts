/** Completion of objects with a member that is named by an imported symbol. */
import type { Repair } from "../repair";

interface TypeScript {
  readonly sys: object;
  readonly Completions: { getCompletionsAtPositionForTslab: Complete };
}
type Complete = (host: object, program: { getCurrentDirectory(): string }, ...rest: unknown[]) => unknown;

export const completion: Repair = {
  name: "completion",
  // TypeScript looks for a way to import the symbol and asks its host for the current directory; tslab's host is empty.
  fault: "The completion of an object that has a member named by an imported symbol never answers.",

  mend(tslab) {
    tslab.substitute("converter", "@tslab/typescript-for-tslab", (real) => {
      const { sys, Completions } = real as TypeScript;
      const getCompletionsAtPositionForTslab: Complete = (_host, program, ...rest) => {
        const host = {
          ...sys,
          getCurrentDirectory: () => program.getCurrentDirectory(),
          useCaseSensitiveFileNames: () => true,
        };
        try {
          return Completions.getCompletionsAtPositionForTslab(host, program, ...rest);
        } catch {
          // An empty list is better than no answer: the reader would wait for one.
          return undefined;
        }
      };
      return { ...real, Completions: { ...Completions, getCompletionsAtPositionForTslab } };
    });
  },
};
