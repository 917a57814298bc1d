/** All notebooks through a real Jupyter Server: every cell does there what its lesson says. */
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, vi } from "vitest";
import { jupyterLabProgram, type RunningLab, startLab } from "../support/jupyterlab";
import { notebooksFolder, projectRoot } from "../support/kernel";
import { requires } from "../support/requires";
import { course } from "./course";

vi.setConfig({ testTimeout: 600_000, hookTimeout: 120_000 });

const { describe, test } = requires(jupyterLabProgram);

describe("the course on a Jupyter Server", () => {
  const home = mkdtempSync(join(tmpdir(), "netcell-course-"));
  let lab: RunningLab;
  beforeAll(async () => {
    lab = await startLab(home, [`--ServerApp.root_dir=${projectRoot}`]);
  });
  afterAll(async () => {
    await lab?.interrupt();
    rmSync(home, { recursive: true, force: true, maxRetries: 3 });
  });

  test("runs from top to bottom, two notebooks at a time", async () => {
    const out = join(home, "out");
    const notebooks = course.map(({ file }) => resolve(notebooksFolder, file));
    const env = { ...process.env, NETCELL_TOKEN: lab.token };
    const words = ["run", ...notebooks, "--server", lab.url, "--jobs", "2", "--out", out];
    const child = spawn(process.execPath, [resolve(projectRoot, "dist/cli/main.js"), ...words], {
      cwd: projectRoot,
      env,
    });
    let printed = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (bytes) => (printed += bytes));
    const status = await new Promise<number | null>((done) => child.on("close", done));
    expect({ status, printed }).toEqual({ status: 0, printed: expect.not.stringContaining("FAILED") });
    expect(readdirSync(out).sort()).toEqual(course.map(({ file }) => file).sort());
  });
});
