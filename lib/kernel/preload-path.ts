/** Where the kernel plugin lies, for whoever starts a kernel: `node --require <preloadPath()> … tslab kernel …`. */
import { resolve } from "node:path";

/** The absolute path of the built plugin. */
export function preloadPath(): string {
  return resolve(__dirname, "preload.js");
}
