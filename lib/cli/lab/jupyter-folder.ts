/** What JupyterLab is to find before anything of the user's: netcell's kernel, and no question about news. */
import { mkdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { writeAtomically } from "../../kernel/spec/atomic-write";
import { fileSystemError, KernelSpecError } from "../../kernel/spec/error";
import { writeKernelSpec } from "../../kernel/spec/write";
import { CliError } from "../error";

/**
 * Fills `folder` and returns the environment that puts it in front of the user's folders, the
 * environment's and the system's, so that a stock tslab in any of them is not found. Nothing outside
 * `folder` is written to.
 */
export function jupyterFolderFirst(folder: string): Record<string, string> {
  try {
    writeKernelSpec(folder);
    writeDefaults(join(folder, "labconfig"));
  } catch (error) {
    throw error instanceof KernelSpecError ? new CliError(error.message) : error;
  }
  return {
    JUPYTER_PATH: first(folder, process.env.JUPYTER_PATH),
    JUPYTER_CONFIG_PATH: first(folder, process.env.JUPYTER_CONFIG_PATH),
  };
}

/** Defaults, not settings: what a person has chosen in JupyterLab goes before them. */
const defaults = {
  // JupyterLab would ask each newcomer whether it may fetch news and look for updates of itself.
  "@jupyterlab/apputils-extension:notification": { fetchNews: "false", checkForUpdates: false },
};

function writeDefaults(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    writeAtomically(join(folder, "default_setting_overrides.json"), JSON.stringify(defaults));
  } catch (error) {
    throw fileSystemError(error, "Writing JupyterLab's defaults to", folder);
  }
}

function first(folder: string, others: string | undefined): string {
  return others ? `${folder}${delimiter}${others}` : folder;
}
