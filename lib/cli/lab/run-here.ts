/** Runs a program in this terminal: its output is ours, our signals are its, and its exit status comes back. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:os";
import { CliError } from "../error";
import type { Program } from "./python";

/** `env` is added to our own. */
export async function runHere(
  { command, args }: Program,
  env: Readonly<Record<string, string>> = {},
): Promise<number> {
  const child = spawn(command, args, { stdio: "inherit", env: { ...process.env, ...env } });
  // Ctrl-C reaches the whole terminal, so the child may have heard a SIGINT already, and a second one
  // would cut its goodbye short (a Python traceback). SIGTERM asks for the same and does no harm twice.
  const forward = (signal: NodeJS.Signals) => void child.kill(signal === "SIGINT" ? "SIGTERM" : signal);
  for (const signal of forwarded) process.on(signal, forward);
  const orphaned = whenOrphaned(() => forward("SIGTERM"));
  try {
    const [code, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
    // The shell's own way to tell of a death by signal.
    return code ?? 128 + (signal ? constants.signals[signal] : 0);
  } catch (error) {
    throw new CliError(`${command} could not be run: ${(error as Error).message}`);
  } finally {
    for (const signal of forwarded) process.off(signal, forward);
    clearInterval(orphaned);
  }
}

/**
 * npm passes a signal to the shell that it has started us with, and that shell dies of it and tells nobody:
 * the end of our parent is all we see of it. Without npm our parent is free to leave (`nohup`).
 */
function whenOrphaned(act: () => void): NodeJS.Timeout | undefined {
  if (process.env.npm_lifecycle_event === undefined) return undefined;
  const parent = process.ppid;
  return setInterval(() => {
    if (process.ppid !== parent) act();
  }, 500);
}

/** On Windows the console tells the child by itself, and `kill` would not tell it but end it. */
const forwarded: readonly NodeJS.Signals[] =
  process.platform === "win32" ? [] : ["SIGINT", "SIGTERM", "SIGHUP"];
