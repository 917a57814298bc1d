/** The operating system's side of a kernel: a process that leads its own group, what it writes, and how it ends. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { DeathReport } from "../kernel/kernel";

export interface KernelProcess {
  /** Undefined when the program could not be run at all. */
  readonly pid: number | undefined;
  readonly died: Promise<DeathReport>;
  /** Signals the whole group: what a cell has started ends with its kernel. */
  signal(signal: NodeJS.Signals): void;
  /** The tail of what the process wrote, with our own remarks in between. */
  output(): string;
  remark(text: string): void;
}

export interface ProcessOptions {
  readonly node: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

const tailLength = 8192;

export function startProcess({ node, args, cwd, env }: ProcessOptions): KernelProcess {
  // A group of its own: Ctrl-C in the terminal reaches us and not the kernel, and one kill reaches its children.
  const detached = process.platform !== "win32";
  const child = spawn(node, args, {
    cwd,
    env,
    detached,
    windowsHide: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let tail = "";
  const remark = (text: string) => {
    tail = (tail + text).slice(-tailLength);
  };
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding("utf8").on("data", remark);
  return {
    pid: child.pid,
    died: death(child, remark).then((end) => ({ ...end, output: tail.trimEnd() })),
    signal: (signal) => {
      if (child.pid !== undefined) killGroup(child.pid, signal);
    },
    output: () => tail.trimEnd(),
    remark,
  };
}

export function killGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(process.platform === "win32" ? pid : -pid, signal);
  } catch {
    // Nobody is left in the group.
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
