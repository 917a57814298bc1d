/** netcell's kernelspec, written by our own command as a person would write it. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { projectRoot } from "../support/kernel";

/** Returns the folder of the kernelspec; `<prefix>/share/jupyter` is what JUPYTER_PATH is to name. */
export function installKernel(prefix: string): string {
  const cli = join(projectRoot, "dist/cli/main.js");
  const { status, stderr } = spawnSync(process.execPath, [cli, "kernel", "install", "--prefix", prefix], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`netcell kernel install failed:\n${stderr}`);
  return join(prefix, "share/jupyter/kernels/tslab");
}
