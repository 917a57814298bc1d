/** Orphans: private directories of processes that were killed and could not remove them. A later process does. */
import { lstatSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { privatePrefix } from "./path";
import { answers } from "./stale-socket";

let sweeping: Promise<void> | undefined;

/** Removes what dead processes of this user left behind; looks once in the life of a process. */
export function sweepOrphans(): Promise<void> {
  sweeping ??= sweep();
  return sweeping;
}

async function sweep(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const pid = ownerOf(name);
    const directory = join(tmpdir(), name);
    if (pid === undefined || isAlive(pid) || !isOurs(directory)) continue;
    // The number of a process is not enough where several counts of processes exist, as with containers: what answers lives.
    if (await isSilent(directory)) rmSync(directory, { recursive: true, force: true });
  }
}

function ownerOf(name: string): number | undefined {
  const digits = name.startsWith(privatePrefix) && /^(\d+)-/.exec(name.slice(privatePrefix.length))?.[1];
  return digits ? Number(digits) : undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

/** Whether only this user can write to the directory, and it is not a link to another place. */
function isOurs(directory: string): boolean {
  const found = lstatSync(directory, { throwIfNoEntry: false });
  return found?.isDirectory() === true && found.uid === process.getuid!() && (found.mode & 0o777) === 0o700;
}

/** Whether it holds only sockets at which no program listens. If it goes away meanwhile, another process removes it. */
async function isSilent(directory: string): Promise<boolean> {
  try {
    for (const name of readdirSync(directory)) {
      const path = join(directory, name);
      if (!lstatSync(path).isSocket() || (await answers(path))) return false;
    }
    return true;
  } catch {
    return false;
  }
}
