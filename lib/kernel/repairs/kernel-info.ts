/** `kernel_info_reply`: the true versions, and links for the Help menu. */
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Repair } from "../repair";

export const kernelInfo: Repair = {
  name: "kernel-info",
  fault: "`kernel_info_reply` has wrong versions (TypeScript 3.7.2) and no help links.",

  mend(tslab) {
    let typescript = "";
    tslab.whenLoaded("converter", (converter) => {
      typescript = converter.typescript ?? stockTypeScript(tslab.folder);
    });

    tslab.whenLoaded("jupyter", ({ JupyterHandlerImpl }) => {
      const handler = JupyterHandlerImpl.prototype;
      const { handleKernel } = handler;
      handler.handleKernel = function () {
        const stock = handleKernel.call(this);
        const language = this.isJs ? "JavaScript" : `TypeScript ${typescript}`;
        return {
          ...stock,
          status: "ok",
          implementation_version: tslab.version,
          language_info: {
            ...stock.language_info,
            version: this.isJs ? process.versions.node : typescript,
            pygments_lexer: this.isJs ? "javascript" : "typescript",
          },
          banner: `${language} on Node.js ${process.versions.node} (tslab ${tslab.version}, repaired by netcell)`,
          help_links: helpLinks,
          debugger: false,
        };
      };
    });
  },
};

/** The version of the TypeScript that comes with tslab. */
function stockTypeScript(folder: string): string {
  const manifest = createRequire(join(folder, "main.js"))("@tslab/typescript-for-tslab/package.json");
  return (manifest as { readonly version: string }).version;
}

const helpLinks = [
  { text: "TypeScript handbook", url: "https://www.typescriptlang.org/docs/handbook/" },
  { text: "Node.js API", url: "https://nodejs.org/docs/latest/api/" },
  { text: "tslab", url: "https://github.com/yunabe/tslab" },
];
