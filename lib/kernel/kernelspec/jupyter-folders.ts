/** Jupyter's data folders, in the order of jupyter_core.paths, found without Python. */
import { homedir } from "node:os";
import { posix, win32 } from "node:path";

/** The facts that decide where the folders are. */
export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly home: string;
}

const thisMachine: Machine = { env: process.env, platform: process.platform, home: homedir() };

/** The folder of the user's own kernelspecs and other data. */
export function userFolder({ env, platform, home }: Machine = thisMachine): string {
  if (env.JUPYTER_DATA_DIR) return env.JUPYTER_DATA_DIR;
  if (platform === "win32")
    return env.APPDATA ? win32.join(env.APPDATA, "jupyter") : win32.join(home, ".jupyter", "data");
  if (platform === "darwin") return posix.join(home, "Library", "Jupyter");
  return posix.join(env.XDG_DATA_HOME || posix.join(home, ".local", "share"), "jupyter");
}

/** The folder of a prefix: an environment, `/usr/local`, … */
export function prefixFolder(prefix: string, { platform }: Machine = thisMachine): string {
  return pathsOf(platform).join(prefix, "share", "jupyter");
}

/** The prefix of the active Python environment; undefined if none is active. */
export function activePrefix({ env }: Machine = thisMachine): string | undefined {
  return env.VIRTUAL_ENV || env.CONDA_PREFIX || undefined;
}

/** All data folders, in the order in which Jupyter searches them. */
export function searchedFolders(machine: Machine = thisMachine): string[] {
  const { env, platform } = machine;
  const explicit = (env.JUPYTER_PATH ?? "").split(pathsOf(platform).delimiter).filter(Boolean);
  const prefix = activePrefix(machine);
  const environment = prefix ? [prefixFolder(prefix, machine)] : [];
  const user = [userFolder(machine)];
  const middle = prefersEnvironment(machine) ? [...environment, ...user] : [...user, ...environment];
  return [...explicit, ...middle, ...systemFolders(machine)];
}

function prefersEnvironment({ env }: Machine): boolean {
  const preference = env.JUPYTER_PREFER_ENV_PATH;
  if (preference !== undefined)
    return !["no", "n", "false", "off", "0", "0.0"].includes(preference.toLowerCase());
  return Boolean(env.VIRTUAL_ENV) || (env.CONDA_DEFAULT_ENV ?? "base") !== "base";
}

function systemFolders({ env, platform }: Machine): string[] {
  if (platform !== "win32") return ["/usr/local/share/jupyter", "/usr/share/jupyter"];
  return env.JUPYTER_USE_PROGRAMDATA && env.PROGRAMDATA ? [win32.join(env.PROGRAMDATA, "jupyter")] : [];
}

function pathsOf(platform: NodeJS.Platform): typeof posix {
  return platform === "win32" ? win32 : posix;
}
