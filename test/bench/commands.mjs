/** Whole commands as the thing that is measured. */
import { spawnSync } from "node:child_process";

/** How often a minute `work` could be done. */
export function perMinute(work) {
  const began = performance.now();
  work();
  return 60_000 / (performance.now() - began);
}

/** Runs the command to its end and returns what it printed; throws when it fails. */
export function execute(command, args, options = {}) {
  const run = spawnSync(command, args, { ...options, encoding: "utf8" });
  if (run.status === 0) return run.stdout;
  throw new Error(`${command} ${args.join(" ")} failed:\n${run.error ?? ""}${run.stdout}${run.stderr}`);
}
