/**
 * netcell's own compiler of cells in place of tslab's converter: the current TypeScript, the types of the running Node.js,
 * one program a cell. tslab's converter and the TypeScript 5.0 in it are not loaded.
 */
import type { Repair } from "../repair";

export const compiler: Repair = {
  name: "compiler",
  fault:
    "Cells are compiled by TypeScript 5.0 with the types of Node.js 18, which takes three seconds to start: no `using`, no newer libraries, `{ x }` and a top-level `for await` fail, `const fs = await import(…)` does not compile.",

  mend(tslab) {
    const load = () => require("../compiler") as typeof import("../compiler");
    tslab.replace("./converter", () => {
      const { CellCompiler, version, warmCompiler } = load();
      return {
        typescript: version,
        createConverter: ({ isJS = false, isBrowser = false } = {}) =>
          new CellCompiler({
            folder: process.cwd(),
            js: isJS,
            browser: isBrowser,
            warm: warmCompiler(),
            notify: (line) => process.stderr.write(`${line}\n`),
          }),
        isCompleteCode: () => ({ completed: true }),
      };
    });
    tslab.replace("./metadata", () => ({ getCodeMetadata: load().cellMetadata }));
    tslab.replace("@tslab/typescript-for-tslab", () => ({ version: load().version }));
  },
};
