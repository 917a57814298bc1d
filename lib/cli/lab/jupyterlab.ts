/** The JupyterLab to open: that of the active environment, else the one on PATH. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { ask, type Program } from "./python";

export interface JupyterLab extends Program {
  readonly version: string;
  /** Where it was found, for the message. */
  readonly place: string;
}

/** `remark` prints a line for each JupyterLab that is too old. */
export function findJupyterLab(remark: (text: string) => void): JupyterLab | undefined {
  for (const found of [...activeEnvironments().map(inEnvironment), onPath()]) {
    if (!found) continue;
    if (isSupported(found.version)) return found;
    remark(`JupyterLab ${found.version} (${found.place}) is too old: version 4 is needed.`);
  }
  return undefined;
}

/** The JupyterLab of a virtual or conda environment; undefined if it has none. */
export function inEnvironment(prefix: string): JupyterLab | undefined {
  const python = pythonIn(prefix);
  if (!python) return undefined;
  // The package's own record answers at once; `jupyter lab --version` takes seconds.
  const version = ask(python, "import importlib.metadata as m; print(m.version('jupyterlab'))");
  // Not the jupyter-lab script: the path in its first line is wrong once the environment has been moved.
  return version
    ? { ...python, args: [...python.args, "-m", "jupyterlab"], version, place: prefix }
    : undefined;
}

/** The interpreter of an environment; undefined if there is none that runs. */
export function pythonIn(prefix: string): Program | undefined {
  const places =
    process.platform === "win32" ? [join("Scripts", "python.exe"), "python.exe"] : [join("bin", "python")];
  return places
    .map((place) => ({ command: join(prefix, place), args: [] }))
    .find((python) => ask(python, "") !== undefined);
}

function activeEnvironments(): string[] {
  // A virtual environment may have been activated inside a conda one, never the other way round.
  return [process.env.VIRTUAL_ENV, process.env.CONDA_PREFIX].filter((prefix) => prefix !== undefined);
}

function onPath(): JupyterLab | undefined {
  const { status, stdout } = spawnSync("jupyter-lab", ["--version"], {
    encoding: "utf8",
    windowsHide: true,
    stdio: ["ignore", "pipe", "ignore"],
  });
  const version = status === 0 ? /^\d+(\.\d+)+\S*$/m.exec(stdout)?.[0] : undefined;
  return version ? { command: "jupyter-lab", args: [], version, place: "on PATH" } : undefined;
}

function isSupported(version: string): boolean {
  return Number.parseInt(version, 10) >= 4;
}
