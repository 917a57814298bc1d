/** Whole commands as the thing that is measured. */
import { spawnSync } from "node:child_process";

/** How often a minute `work` could be done. */
export function perMinute(work) {
  const began = performance.now();
  work();
  return 60_000 / (performance.now() - began);
}

/** Runs the command to its end; throws when it fails. */
export function execute(command, args, env = process.env) {
  const run = spawnSync(command, args, { env, encoding: "utf8" });
  if (run.status !== 0) throw new Error(`${command} ${args.join(" ")} failed:\n${run.stdout}${run.stderr}`);
}
