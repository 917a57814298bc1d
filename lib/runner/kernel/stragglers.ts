/**
 * Processes that a cell has started in a group of their own (`detached: true`), which ending the kernel's group does not
 * reach. They have inherited the kernel's environment, and in it a mark; where /proc shows environments, they are found.
 */
import { readdirSync, readFileSync } from "node:fs";

const variable = "NETCELL_KERNEL";

/** For the environment of a kernel; `mark` is its own. */
export function marked(mark: string): NodeJS.ProcessEnv {
  return { [variable]: mark };
}

/** Ends them, and those that they start meanwhile. */
export function endStragglers(mark: string): void {
  const entry = Buffer.from(`${variable}=${mark}\0`);
  for (let round = 0; round < 3; round++) {
    const found = processes().filter((pid) => environment(pid)?.includes(entry));
    if (found.length === 0) return;
    for (const pid of found) end(pid);
  }
}

/** The same for `/bin/sh`; "$2" is the mark. */
export const endStragglersScript = `for p in /proc/[0-9]*; do grep -qsF -- "${variable}=$2" "$p/environ" && kill -s KILL "\${p#/proc/}"; done`;

function processes(): number[] {
  try {
    return readdirSync("/proc").map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

function environment(pid: number): Buffer | undefined {
  try {
    return readFileSync(`/proc/${pid}/environ`);
  } catch {
    // Gone, or somebody else's.
    return undefined;
  }
}

function end(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // Gone already.
  }
}
