/** A data folder for JupyterLab to search first: netcell's kernel, and no question about news. */
import { delimiter, join } from "node:path";
import { fileSystemError, replaceFile, writeKernelSpec } from "../../kernel";

/**
 * Fills `folder` and returns the environment that puts it in front of the user's folders, the
 * environment's and the system's, so that a stock tslab in any of them is not found. Nothing outside
 * `folder` is written to.
 */
export async function jupyterFolderFirst(folder: string): Promise<Record<string, string>> {
  await writeKernelSpec(folder);
  await writeDefaults(join(folder, "labconfig"));
  return {
    JUPYTER_PATH: first(folder, process.env.JUPYTER_PATH),
    JUPYTER_CONFIG_PATH: first(folder, process.env.JUPYTER_CONFIG_PATH),
  };
}

/** Defaults only: the user's own settings in JupyterLab have priority. */
const defaults = {
  // Without this JupyterLab asks each new user whether it may fetch news and look for updates.
  "@jupyterlab/apputils-extension:notification": { fetchNews: "false", checkForUpdates: false },
};

async function writeDefaults(folder: string): Promise<void> {
  try {
    await replaceFile(join(folder, "default_setting_overrides.json"), JSON.stringify(defaults));
  } catch (error) {
    throw fileSystemError(error, `Writing JupyterLab's defaults to ${folder}`);
  }
}

function first(folder: string, others: string | undefined): string {
  return others ? `${folder}${delimiter}${others}` : folder;
}
