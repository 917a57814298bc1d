/** `netcell kernel` as it is typed. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { repairTable } from "../../lib/cli/kernel/repairs";
import { repairs } from "../../lib/kernel/repair-list";
import { program, requires } from "../support/requires";

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "netcell-kernel-"));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

test("install --prefix registers the kernel under share/jupyter, uninstall --prefix removes it", () => {
  const file = join(home, "share/jupyter/kernels/tslab/kernel.json");
  expect(netcell(["kernel", "install", "--prefix", home])).toMatchObject({ status: 0 });
  const spec = JSON.parse(readFileSync(file, "utf8"));
  for (const path of [spec.argv[0], spec.argv[2], spec.argv[3]]) expect(existsSync(path), path).toBe(true);
  expect(netcell(["kernel", "uninstall", "--prefix", home])).toMatchObject({ status: 0 });
  expect(existsSync(file)).toBe(false);
});

test("install without a place takes the active environment, else the user's folder", () => {
  const user = join(home, "user");
  const environment = join(home, "venv");
  netcell(["kernel", "install"], { JUPYTER_DATA_DIR: user });
  expect(existsSync(join(user, "kernels/tslab/kernel.json"))).toBe(true);
  netcell(["kernel", "install"], { JUPYTER_DATA_DIR: user, VIRTUAL_ENV: environment });
  expect(existsSync(join(environment, "share/jupyter/kernels/tslab/kernel.json"))).toBe(true);
});

test("install tells of a kernel that Jupyter would find before it", () => {
  const user = join(home, "user");
  mkdirSync(join(user, "kernels/tslab"), { recursive: true });
  writeFileSync(join(user, "kernels/tslab/kernel.json"), '{"argv":["tslab"],"display_name":"TypeScript"}');
  const env = { JUPYTER_DATA_DIR: user, CONDA_PREFIX: join(home, "conda"), CONDA_DEFAULT_ENV: "base" };
  expect(netcell(["kernel", "install", "--sys-prefix"], env).stdout).toMatch(
    /Jupyter finds TypeScript in .*user.* before it/,
  );
});

test("list shows whose each kernel is, which hides which, and which cannot start", () => {
  const [first, second] = [join(home, "first"), join(home, "second")];
  const put = (folder: string, spec: object) => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "kernel.json"), JSON.stringify(spec));
  };
  netcell(["kernel", "install", "--user"], { JUPYTER_DATA_DIR: first });
  put(join(second, "kernels/tslab"), { argv: ["tslab"], display_name: "TypeScript" });
  put(join(second, "kernels/old"), { argv: [join(home, "node")], display_name: "Old" });
  const { stdout } = netcell(["kernel", "list"], { JUPYTER_PATH: [first, second].join(delimiter) });
  const ours = join(first, "kernels", "tslab");
  expect(stdout.split("\n").filter((line) => line.includes(home))).toEqual([
    expect.stringMatching(/^tslab +TypeScript \(netcell\) +.*tslab {2}\(netcell \d+\.\d+\.\d+\)$/),
    expect.stringMatching(/^tslab +TypeScript +/),
    expect.stringMatching(/^old +Old +/),
  ]);
  expect(stdout).toContain(`${join(second, "kernels", "tslab")}  (hidden by ${ours})`);
  expect(stdout).toContain(`(cannot start: ${join(home, "node")} is gone)`);
});

test("uninstall of what is not there says where it looked, with status 1", () => {
  const { status, stderr } = netcell(["kernel", "uninstall", "--prefix", home]);
  expect(stderr.trim()).toBe(
    `netcell: There is no kernelspec in ${join(home, "share", "jupyter", "kernels", "tslab")}. The command "netcell kernel list" shows where kernelspecs are.`,
  );
  expect(status).toBe(1);
});

test("repairs lists every repair in one line, with its fault and whether it is on", () => {
  const { stdout, stderr, status } = netcell(["kernel", "repairs"], {
    NETCELL_KERNEL_REPAIRS: "-flood -flod",
  });
  const lines = stdout.trimEnd().split("\n");
  expect(lines.map((line) => line.split(/\s+/).slice(0, 2))).toEqual(
    repairs.map(({ name }) => [name, name === "flood" ? "off" : "on"]),
  );
  for (const [at, { fault }] of repairs.entries()) expect(lines[at]).toContain(fault);
  expect(stderr).toContain('"-flod" is ignored');
  expect(status).toBe(0);
});

test("repairs is as wide as the terminal", () => {
  const table = repairTable(repairs, repairs, 60);
  for (const line of table.split("\n")) expect(line.length).toBeLessThanOrEqual(60);
  expect(table.replaceAll(/\n +/g, " ")).toContain(repairs[0]!.fault);
});

test("a prefix that is a file is refused in one sentence", () => {
  const file = join(home, "file");
  writeFileSync(file, "");
  const { status, stderr } = netcell(["kernel", "install", "--prefix", file]);
  expect(stderr.trim()).toMatch(/^netcell: --prefix .* is a file\. Name the folder of an environment\.$/);
  expect(status).toBe(1);
});

test("--sys-prefix with neither an environment nor Python says what to do instead", () => {
  const { status, stderr } = netcell(["kernel", "install", "--sys-prefix"], { PATH: home, Path: home });
  expect(stderr).toContain("Use --user, or --prefix PATH.");
  expect(status).toBe(1);
});

test("two places at once are misuse", () => {
  const { status, stderr } = netcell(["kernel", "install", "--user", "--prefix", home]);
  expect(stderr).toContain("cannot be used with");
  expect(status).toBe(2);
});

const jupyter = program("jupyter-kernelspec");

requires(jupyter).test("Jupyter itself lists the installed kernel", () => {
  netcell(["kernel", "install", "--prefix", home]);
  const { stdout } = spawnSync(jupyter.path, ["list", "--json"], {
    encoding: "utf8",
    env: { ...process.env, JUPYTER_PATH: join(home, "share/jupyter") },
  });
  const { kernelspecs } = JSON.parse(stdout);
  expect(kernelspecs.tslab.spec.metadata).toHaveProperty("netcell");
});

requires(jupyter).test("list finds what Jupyter finds, at the same places", () => {
  netcell(["kernel", "install", "--prefix", home, "--name", "TSLab-2"]);
  const env = { JUPYTER_PATH: join(home, "share/jupyter") };
  const { stdout } = spawnSync(jupyter.path, ["list", "--json"], {
    encoding: "utf8",
    env: { ...process.env, JUPYTER_DATA_DIR: join(home, "nobody"), ...env },
  });
  const theirs = Object.values<{ resource_dir: string }>(JSON.parse(stdout).kernelspecs);
  const ours = netcell(["kernel", "list"], env).stdout.split("\n");
  for (const { resource_dir } of theirs)
    expect(ours.some((line) => line.includes(resource_dir) && !line.includes("hidden by"))).toBe(true);
});

function netcell(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const clean: NodeJS.ProcessEnv = { ...process.env, JUPYTER_DATA_DIR: join(home, "nobody") };
  for (const name of ["VIRTUAL_ENV", "CONDA_PREFIX", "CONDA_DEFAULT_ENV", "JUPYTER_PATH"]) delete clean[name];
  return spawnSync(process.execPath, [resolve(import.meta.dirname, "../../dist/cli/main.js"), ...args], {
    encoding: "utf8",
    env: { ...clean, ...env },
  });
}
