/** `netcell run`: the whole course against `nbclient`; its memory over a hundred notebooks; its start. */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { execute, perMinute } from "./commands.mjs";
import { compareRates, median, report } from "./compare.mjs";
import { course } from "./course.mjs";
import { pythonWith } from "./installed.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const cli = join(root, "dist/cli/main.js");

export async function benchRun() {
  const out = mkdtempSync(join(tmpdir(), "netcell-bench-"));
  try {
    await benchVersion();
    await benchCourse(out);
    await benchMemory(out);
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

/** What netcell adds to the start of Node.js. */
async function benchVersion() {
  const starts = (args) => () => perMinute(() => execute(process.execPath, args));
  await compareRates("netcell --version / node -e 0", starts([cli, "--version"]), starts(["-e", "0"]), {
    unit: " starts a minute",
  });
}

/** Executes each notebook named after the kernel, one after the other, as nbclient does it. */
const nbclient = `import sys, nbformat, nbclient
for path in sys.argv[2:]:
    nb = nbformat.read(path, as_version=4)
    nbclient.NotebookClient(nb, kernel_name="tslab", timeout=120, resources={"metadata": {"path": sys.argv[1]}}).execute()`;

async function benchCourse(out) {
  const python = pythonWith("nbclient");
  if (!python) return console.log("netcell run / nbclient: not measured, there is no Python here");
  // The same kernel, with the plugin, for both. nbclient with a stock tslab skips cells after one that raises.
  execute(process.execPath, [cli, "kernel", "install", "--prefix", out]);
  const env = { ...process.env, JUPYTER_PATH: join(out, "share/jupyter"), NETCELL_EXPORT: "1" };
  const ours = () => execute(process.execPath, [cli, "run", ...course, "--no-cache", "--out", out]);
  const peer = () => execute(python, ["-c", nbclient, join(root, "notebooks"), ...course], { env });
  await compareRates(
    `netcell run / nbclient, the course (${course.length} notebooks)`,
    () => perMinute(ours),
    () => perMinute(peer),
    { rounds: 2, unit: " runs a minute" },
  );
}

/** Resident memory late in a long run against early in it: 1.00 is flat. */
async function benchMemory(out) {
  const folder = join(out, "many");
  mkdirSync(folder);
  const cell = {
    cell_type: "code",
    id: "c",
    metadata: {},
    source: 'console.log("x".repeat(100_000))',
    outputs: [],
    execution_count: null,
  };
  const names = Array.from({ length: 100 }, (_, n) => `${n}.ipynb`);
  for (const name of names)
    writeFileSync(
      join(folder, name),
      JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [cell] }),
    );
  const flags = ["run", ...names, "--no-cache", "--reporter", "json"];
  const child = spawn(process.execPath, [cli, ...flags], {
    cwd: folder,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const sizes = [];
  for await (const line of createInterface({ input: child.stdout }))
    if (JSON.parse(line).event === "notebook-end") sizes.push(residentMegabytes(child.pid));
  const [early, late] = [median(sizes.slice(10, 30)), median(sizes.slice(-20))];
  report(
    "memory of netcell run, notebooks 80-100 / 10-30",
    late / early,
    `${late.toFixed(0)} MB against ${early.toFixed(0)} MB`,
  );
}

function residentMegabytes(pid) {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) / 1024;
  } catch {
    return Number.NaN;
  }
}
