/** A process with a socket for its standard input and output, which does not outlive this one. */
import { type ChildProcess, spawn } from "node:child_process";
import type { Socket } from "node:net";
import type { ChildExit } from "./api";
import type { Command } from "./command";

/** A process that runs. */
export interface Running {
  readonly pid: number;
  readonly exited: Promise<ChildExit>;
  /** Ends it by force, and all that it started. */
  kill(): void;
}

/** Starts the program on the socket; what it writes to standard error goes to `onError`. */
export async function start(
  command: Command,
  socket: Socket,
  onError: (text: string) => void,
): Promise<Running> {
  const spawned = spawnOn(socket, command);
  await new Promise<void>((resolve, reject) => {
    spawned.once("spawn", resolve);
    spawned.once("error", reject);
  });
  spawned.stderr!.setEncoding("utf8").on("data", onError);
  // A kernel with a child must still be able to exit.
  spawned.unref();
  (spawned.stderr as Socket).unref();
  const pid = spawned.pid!;
  const kill = () => killGroup(pid);
  keep(kill);
  const exited = exitOf(spawned).then((exit) => {
    // What it left running in its group was its own.
    kill();
    kept.delete(kill);
    return exit;
  });
  return { pid, exited, kill };
}

function spawnOn(socket: Socket, { file, args, cwd, env }: Command): ChildProcess {
  try {
    // A group of its own: what interrupts a cell interrupts no handle.
    return spawn(file, args, { cwd, env, stdio: [socket, socket, "pipe"], detached: true });
  } finally {
    // The program has it now; while this process holds it too, its end would not be seen.
    socket.destroy();
  }
}

function exitOf(spawned: ChildProcess): Promise<ChildExit> {
  return new Promise((resolve) => spawned.once("exit", (code, signal) => resolve({ code, signal })));
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // It is gone, with its whole group.
  }
}

const kept = new Set<() => void>();
let isWatching = false;

/** Calls `kill` when this process ends. */
function keep(kill: () => void): void {
  if (!isWatching) process.once("exit", killKept);
  isWatching = true;
  kept.add(kill);
}

function killKept(): void {
  for (const kill of kept) kill();
}
