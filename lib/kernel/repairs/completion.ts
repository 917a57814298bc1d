/**
 * Fault: completing the members of an object of which one is named by an imported symbol never answers. TypeScript
 * looks for a way to import the symbol, asks the host for the current directory, and tslab's host is an empty object.
 */
import type { Repair } from "../repair";

interface TypeScript {
  readonly sys: object;
  readonly Completions: { getCompletionsAtPositionForTslab: Complete };
}
type Complete = (host: object, program: { getCurrentDirectory(): string }, ...rest: unknown[]) => unknown;

export const completion: Repair = {
  name: "completion",
  fault: "completion of an object with a member named by a symbol never answers",

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
          // No list is better than no answer, which would leave the reader's cursor waiting.
          return undefined;
        }
      };
      return { ...real, Completions: { ...Completions, getCompletionsAtPositionForTslab } };
    });
  },
};
