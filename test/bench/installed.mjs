/** The peers that come as packages: the Python of `.venv` or of PATH, and what both lack in a folder of the bench's own. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execute } from "./commands.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = join(root, "node_modules/.cache/netcell-bench");
const own = pythonOf(join(folder, "venv"));
const candidates = [pythonOf(join(root, ".venv")), "python3", own];

/** A Python that has these modules, installed first if they have to be; `undefined` where there is no Python. */
export function pythonWith(...modules) {
  const has = (python) => spawnSync(python, ["-c", `import sys, ${modules}`]).status === 0;
  const found = candidates.find(has);
  if (found) return found;
  const base = candidates.find((python) => spawnSync(python, ["-c", "import venv, ensurepip"]).status === 0);
  if (!base) return undefined;
  if (!existsSync(own)) execute(base, ["-m", "venv", join(folder, "venv")]);
  execute(own, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...modules]);
  return own;
}

/** The program of an npm package. */
export function programOf(name) {
  const program = join(folder, "node_modules/.bin", process.platform === "win32" ? `${name}.cmd` : name);
  if (existsSync(program)) return program;
  mkdirSync(folder, { recursive: true });
  execute("npm", ["install", "--prefix", folder, "--no-audit", "--no-fund", "--loglevel=error", name]);
  return program;
}

function pythonOf(venv) {
  return join(venv, process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
}
