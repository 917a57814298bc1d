/** Which processes run: to show that a kernel, and all that its cells have started, is gone. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { Requirement } from "../support/requires";

/** Where a process's environment can be read, those that inherited a mark in it can be found. */
export const processList: Requirement = { name: "/proc", met: existsSync("/proc/self/environ") };

/** The command lines of the running processes that have this variable in their environment. */
export function processesMarked(name: string, value: string): string[] {
  return (
    readdirSync("/proc")
      .filter((entry) => /^\d+$/.test(entry))
      .filter((pid) => textOf(pid, "environ").split("\0").includes(`${name}=${value}`))
      .map((pid) => textOf(pid, "cmdline").replaceAll("\0", " "))
      // A process that has ended and that nobody has asked about has no command line any more.
      .filter(Boolean)
  );
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Empty if the process is gone, or somebody else's. */
function textOf(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}
