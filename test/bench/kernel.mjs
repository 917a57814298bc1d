/** The kernel plugin's price against stock tslab, and its output against ipykernel's. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compareRates } from "./compare.mjs";
import { pythonWith } from "./installed.mjs";

const require = createRequire(import.meta.url);
const root = fileURLToPath(new URL("../..", import.meta.url));

export async function benchKernel() {
  const { startLocalKernel } = require("../../dist/runner/local/local-kernel.js");
  const start = (plugin) => startLocalKernel({ cwd: join(root, "notebooks"), plugin });

  // Ready is a kernel that has answered kernel_info; the ratio is of starts a minute, so 0.95 is 5 % slower.
  const startsPerMinute = async (plugin) => {
    const began = performance.now();
    const kernel = await start(plugin);
    const ms = performance.now() - began;
    await kernel.stop();
    return 60_000 / ms;
  };
  await compareRates(
    "kernel starts / stock tslab",
    () => startsPerMinute(true),
    () => startsPerMinute(false),
    { unit: " starts a minute" },
  );

  const [ours, stock] = [await start(true), await start(false)];
  const cellsPerSecond = async (kernel, count = 200) => {
    const began = performance.now();
    for (let i = 0; i < count; i++) await kernel.submit("1").done;
    return (1000 * count) / (performance.now() - began);
  };
  await compareRates(
    "a cell of `1`, a thousand times / stock tslab",
    () => cellsPerSecond(ours),
    () => cellsPerSecond(stock),
    { rounds: 5, unit: " cells/s" },
  );
  await ours.stop();
  await stock.stop();

  await benchLines();
}

/** One client for both, Jupyter's own: how many lines reach it, and how long it takes from the request to `idle`. */
const client = `
import json, sys, time
from jupyter_client.manager import start_new_kernel

manager, kernel = start_new_kernel(kernel_name=sys.argv[1])
texts = []
hear = lambda message: texts.append(message["content"].get("text", ""))
kernel.execute_interactive("1", output_hook=lambda message: None)
began = time.perf_counter()
kernel.execute_interactive(sys.argv[2], output_hook=hear)
seconds = time.perf_counter() - began
manager.shutdown_kernel()
print(json.dumps({"lines": "".join(texts).count("\\n"), "seconds": seconds}))
`;

async function benchLines(lines = 100_000) {
  const home = mkdtempSync(join(tmpdir(), "netcell-bench-"));
  try {
    const python = pythonWith("jupyter_client", "ipykernel");
    if (!python) return console.log(`${lines} printed lines: not measured, there is no Python here`);
    installKernel(home);
    const env = { ...process.env, JUPYTER_PATH: join(home, "share/jupyter") };
    const linesPerSecond = (kernel, code) => {
      const { status, stdout, stderr } = spawnSync(python, ["-c", client, kernel, code], {
        env,
        encoding: "utf8",
      });
      if (status !== 0) throw new Error(`The kernel ${kernel} failed:\n${stderr}`);
      const arrived = JSON.parse(stdout);
      if (arrived.lines !== lines) console.log(`${kernel}: ${arrived.lines} of ${lines} lines arrived`);
      return arrived.lines / arrived.seconds;
    };
    await compareRates(
      `${lines} printed lines / ipykernel`,
      () => linesPerSecond("tslab", `for (let i = 0; i < ${lines}; i++) console.log("line", i);`),
      () => linesPerSecond("python3", `for i in range(${lines}): print("line", i)`),
      { rounds: 5, unit: " lines/s" },
    );
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

function installKernel(prefix) {
  const cli = join(root, "dist/cli/main.js");
  const { status, stderr } = spawnSync(process.execPath, [cli, "kernel", "install", "--prefix", prefix], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`netcell kernel install failed:\n${stderr}`);
}
