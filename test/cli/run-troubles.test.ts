/** `netcell run` where things go wrong around it: the disk, other programs, what cells leave behind. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { requires } from "../support/requires";
import { lab, netcell, notebookText } from "./netcell";

const place = lab();
const { path, write, read, outputs, run } = place;

/** Mounts of our own, which need neither root nor to be undone. */
const mounts = {
  name: "unshare (with mounts of one's own)",
  met: spawnSync("unshare", ["-rm", "sh", "-c", "mount -t tmpfs none /mnt"]).status === 0,
};

/** Runs a shell script in which `/mnt` is a small disk of its own, with the notebook in it. */
function onSmallDisk(script: string, text: string) {
  writeFileSync(path("a.ipynb"), text);
  const setUp = `mount -t tmpfs -o size=256k none /mnt && cp a.ipynb /mnt/a.ipynb && netcell() { "${process.execPath}" "${netcell}" "$@"; }`;
  return spawnSync("unshare", ["-rm", "sh", "-c", `${setUp}\n${script}`], {
    cwd: place.folder,
    env: place.env,
    encoding: "utf8",
  });
}

requires(mounts).describe("a disk", () => {
  test("that is full leaves the notebook whole, and says so", () => {
    const cells = ['console.log("first")', 'console.log("x".repeat(60_000) + "\\n".repeat(3));'.repeat(8)];
    const { status, stdout, stderr } = onSmallDisk(
      'netcell run /mnt/a.ipynb --no-cache; code=$?; cat /mnt/a.ipynb >kept; ls -A /mnt >left; exit "$code"',
      notebookText(cells),
    );
    expect(stderr).toContain("/mnt/a.ipynb: it cannot be written: the disk is full (ENOSPC).");
    expect(stdout).toMatch(/^FAILED/m);
    expect(status).toBe(1);
    // What was saved after the first cell, or the notebook as it was: never a part of one, and no draft.
    expect(JSON.parse(read("kept")).cells).toHaveLength(2);
    expect(read("left")).toBe("a.ipynb\n");
  });

  test("that cannot be written to is told before anything runs", () => {
    const { status, stderr } = onSmallDisk(
      "mount -o remount,ro /mnt; netcell run /mnt/a.ipynb",
      notebookText(['require("fs").writeFileSync("ran", "")']),
    );
    expect(stderr).toContain(
      "/mnt/a.ipynb: it cannot be written: the file system is read-only (EROFS). Write somewhere else with --out.",
    );
    expect(status).toBe(1);
    expect(existsSync(path("ran"))).toBe(false);
  });
});

/** A cell that tells that it runs, and ends when it is told to. */
const waiting = `const fs = require("fs");
fs.writeFileSync("running", "");
while (!fs.existsSync("go on")) await new Promise((done) => setTimeout(done, 20));`;

/** Resolves when the cell runs; the second function lets it end, and resolves to how the run ended. */
async function runWaiting(): Promise<{ end: () => Promise<{ status: number; stderr: string }> }> {
  const child = spawn(process.execPath, [netcell, "run", "a.ipynb"], { cwd: place.folder, env: place.env });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text) => {
    stderr += text;
  });
  const exit = once(child, "exit");
  while (!existsSync(path("running"))) await sleep(20);
  return {
    end: async () => {
      writeFileSync(path("go on"), "");
      const [status] = await exit;
      return { status, stderr };
    },
  };
}

describe("another program", () => {
  test("that runs the same notebook is waited for by nobody: the second run is refused, the first goes on", async () => {
    write("a.ipynb", [waiting, '"end"']);
    const first = await runWaiting();
    const second = await run("run", "a.ipynb", "--no-cache");
    expect(second.stderr).toMatch(/^netcell: a\.ipynb: another netcell \(process \d+\) is running it\./);
    expect(second.status).toBe(1);
    expect((await first.end()).status).toBe(0);
    expect(outputs("a.ipynb")).toEqual([[], ["end"]]);
    expect((await run("run", "a.ipynb", "--no-cache")).status).toBe(0);
  });

  test("that saves the notebook while it runs is not overwritten", async () => {
    write("a.ipynb", [waiting, '"end"']);
    const first = await runWaiting();
    const edited = write("a.ipynb", ['"edited meanwhile"']);
    const { status, stderr } = await first.end();
    expect(stderr).toContain("a.ipynb: another program has changed it while it ran");
    expect(status).toBe(1);
    expect(read("a.ipynb")).toBe(edited);
  });
});

/** Starts children of every kind that outlive their parent, and stores their process ids. */
const leavesChildren = `const { spawn } = require("child_process");
const ids = [{}, { detached: true }].map((more) => {
  const child = spawn("sleep", ["600"], { stdio: "ignore", ...more });
  child.unref();
  return child.pid;
});
require("fs").writeFileSync("children", ids.join(" "));`;

const isAlive = (pid: number) => {
  const state = existsSync(`/proc/${pid}/stat`)
    ? readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]![0]
    : "Z";
  return state !== "Z";
};

requires({ name: "/proc", met: existsSync("/proc/self/environ") }).describe(
  "children that a cell leaves behind",
  () => {
    test("are gone when its notebook is done", async () => {
      write("a.ipynb", [leavesChildren]);
      expect((await run("run", "a.ipynb")).status).toBe(0);
      const children = read("children").split(" ").map(Number);
      expect(children).toHaveLength(2);
      expect(children.filter(isAlive)).toEqual([]);
    });

    test("are gone when netcell is killed", async () => {
      write("a.ipynb", [`${leavesChildren}\n${waiting}`]);
      const child = spawn(process.execPath, [netcell, "run", "a.ipynb"], {
        cwd: place.folder,
        env: place.env,
      });
      while (!existsSync(path("running"))) await sleep(20);
      const children = read("children").split(" ").map(Number);
      expect(children.filter(isAlive)).toHaveLength(2);
      child.kill("SIGKILL");
      while (children.some(isAlive)) await sleep(20);
    });
  },
);

describe("a notebook file", () => {
  test("with a byte order mark and lines that end as on Windows is run like any other", async () => {
    const text = notebookText(["const n = 20;\r\nconst m = n + 1;\r\n2 * m"]);
    writeFileSync(
      path("a.ipynb"),
      `\uFEFF${JSON.stringify(JSON.parse(text), null, 1).replaceAll("\n", "\r\n")}`,
    );
    const { status, stderr } = await run("run", "a.ipynb");
    expect(stderr).toBe("");
    expect(status).toBe(0);
    expect(outputs("a.ipynb")).toEqual([["42"]]);
  });

  test("of 50 MB is run, and all of it is kept", async () => {
    const picture = { output_type: "display_data", metadata: {}, data: { "image/png": "A".repeat(50e6) } };
    const notebook = JSON.parse(notebookText([["1", "skip-execution"], ...Array(20).fill("6 * 7")]));
    notebook.cells[0].outputs = [picture];
    writeFileSync(path("a.ipynb"), JSON.stringify(notebook));
    const { status, stderr } = await run("run", "a.ipynb", "--no-cache");
    expect(stderr).toBe("");
    expect(status).toBe(0);
    const { cells } = JSON.parse(read("a.ipynb"));
    expect(cells[0].outputs[0].data["image/png"]).toHaveLength(50e6);
    expect(cells[20].outputs[0].data["text/plain"]).toEqual(["42"]);
  }, 120_000);
});
