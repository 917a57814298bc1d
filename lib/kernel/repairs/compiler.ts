/**
 * netcell's own compiler of cells in place of tslab's converter: the current TypeScript, the types of the running Node.js,
 * one program a cell. tslab's converter and the TypeScript 5.0 in it are not loaded.
 */
import { join } from "node:path";
import type { CellImporter } from "../modules/loader";
import type { Repair } from "../repair";

export const compiler: Repair = {
  name: "compiler",
  fault:
    "Cells are compiled by TypeScript 5.0 with the types of Node.js 18, which takes three seconds to start: no `using`, no newer libraries, `{ x }` and a top-level `for await` fail, `const fs = await import(…)` does not compile.",

  mend(tslab) {
    const load = () => require("../compiler") as typeof import("../compiler");
    let cells: CellImporter | undefined;
    tslab.replace("./converter", () => {
      const { CellCompiler, version, warmCompiler } = load();
      return {
        typescript: version,
        createConverter({ isJS = false, isBrowser = false } = {}) {
          const compiler = new CellCompiler({
            folder: process.cwd(),
            js: isJS,
            browser: isBrowser,
            packages: { tslab: join(tslab.folder, "public.js") },
            warm: warmCompiler(),
            notify: (line) => process.stderr.write(`${line}\n`),
          });
          if (!isBrowser) cells = compiler.loader.cell;
          return compiler;
        },
        isCompleteCode: () => ({ completed: true }),
      };
    });
    tslab.whenLoaded("executor", (executor) => {
      const { createExecutor } = executor;
      executor.createExecutor = (...all) => {
        const made = createExecutor(...all);
        // The executor has just made the object by which cells reach their variables.
        Object.assign((globalThis as unknown as { __tslab__: object }).__tslab__, cells);
        return made;
      };
    });
    tslab.replace("./metadata", () => ({ getCodeMetadata: load().cellMetadata }));
    tslab.replace("@tslab/typescript-for-tslab", () => ({ version: load().version }));
  },
};
