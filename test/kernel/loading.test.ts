/** Which tslab is repaired: the version that is known, and no other; and how repairs are switched off. */
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { preloadPath } from "../../lib/kernel/command";
import { chosenRepairs, repairs } from "../../lib/kernel/repair-list";
import { projectRoot } from "../support/kernel";

const tslab = dirname(createRequire(import.meta.url).resolve("tslab/package.json"));
const preload = join(projectRoot, "dist/kernel/preload.js");
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A copy of the installed tslab that says it is another version. */
function tslabOfVersion(version: string): string {
  const root = mkdtempSync(join(tmpdir(), "netcell-tslab-"));
  folders.push(root);
  const copy = join(root, "node_modules/tslab");
  mkdirSync(copy, { recursive: true });
  cpSync(join(tslab, "dist"), join(copy, "dist"), { recursive: true });
  const manifest = JSON.parse(readFileSync(join(tslab, "package.json"), "utf8"));
  writeFileSync(join(copy, "package.json"), JSON.stringify({ ...manifest, version }));
  return copy;
}

/** Loads a tslab as a kernel does, and tells whether its handler is tslab's own. */
function load(folder: string): { stock: boolean; stderr: string } {
  const script = `process.stdout.write(String(require(process.argv[1]).JupyterHandlerImpl.prototype.handleExecute))`;
  // The copy has no dependencies of its own.
  const env = { ...process.env, NODE_PATH: join(projectRoot, "node_modules") };
  const main = `require(${JSON.stringify(join(folder, "dist/main.js"))});`;
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ["--require", preload, "-e", main + script, join(folder, "dist/jupyter.js")],
    { env, encoding: "utf8" },
  );
  return { stock: stdout.includes("execQueue"), stderr };
}

test("the known version is repaired, wherever it lies", () => {
  expect(load(tslab)).toEqual({ stock: false, stderr: "" });
  expect(load(tslabOfVersion("1.0.22"))).toEqual({ stock: false, stderr: "" });
});

test("an unknown version is left alone, with one line that says so", () => {
  expect(load(tslabOfVersion("1.0.23"))).toEqual({
    stock: true,
    stderr: "netcell's kernel plugin knows tslab 1.0.22, not 1.0.23: this kernel runs unrepaired.\n",
  });
});

test("any other program runs as if the plugin were not there", () => {
  expect(execFileSync(process.execPath, ["--require", preload, "-p", "6 * 7"], { encoding: "utf8" })).toBe(
    "42\n",
  );
});

test("preloadPath names the plugin's entry", () => {
  expect(preloadPath()).toMatch(/kernel[\\/]preload\.js$/);
});

const namesChosenBy = (setting: string | undefined) => chosenRepairs(setting).map(({ name }) => name);

test("without a setting every repair is applied, and -name leaves one out", () => {
  const all = namesChosenBy(undefined);
  expect(namesChosenBy("")).toEqual(all);
  expect(namesChosenBy("-flood, -lines")).toEqual(all.filter((name) => name !== "flood" && name !== "lines"));
  expect(namesChosenBy("none")).toEqual([]);
});

test("a name that is none is told", () => {
  const write = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  expect(namesChosenBy("-flod")).toEqual(namesChosenBy(undefined));
  expect(write).toHaveBeenCalledWith(
    expect.stringContaining(`"-flod" is ignored; known are: none, -message-loss`),
  );
  write.mockRestore();
});

test("each repair is a file of its name, and says in a sentence which fault it mends", () => {
  const names = readdirSync(join(projectRoot, "lib/kernel/repairs")).map((file) => basename(file, ".ts"));
  expect(repairs.map(({ name }) => name).sort()).toEqual(names.sort());
  for (const { fault } of repairs) expect(fault).toMatch(/^[`A-Z][^\n]{20,250}\.$/);
});
