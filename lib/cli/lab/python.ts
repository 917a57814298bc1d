/** The Pythons of this machine: one that can run JupyterLab, and short programs for it. */
import { spawnSync } from "node:child_process";

/** A program and the arguments that come before all others (`py -3`). */
export interface Program {
  readonly command: string;
  readonly args: readonly string[];
}

export interface Python extends Program {
  readonly version: string;
}

interface Pythons {
  /** The first one that is new enough. */
  readonly usable: Python | undefined;
  /** Those that are not, for the error. */
  readonly tooOld: readonly Python[];
}

/** The requirement of JupyterLab 4. */
export const oldestPython = "3.9";

/** Tries the names in the order in which a person would type them. */
export function findPython(candidates: readonly Program[] = onPath()): Pythons {
  const tooOld: Python[] = [];
  for (const candidate of candidates) {
    const version = ask(candidate, "import sys; print('%d.%d.%d' % sys.version_info[:3])");
    if (!version || !/^\d+\.\d+\.\d+$/.test(version)) continue;
    const python = { ...candidate, version };
    if (isAtLeast(version, oldestPython)) return { usable: python, tooOld };
    tooOld.push(python);
  }
  return { usable: undefined, tooOld };
}

/** The output of the Python on PATH; undefined if there is none. */
export function askPython(code: string): string | undefined {
  for (const candidate of onPath()) {
    const answer = ask(candidate, code);
    if (answer !== undefined) return answer;
  }
  return undefined;
}

/** The output of this Python; undefined if it cannot be run or fails. */
export function ask({ command, args }: Program, code: string): string | undefined {
  const { status, stdout } = spawnSync(command, [...args, "-c", code], {
    encoding: "utf8",
    windowsHide: true,
    stdio: ["ignore", "pipe", "ignore"],
  });
  // On Windows a `python` that only opens the shop answers with a status, too.
  return status === 0 ? stdout.trim() : undefined;
}

function isAtLeast(version: string, oldest: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = oldest.split(".").map(Number);
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}

function onPath(): Program[] {
  const plain = ["python3", "python"].map((command) => ({ command, args: [] }));
  if (process.platform === "win32") return [{ command: "py", args: ["-3"] }, ...plain.reverse()];
  // Where the system's python3 is old, a newer one is often installed under its full name.
  const versioned = [14, 13, 12, 11, 10, 9].map((minor) => ({ command: `python3.${minor}`, args: [] }));
  return [...plain, ...versioned];
}
