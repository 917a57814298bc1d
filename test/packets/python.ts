/** Python modules as things that a machine may lack. */
import { spawnSync } from "node:child_process";
import type { Requirement } from "../support/requires";

/** A module that `python3` can import. */
export function pythonModule(name: string): Requirement {
  const found = spawnSync("python3", ["-c", `import ${name}`], { stdio: "ignore" });
  return { name: `python3's ${name}`, met: found.status === 0 };
}

/** What a Python program prints when it is given this text. */
export function python(program: string, input: string): string {
  const run = spawnSync("python3", ["-c", program], { input, encoding: "utf8", maxBuffer: 1 << 28 });
  if (run.status !== 0) throw new Error(`python3 failed: ${run.stderr}`);
  return run.stdout;
}
