/** The data folders that the Jupyter on PATH searches: it is asked, for each Python adds folders of its own. */
import { spawnSync } from "node:child_process";
import { searchedFolders } from "../../kernel";

export function jupyterFolders(): string[] {
  const { status, stdout } = spawnSync("jupyter", ["--paths", "--json"], {
    encoding: "utf8",
    windowsHide: true,
    stdio: ["ignore", "pipe", "ignore"],
  });
  return (status === 0 && dataFolders(stdout)) || searchedFolders();
}

function dataFolders(answer: string): string[] | undefined {
  try {
    const { data } = JSON.parse(answer) as { data?: unknown };
    return Array.isArray(data) ? data.map(String) : undefined;
  } catch {
    return undefined;
  }
}
