/**
 * The declarations that a cell reads, as one file. A kernel's first `import … from "netcell"` waits for all of them, and
 * its compiler (tslab's TypeScript 5.0) knows no type parameter of typed arrays, which newer ones write out.
 */
import { dts } from "rollup-plugin-dts";
import { documentFields } from "./.field-docs.mjs";

const fieldDocs = { name: "field-docs", buildStart: documentFields };

const forTypeScript50 = {
  name: "for-typescript-5.0",
  renderChunk: (code) => code.replaceAll(/\b(\w+Array|Buffer)<ArrayBufferLike>/g, "$1"),
};

export default {
  input: "dist/index.d.ts",
  output: { file: "dist/netcell.d.ts" },
  external: /^node:/,
  plugins: [fieldDocs, dts(), forTypeScript50],
};
