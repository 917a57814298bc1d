/** The command line that starts netcell's kernel: Node.js, the plugin, then tslab. */
import { dirname, join, resolve } from "node:path";

/** Absolute paths throughout: the program that starts the kernel may have another PATH and another working folder. */
export function kernelCommand({ node = process.execPath, plugin = true } = {}): string[] {
  return [node, ...(plugin ? ["--require", preloadPath()] : []), tslabScript(), "kernel"];
}

/** The built plugin, even when netcell runs from its sources: Node.js loads no TypeScript. */
export function preloadPath(): string {
  return resolve(__dirname, "../../dist/kernel/preload.js");
}

/** The start script of netcell's own tslab; the one on PATH may be another version. */
function tslabScript(): string {
  return join(dirname(require.resolve("tslab/package.json")), "bin", "tslab");
}
