/** `netcell run` of the course's first notebooks against `jupyter nbconvert --execute` of the same, where Jupyter is there. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execute, perMinute } from "./commands.mjs";
import { compareRates } from "./compare.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const notebooks = ["00-a-server-in-a-cell", "01-simple-server-and-client", "02-layers-and-pdus"].map((name) =>
  join(root, "notebooks", `${name}.ipynb`),
);

export async function benchRun() {
  const out = mkdtempSync(join(tmpdir(), "netcell-bench-"));
  const cli = join(root, "dist/cli/main.js");
  try {
    if (spawnSync("jupyter", ["nbconvert", "--version"]).status !== 0)
      return console.log("netcell run / nbconvert: not measured, there is no `jupyter nbconvert` on PATH");
    // The same kernel, with the plugin, for both.
    execute(process.execPath, [cli, "kernel", "install", "--prefix", out]);
    const env = { ...process.env, JUPYTER_PATH: join(out, "share/jupyter") };
    await compareRates(
      "netcell run / nbconvert --execute, three notebooks",
      () => perMinute(() => execute(process.execPath, [cli, "run", ...notebooks, "--out", out])),
      () =>
        perMinute(() =>
          execute(
            "jupyter",
            ["nbconvert", "--execute", "--to", "notebook", "--output-dir", out, ...notebooks],
            env,
          ),
        ),
      { rounds: 3, unit: " runs a minute" },
    );
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}
