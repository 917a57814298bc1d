/** A kernel whose Jupyter server is killed ends too. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { newConnection, portsAccept, writeConnection } from "../../lib/runner/local/connection-file";
import { notebooksFolder, projectRoot } from "../support/kernel";

const tslab = join(dirname(createRequire(import.meta.url).resolve("tslab/package.json")), "bin/tslab");

/** What a Jupyter server does: starts the kernel, tells it its own process id, and waits. */
const server = `
const { spawn } = require("node:child_process");
const env = { ...process.env, JPY_PARENT_PID: String(process.pid) };
const kernel = spawn(process.execPath, process.argv.slice(1), { env, stdio: "ignore", detached: true });
console.log(kernel.pid);
setInterval(() => {}, 1000);`;

test.skipIf(process.platform === "win32")(
  "a kernel ends when the process that started it was killed",
  async () => {
    const connection = await newConnection();
    const { folder, file } = writeConnection(connection);
    const preload = join(projectRoot, "dist/kernel/preload.js");
    const args = ["-e", server, "--", "--require", preload, tslab, "kernel", `--config-path=${file}`];
    const jupyter = spawn(process.execPath, args, {
      cwd: notebooksFolder,
      stdio: ["ignore", "pipe", "inherit"],
    });
    try {
      const [pid] = await once(createInterface(jupyter.stdout), "line");
      await portsAccept(connection, AbortSignal.timeout(20_000));
      expect(isRunning(Number(pid))).toBe(true);
      jupyter.kill("SIGKILL");
      while (isRunning(Number(pid))) await sleep(50);
    } finally {
      jupyter.kill("SIGKILL");
      rmSync(folder, { recursive: true });
    }
  },
);

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
