/** Runs before each unit test file: starting a process is an error that names the rule. */
import child_process from "node:child_process";
import { syncBuiltinESMExports } from "node:module";

const refuse = (): never => {
  throw new Error(
    "A unit test started a process. Import what starts it (node:child_process, support/kernel, support/requires) in " +
      "the test file itself: test/support/groups.mts then sorts the test into the other group. See CONTRIBUTING.md.",
  );
};

// Every asynchronous start ends in this method; the others are one function each.
Object.assign(child_process.ChildProcess.prototype, { spawn: refuse });
Object.assign(child_process, { spawnSync: refuse, execSync: refuse, execFileSync: refuse });
syncBuiltinESMExports();
