/**
 * The process of a kernel: it leads its own group, its output is kept, and when it ends, nothing of it is left: not the
 * processes that cells have started, and, however we end ourselves, not the kernel.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { DeathReport } from "../kernel/kernel";

export interface KernelProcess {
  /** Undefined when the program could not be run at all. */
  readonly pid: number | undefined;
  /** Resolves when the process has ended and nothing of it is left. */
  readonly died: Promise<DeathReport>;
  /** Signals the whole group: the processes that a cell has started end with its kernel. */
  signal(signal: NodeJS.Signals): void;
  /** The tail of the process's output, with our own remarks in between. */
  output(): string;
  remark(text: string): void;
}

export interface ProcessOptions {
  readonly node: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** Added to our own environment; `undefined` takes a variable away. */
  readonly env: NodeJS.ProcessEnv | undefined;
  /** The kernel's own folder, which is removed with it; its path also marks the processes that cells start. */
  readonly folder: string;
}

const tailLength = 8192;

export function startProcess({ node, args, cwd, env, folder }: ProcessOptions): KernelProcess {
  // A group of its own: Ctrl-C in the terminal reaches us and not the kernel, and one kill reaches its children.
  const detached = process.platform !== "win32";
  const child = spawn(node, args, {
    cwd,
    // The parent's number as Jupyter sets it, so that the plugin notices when we are gone.
    env: { ...process.env, JPY_PARENT_PID: String(process.pid), [markVariable]: folder, ...env },
    detached,
    windowsHide: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let tail = "";
  const remark = (text: string) => {
    tail = (tail + text).slice(-tailLength);
  };
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding("utf8").on("data", remark);
  const signal = (name: NodeJS.Signals) => {
    if (child.pid !== undefined) killGroup(child.pid, name);
  };
  const release = child.pid === undefined ? () => {} : guard(child.pid, folder);
  return {
    pid: child.pid,
    died: death(child, remark).then((end) => {
      // The leader is gone; children that cells have started may not be.
      signal("SIGKILL");
      endMarked(folder);
      release();
      rmSync(folder, { recursive: true, force: true });
      return { ...end, output: tail.trimEnd() };
    }),
    signal,
    output: () => tail.trimEnd(),
    remark,
  };
}

function killGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(process.platform === "win32" ? pid : -pid, signal);
  } catch {
    // The group is empty.
  }
}

async function death(
  child: ChildProcess,
  remark: (text: string) => void,
): Promise<Omit<DeathReport, "output">> {
  try {
    const [code, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
    // The pipes stay open as long as any child of the kernel holds them: read what is there, and go.
    await Promise.race([once(child, "close"), sleep(100, undefined, { ref: false })]);
    return { code, signal };
  } catch (error) {
    remark(`${(error as Error).message}\n`);
    return { code: null, signal: null };
  } finally {
    child.stdout?.destroy();
    child.stderr?.destroy();
  }
}

/**
 * Processes that a cell has started in a group of their own (`detached: true`) are not reached by ending the kernel's
 * group. They have inherited this variable of the kernel; where /proc shows environments, they are found by it.
 */
const markVariable = "NETCELL_KERNEL";

/** Ends the processes with this mark, and those that they start meanwhile. */
function endMarked(mark: string): void {
  const entry = Buffer.from(`${markVariable}=${mark}\0`);
  for (let round = 0; round < 3; round++) {
    const found = processes().filter((pid) => environment(pid)?.includes(entry));
    if (found.length === 0) return;
    for (const pid of found) end(pid);
  }
}

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
    // Gone, or the process of another user.
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

/** Sees to it that the kernel ends with us, by an exception, a signal or SIGKILL; returns the function that ends the watch. */
function guard(pid: number, folder: string): () => void {
  return process.platform === "win32" ? endedOnExit(pid, folder) : guardedByShell(pid, folder);
}

/**
 * Waits for our end of a pipe to close, which the operating system does when we are gone; then it does what `died` does.
 * "$1" is the group, "$2" the folder and mark.
 */
const guardScript = `read _; kill -s KILL -- "-$1"
for p in /proc/[0-9]*; do grep -qsF -- "${markVariable}=$2" "$p/environ" && kill -s KILL "\${p#/proc/}"; done
rm -rf -- "$2"`;

function guardedByShell(pid: number, folder: string): () => void {
  // In a session of its own: what Ctrl-C or a closed terminal sends to us must not reach it.
  const shell = spawn("/bin/sh", ["-c", guardScript, "netcell-guard", String(pid), folder], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  shell.unref();
  (shell.stdin as Socket).unref();
  // Where there is no shell, a kernel ends when it is asked to.
  shell.on("error", () => {});
  return () => void shell.kill("SIGKILL");
}

/** Where there are no process groups and no shell, at least the ordinary ways to end. */
function endedOnExit(pid: number, folder: string): () => void {
  const end = () => {
    killGroup(pid, "SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  };
  process.on("exit", end);
  return () => void process.off("exit", end);
}
