/** No kernel outlives us: when this process ends, by itself or by a signal, its kernels end too. */
import { rmSync } from "node:fs";
import { killGroup } from "./process";

interface Ward {
  /** Undefined when there is no process, only its folder. */
  readonly pid: number | undefined;
  readonly folder: string;
}

const wards = new Set<Ward>();
const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Takes a kernel into care; returns how to release it. */
export function adopt(pid: number | undefined, folder: string): () => void {
  const ward = { pid, folder };
  if (wards.size === 0) watch();
  wards.add(ward);
  return () => {
    if (wards.delete(ward) && wards.size === 0) unwatch();
  };
}

function watch(): void {
  process.on("exit", killAll);
  for (const signal of signals) process.on(signal, onSignal);
}

function unwatch(): void {
  process.off("exit", killAll);
  for (const signal of signals) process.off(signal, onSignal);
}

function onSignal(signal: NodeJS.Signals): void {
  // Another listener means that somebody ends the program in an orderly way.
  if (process.listenerCount(signal) > 1) return;
  killAll();
  unwatch();
  process.kill(process.pid, signal);
}

function killAll(): void {
  for (const { pid, folder } of wards) {
    if (pid !== undefined) killGroup(pid, "SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  }
  wards.clear();
}
