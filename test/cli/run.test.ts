/** `netcell run` as a person runs it: the built command, in a folder with notebooks. */
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { lab, netcell } from "./netcell";

const place = lab();
const { write, read, outputs, run } = place;

describe("netcell run", () => {
  test("writes executed copies to --out, runs all, and fails if one does; sources stay untouched", async () => {
    const sources = {
      "good.ipynb": write("good.ipynb", [
        'console.log("hi")',
        ["throw new Error()", "raises-exception"],
        '"on"',
      ]),
      "bad.ipynb": write("bad.ipynb", ["let n = 1;", "n = 2;\nthrow new RangeError(String(n))", '"never"']),
      "late.ipynb": write("late.ipynb", ['"still run"']),
    };
    const { status, stdout, stderr } = await run("run", ...Object.keys(sources), "--out", "out");
    expect(status).toBe(1);
    expect(stdout).toMatch(/^ok {6}good\.ipynb -> out.good\.ipynb \(3 cells, [\d.]+ s\)$/m);
    expect(stdout).toMatch(/^FAILED {2}bad\.ipynb/m);
    expect(stdout).toMatch(/^ok {6}late\.ipynb/m);
    expect(stderr).toContain("bad.ipynb: cell 2 of 3, In [2] failed");
    expect(stderr).toContain("> 2 | throw new RangeError(String(n))");
    expect(stderr).toContain("RangeError: 2");
    expect(stderr).not.toContain("\u001b");
    expect(outputs("out/good.ipynb")).toEqual([["hi\n"], ["Error"], ["on"]]);
    expect(outputs("out/bad.ipynb")).toEqual([[], ["RangeError"], []]);
    for (const [name, text] of Object.entries(sources)) expect(read(name)).toBe(text);
    expect(readdirSync(join(place.folder, "out")).sort()).toEqual(["bad.ipynb", "good.ipynb", "late.ipynb"]);
  });

  test("without --out writes the outputs into the notebook itself", async () => {
    write("a.ipynb", ["6 * 7"]);
    expect((await run("run", "a.ipynb")).status).toBe(0);
    expect(outputs("a.ipynb")).toEqual([["42"]]);
    expect(readdirSync(place.folder)).toEqual(["a.ipynb"]);
  });

  test("refuses what is no notebook for it, says why, and runs the rest", async () => {
    writeFileSync(join(place.folder, "half.ipynb"), '{"cells": [');
    writeFileSync(join(place.folder, "old.ipynb"), '{"nbformat": 3}');
    write("python.ipynb", ["1"], { kernelspec: { name: "python3", language: "python" } });
    write("good.ipynb", ["1"]);
    const names = ["half.ipynb", "old.ipynb", "python.ipynb", "missing.ipynb", "good.ipynb"];
    const { status, stdout, stderr } = await run("run", ...names, "--out", "out");
    expect(status).toBe(1);
    expect(stderr).toContain("netcell: half.ipynb: it is not JSON: line 1, column 12");
    expect(stderr).toContain("netcell: old.ipynb: it is nbformat 3");
    expect(stderr).toContain('netcell: python.ipynb: it is written for the kernel "python3"');
    expect(stderr).toContain("netcell: missing.ipynb: there is no such file.");
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(stdout).toMatch(/^ok {6}good\.ipynb/m);
    expect(readdirSync(join(place.folder, "out"))).toEqual(["good.ipynb"]);
  });

  test("a cell that takes too long fails with CellTimeout and is saved", async () => {
    write("slow.ipynb", ['console.log("a"); await new Promise(() => {})']);
    const { status, stderr } = await run("run", "slow.ipynb", "--out", "out", "--timeout", "0.5");
    expect(status).toBe(1);
    expect(stderr).toContain("CellTimeout: the cell was not done after 0.5 s.");
    expect(outputs("out/slow.ipynb")).toEqual([["a\n", "CellTimeout"]]);
  });

  test.each([
    ["no notebook", ["run"], "missing required argument"],
    [
      "a timeout that is no number",
      ["run", "a.ipynb", "--timeout", "soon"],
      "It should be a number of seconds.",
    ],
    ["an unknown option", ["run", "--nope", "a.ipynb"], "unknown option"],
    [
      "two notebooks of one name",
      ["run", "x/a.ipynb", "y/a.ipynb", "--out", "o"],
      "would both be written to",
    ],
    ["a source as its own target", ["run", "a.ipynb", "--out", "."], "which would be overwritten"],
  ])("misuse is exit status 2: %s", async (_name, args, message) => {
    const { status, stderr } = await run(...args);
    expect(stderr).toContain(message);
    expect(status).toBe(2);
  });
});

/** A notebook whose kernel is connected to us: when the connection closes, the kernel is gone. */
async function connected(): Promise<{ kernel: Promise<Socket>; close: () => void }> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  write("wait.ipynb", [
    '"first"',
    `import * as net from "node:net";\nconst line = net.connect(${port}, "127.0.0.1");\nawait new Promise(() => {});`,
  ]);
  return {
    kernel: once(server, "connection").then(([socket]) => socket.on("error", () => {}).resume()),
    close: () => server.close(),
  };
}

describe("a run that is ended from outside", () => {
  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("by %s saves what ran and leaves no kernel", async (signal, status) => {
    const { kernel, close } = await connected();
    const child = spawn(process.execPath, [netcell, "run", "wait.ipynb", "--out", "out"], {
      cwd: place.folder,
    });
    const gone = once(await kernel, "close");
    child.kill(signal);
    expect(await once(child, "exit")).toEqual([status, null]);
    await gone;
    close();
    expect(outputs("out/wait.ipynb")).toEqual([["first"], []]);
  });

  test("by SIGKILL leaves no kernel either", async () => {
    const { kernel, close } = await connected();
    const child = spawn(process.execPath, [netcell, "run", "wait.ipynb", "--out", "out"], {
      cwd: place.folder,
    });
    const gone = once(await kernel, "close");
    child.kill("SIGKILL");
    await gone;
    close();
    expect(existsSync(join(place.folder, "wait.ipynb"))).toBe(true);
  });
});

test("netcell --help is quick to load: it brings in none of the heavy libraries", async () => {
  const script = `process.argv.push("--help"); process.on("exit", () => console.log("LOADED", Object.keys(require.cache).join("\\n")));
    require(${JSON.stringify(netcell)});`;
  const loaded = await new Promise<string>((done) => {
    execFile(process.execPath, ["-e", script, "netcell"], { cwd: place.folder }, (_error, stdout) =>
      done(stdout),
    );
  });
  expect(loaded).toContain("Usage: netcell");
  expect(loaded.split("LOADED")[1]).not.toMatch(/zeromq|shiki|markdown-it|playwright/);
});

test("netcell --version tells the version", async () => {
  expect((await run("--version")).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});
