/** No kernel outlives us, however we end: not by an exception, not by a signal, not by SIGKILL. */
import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import type { Socket } from "node:net";
import { killGroup } from "../local/kernel-process";
import { endStragglersScript } from "./stragglers";

/** Waits for our end of a pipe to close, which the operating system does when we are gone; "$1" is the group. */
const script = `read _; kill -s KILL -- "-$1"; ${endStragglersScript}; rm -rf -- "$2"`;

/** Takes a kernel into care, with its folder, which is also its mark; returns how to release it. */
export function adopt(pid: number, folder: string): () => void {
  return process.platform === "win32" ? untilExit(pid, folder) : guarded(pid, folder);
}

function guarded(pid: number, folder: string): () => void {
  // In a session of its own: what Ctrl-C or a closed terminal sends to us must not reach it.
  const guard = spawn("/bin/sh", ["-c", script, "netcell-guard", String(pid), folder], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  guard.unref();
  (guard.stdin as Socket).unref();
  // Without a shell a kernel is as it would be without us: it ends when it is told to.
  guard.on("error", () => {});
  return () => void guard.kill("SIGKILL");
}

/** Where there are no process groups and no shell, at least the ordinary ways to end. */
function untilExit(pid: number, folder: string): () => void {
  const end = () => {
    killGroup(pid, "SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  };
  process.on("exit", end);
  return () => void process.off("exit", end);
}
