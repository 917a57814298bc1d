/** The project's own `.venv` with JupyterLab in it: made once, repaired when it was left incomplete. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { CliError } from "../error";
import { runInForeground } from "./foreground";
import { inEnvironment, type JupyterLab, pythonIn } from "./jupyterlab";
import { ask, findPython, oldestPython, type Python } from "./python";

/** `say` prints what takes time. */
export async function projectJupyterLab(project: string, say: (text: string) => void): Promise<JupyterLab> {
  const folder = join(project, ".venv");
  const ready = inEnvironment(folder);
  if (ready) return ready;
  if (!hasPip(folder)) await makeEnvironment(folder, say);
  say(`Installing JupyterLab into ${folder} (once; it takes a minute or two) …`);
  const python = pythonIn(folder)!;
  const installed = await runInForeground(
    { ...python, args: ["-m", "pip", "install", "--disable-pip-version-check", "jupyterlab>=4,<5"] },
    // Some hosted workspaces set PIP_USER, which pip refuses inside an environment.
    { PIP_USER: "0" },
  );
  const jupyterlab = installed === 0 ? inEnvironment(folder) : undefined;
  if (!jupyterlab) throw pipFailed(installed);
  return jupyterlab;
}

async function makeEnvironment(folder: string, say: (text: string) => void): Promise<void> {
  const { usable, tooOld } = findPython();
  if (!usable) throw noPython(tooOld);
  // Debian and its derivatives ship Python without it, and leave an incomplete folder behind when it is missing.
  if (ask(usable, "import venv, ensurepip") === undefined) throw noVenvModule(usable);
  // Only a folder that Python has made is cleared: an incomplete environment, or one whose Python is gone.
  const again = existsSync(join(folder, "pyvenv.cfg"));
  say(`${again ? "Repairing" : "Making"} ${folder} with Python ${usable.version} …`);
  const made = await runInForeground({
    ...usable,
    args: [...usable.args, "-m", "venv", ...(again ? ["--clear"] : []), folder],
  });
  if (made !== 0 || !hasPip(folder))
    throw new CliError(`Python could not make the environment ${folder} (exit status ${made}); see above`, {
      code: "EEXIT",
      hint: "Correct what Python names above, then start again.",
    });
}

function hasPip(folder: string): boolean {
  const python = pythonIn(folder);
  return python !== undefined && ask(python, "import pip") !== undefined;
}

function noPython(tooOld: readonly Python[]): CliError {
  const found =
    tooOld.length === 0
      ? "none was found on PATH"
      : `only ${tooOld.map(nameAndVersion).join(", ")} was found on PATH`;
  return new CliError(`JupyterLab needs Python ${oldestPython} or later, and ${found}`, {
    code: "ENOENT",
    hint: "Install it, then start again.",
    notes: `Install it, then start again:
  Debian, Ubuntu   sudo apt install python3 python3-venv
  Fedora           sudo dnf install python3
  macOS            brew install python
  Windows          winget install Python.Python.3.13
${withoutPython}`,
  });
}

function noVenvModule(python: Python): CliError {
  const what = `${nameAndVersion(python)} cannot make a virtual environment: its venv module is not installed`;
  return new CliError(what, {
    code: "ENOENT",
    hint: "Install it, then start again.",
    notes: `Install it, then start again:
  Debian, Ubuntu   sudo apt install python3-venv
${withoutPython}`,
  });
}

function pipFailed(status: number): CliError {
  return new CliError(`pip could not install JupyterLab (exit status ${status}); its output is above`, {
    code: "EEXIT",
    hint: "Start again to continue.",
    notes: `Start again to continue. With another JupyterLab 4 on PATH, or in an active environment, none is installed.
${withoutPython}`,
  });
}

const withoutPython = `Two things need no Python:
  npx netcell run notebooks/*.ipynb --out out       executes the notebooks
  npx netcell handout notebooks/*.ipynb --out out   makes pages of them to read and print`;

function nameAndVersion({ command, args, version }: Python): string {
  return `${[command, ...args].join(" ")} (${version})`;
}
