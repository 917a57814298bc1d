/** What the person is told when JupyterLab cannot be had, and what works all the same. */
import { oldestPython, type Python } from "./python";

export function noPython(tooOld: readonly Python[]): string {
  const found =
    tooOld.length === 0
      ? "none was found on PATH"
      : `only ${tooOld.map((python) => `${named(python)} (${python.version})`).join(", ")} was found on PATH`;
  return `JupyterLab needs Python ${oldestPython} or later, and ${found}.
Install it, then start again:
  Debian, Ubuntu   sudo apt install python3 python3-venv
  Fedora           sudo dnf install python3
  macOS            brew install python
  Windows          winget install Python.Python.3.13
${withoutPython}`;
}

export function noEnvironmentModule(python: Python): string {
  return `${named(python)} (${python.version}) cannot make a virtual environment: its venv module is not installed.
Install it, then start again:
  Debian, Ubuntu   sudo apt install python3-venv
${withoutPython}`;
}

export function noPipSuccess(status: number): string {
  return `pip could not install JupyterLab (exit status ${status}); what it said stands above.
Start again to go on where it stopped. With another JupyterLab 4 on PATH, or in an active environment, none is installed.
${withoutPython}`;
}

const withoutPython = `Two things need no Python and work all the same:
  npx netcell run notebooks/*.ipynb --out out       executes the notebooks
  npx netcell handout notebooks/*.ipynb --out out   makes pages of them to read and print`;

function named({ command, args }: Python): string {
  return [command, ...args].join(" ");
}
