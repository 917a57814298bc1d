/** A program run in this terminal: it gets our signals, and its exit status is returned. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:os";
import { CliError } from "../error";
import type { Program } from "./python";

/** `env` is added to our own. */
export async function runInForeground(
  { command, args }: Program,
  env: Readonly<Record<string, string>> = {},
): Promise<number> {
  const child = spawn(command, args, { stdio: "inherit", env: { ...process.env, ...env } });
  // Ctrl-C reaches the whole terminal, so the child may have had a SIGINT already, and a second one
  // would stop its clean-up (a Python traceback). SIGTERM asks for the same and does no harm twice.
  const forward = (signal: NodeJS.Signals) => void child.kill(signal === "SIGINT" ? "SIGTERM" : signal);
  for (const signal of forwarded) process.on(signal, forward);
  const orphaned = whenOrphaned(() => forward("SIGTERM"));
  try {
    const [code, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
    // As shells count a death by a signal.
    return code ?? 128 + (signal ? constants.signals[signal] : 0);
  } catch (error) {
    const { code = "ENOENT", message } = error as NodeJS.ErrnoException;
    throw new CliError(`${command} could not be run: ${message}`, { code, hint: "Is it installed?" });
  } finally {
    for (const signal of forwarded) process.off(signal, forward);
    clearInterval(orphaned);
  }
}

/**
 * npm passes a signal to the shell that it has started us with, and that shell dies of it without passing it on: only the
 * end of our parent is seen. Without npm our parent may leave (`nohup`).
 */
function whenOrphaned(act: () => void): NodeJS.Timeout | undefined {
  if (process.env.npm_lifecycle_event === undefined) return undefined;
  const parent = process.ppid;
  return setInterval(() => {
    if (process.ppid !== parent) act();
  }, 500);
}

/** On Windows the console itself signals the child, and `kill` would end it. */
const forwarded: readonly NodeJS.Signals[] =
  process.platform === "win32" ? [] : ["SIGINT", "SIGTERM", "SIGHUP"];
