/**
 * A program of its own: runs the tool named on its command line, and ends it when its standard input closes, which the
 * operating system does when the process that started it is gone, for whatever reason. What the tool prints does not pass
 * through here. It does not write to a dead pipe only when the next packet comes, which may be never.
 */
import { spawn } from "node:child_process";

/** Milliseconds that the tool gets to print what it has, and its statistics. */
const grace = 1000;

const [tool, ...args] = process.argv.slice(2) as [string, ...string[]];
const child = spawn(tool, args, { stdio: ["ignore", "inherit", "inherit"], windowsHide: true });
child.on("error", (error: NodeJS.ErrnoException) => {
  process.stderr.write(`${error.code}: ${error.message}\n`);
  process.exit(1);
});
child.on("exit", (code) => process.exit(code ?? 1));

function end(): void {
  child.kill("SIGINT");
  setTimeout(() => child.kill("SIGKILL"), grace).unref();
}

process.stdin.on("end", end).on("error", end).resume();
