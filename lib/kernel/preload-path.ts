/** Where the kernel plugin lies, for whoever starts a kernel: `node --require <preloadPath()> … tslab kernel …`. */
import { resolve } from "node:path";

/** The absolute path of the built plugin, also for those who run from the sources: Node loads no TypeScript. */
export function preloadPath(): string {
  return resolve(__dirname, "../../dist/kernel/preload.js");
}
