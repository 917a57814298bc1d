/** The compiler of cells, for the repair that puts it into tslab. It loads TypeScript. */
import ts from "typescript";

export { CellCompiler } from "./compiler";
export { declarationsAfterFailure } from "./declarations";
export { cellMetadata } from "./metadata";
export { type WarmCompiler, warmCompiler } from "./warm-up";

/** The version of TypeScript. */
export const { version } = ts;
