/** The command line that starts netcell's kernel: Node.js, the plugin, then tslab. */
import { dirname, join } from "node:path";
import { preloadPath } from "../preload-path";

/** Absolute paths throughout: whoever starts the kernel may have another PATH and another working folder. */
export function kernelCommand({ node = process.execPath, plugin = true } = {}): string[] {
  return [node, ...(plugin ? ["--require", preloadPath()] : []), tslabScript(), "kernel"];
}

/** The start script of netcell's own tslab; the one on PATH may be another version. */
function tslabScript(): string {
  return join(dirname(require.resolve("tslab/package.json")), "bin", "tslab");
}
