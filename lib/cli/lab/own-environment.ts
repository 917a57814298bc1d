/** The project's own `.venv` with JupyterLab in it: made once, repaired when it was left half made. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { CliError } from "../error";
import { inEnvironment, type JupyterLab, pythonIn } from "./jupyterlab";
import { noEnvironmentModule, noPipSuccess, noPython } from "./messages";
import { ask, findPython } from "./python";
import { runHere } from "./run-here";

/** `say` is told what takes time. */
export async function ownJupyterLab(project: string, say: (text: string) => void): Promise<JupyterLab> {
  const folder = join(project, ".venv");
  const ready = inEnvironment(folder);
  if (ready) return ready;
  if (!hasPip(folder)) await makeEnvironment(folder, say);
  say(`Installing JupyterLab into ${folder} (once; it takes a minute or two) …`);
  const python = pythonIn(folder)!;
  const installed = await runHere(
    { ...python, args: ["-m", "pip", "install", "--disable-pip-version-check", "jupyterlab>=4,<5"] },
    // Some hosted workspaces set PIP_USER, which pip refuses inside an environment.
    { PIP_USER: "0" },
  );
  const jupyterlab = installed === 0 ? inEnvironment(folder) : undefined;
  if (!jupyterlab) throw new CliError(noPipSuccess(installed));
  return jupyterlab;
}

async function makeEnvironment(folder: string, say: (text: string) => void): Promise<void> {
  const { usable, tooOld } = findPython();
  if (!usable) throw new CliError(noPython(tooOld));
  // Debian and its children ship Python without it, and leave a half-made folder behind when it is missing.
  if (ask(usable, "import venv, ensurepip") === undefined) throw new CliError(noEnvironmentModule(usable));
  // Only what Python itself has made is cleared: half of an environment, or one whose Python is gone.
  const again = existsSync(join(folder, "pyvenv.cfg"));
  say(`${again ? "Repairing" : "Making"} ${folder} with Python ${usable.version} …`);
  const made = await runHere({
    ...usable,
    args: [...usable.args, "-m", "venv", ...(again ? ["--clear"] : []), folder],
  });
  if (made !== 0 || !hasPip(folder))
    throw new CliError(`Python could not make the environment ${folder} (exit status ${made}); see above.`);
}

function hasPip(folder: string): boolean {
  const python = pythonIn(folder);
  return python !== undefined && ask(python, "import pip") !== undefined;
}
