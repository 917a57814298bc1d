/** The kernel plugin's price against stock tslab, and its output against ipykernel's where Jupyter is there. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compareRates } from "./compare.mjs";

const require = createRequire(import.meta.url);
const root = fileURLToPath(new URL("../..", import.meta.url));

export async function benchKernel() {
  const { startLocalKernel } = require("../../dist/runner/kernel/local.js");
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

/** One client for both, Jupyter's own, and it tells how long the cell took: from its input to `idle`. */
async function benchLines(lines = 100_000) {
  const home = mkdtempSync(join(tmpdir(), "netcell-bench-"));
  try {
    if (spawnSync("jupyter", ["execute", "--version"]).status !== 0)
      return console.log(`${lines} lines: not measured, there is no \`jupyter execute\` on PATH`);
    installKernel(home);
    const env = { ...process.env, JUPYTER_PATH: join(home, "share/jupyter") };
    const execute = (kernel, code) => {
      const file = join(home, `${kernel}.ipynb`);
      writeFileSync(file, notebook(kernel, code));
      const { status, stderr } = spawnSync("jupyter", ["execute", "--inplace", file], {
        env,
        encoding: "utf8",
      });
      if (status !== 0) throw new Error(`jupyter execute with the kernel ${kernel} failed:\n${stderr}`);
      const [, { outputs, metadata }] = JSON.parse(readFileSync(file, "utf8")).cells;
      const arrived =
        outputs
          .flatMap(({ text }) => text)
          .join("")
          .split("\n").length - 1;
      if (arrived !== lines) console.log(`${kernel}: ${arrived} of ${lines} lines arrived`);
      const { "iopub.execute_input": began, "iopub.status.idle": ended } = metadata.execution;
      return (1000 * arrived) / (Date.parse(ended) - Date.parse(began));
    };
    await compareRates(
      `${lines} printed lines / ipykernel`,
      () => execute("tslab", `for (let i = 0; i < ${lines}; i++) console.log("line", i);`),
      () => execute("python3", `for i in range(${lines}): print("line", i)`),
      { rounds: 3, unit: " lines/s" },
    );
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

function installKernel(prefix) {
  const cli = join(root, "dist/cli/main.js");
  const { status, stderr } = spawnSync(process.execPath, [cli, "kernel", "install", "--prefix", prefix]);
  if (status !== 0) throw new Error(`netcell kernel install failed:\n${stderr}`);
}

/** A first cell of no interest, so that what a kernel does but once is not measured. */
function notebook(kernel, code) {
  const cell = (id, source) => ({
    id,
    cell_type: "code",
    execution_count: null,
    metadata: {},
    outputs: [],
    source,
  });
  return JSON.stringify({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { kernelspec: { name: kernel, display_name: kernel } },
    cells: [cell("first", "1"), cell("lines", code)],
  });
}
