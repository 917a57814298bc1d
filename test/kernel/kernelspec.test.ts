/** Kernelspecs: written, found and removed without Python. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { isAbsolute, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findKernelSpec, listKernelSpecs, missingFile } from "../../lib/kernel/kernelspec/find";
import { type Machine, searchedFolders, userFolder } from "../../lib/kernel/kernelspec/jupyter-folders";
import type { KernelSpec } from "../../lib/kernel/kernelspec/kernelspec";
import { removeKernelSpec, writeKernelSpec } from "../../lib/kernel/kernelspec/write";

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), "netcell-spec-"));
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

describe("a written kernelspec", () => {
  test("starts this Node.js with the plugin before tslab, by absolute paths", async () => {
    const { argv } = await written();
    const [node, flag, plugin, tslab, ...rest] = argv;
    expect(node).toBe(process.execPath);
    expect(flag).toBe("--require");
    expect(plugin).toMatch(/preload\.js$/);
    expect(tslab && existsSync(tslab)).toBe(true);
    for (const path of [node, plugin, tslab]) expect(path && isAbsolute(path)).toBe(true);
    expect(rest).toEqual(["kernel", "--config-path", "{connection_file}"]);
  });

  test("is named tslab, speaks TypeScript and is interrupted by a signal", async () => {
    expect(await written()).toMatchObject({
      display_name: "TypeScript (netcell)",
      language: "typescript",
      interrupt_mode: "signal",
    });
  });

  test("brings a logo and leaves no drafts behind", async () => {
    const { folder } = await writeKernelSpec(data);
    expect(readdirSync(folder).sort()).toEqual(["kernel.json", "logo-svg.svg"]);
  });

  test("takes the place of an older one of ours, and of a stock tslab's, which it reports", async () => {
    put("tslab", stock);
    expect((await writeKernelSpec(data)).replaced).toEqual(stock);
    expect(await writeKernelSpec(data)).not.toHaveProperty("replaced");
  });

  test("takes the place of one that nobody can read", async () => {
    mkdirSync(join(data, "kernels/tslab"), { recursive: true });
    writeFileSync(join(data, "kernels/tslab/kernel.json"), "{ half");
    await writeKernelSpec(data);
    expect((await written()).language).toBe("typescript");
  });

  test("does not take the place of another kernel", async () => {
    put("python3", { argv: ["python", "-m", "ipykernel"], display_name: "Python 3", language: "python" });
    await expect(writeKernelSpec(data, "python3")).rejects.toThrow(/another kernel \(Python 3\).*--name/);
  });

  test.each(["a b", "", "../up", "a/b", "ä"])("is not named %j", async (name) => {
    await expect(writeKernelSpec(data, name)).rejects.toThrow("not a name for a kernel");
  });

  test("where a file stands in the way the error says so", async () => {
    writeFileSync(join(data, "kernels"), "");
    await expect(writeKernelSpec(data)).rejects.toThrow(
      /Writing the kernelspec .*a file stands where its folder should be/,
    );
  });
});

describe("a removed kernelspec", () => {
  test("is gone with its folder", async () => {
    const { folder } = await writeKernelSpec(data);
    expect(removeKernelSpec(data)).toBe(folder);
    expect(existsSync(folder)).toBe(false);
  });

  test("leaves what somebody else has put beside it", async () => {
    const { folder } = await writeKernelSpec(data);
    writeFileSync(join(folder, "kernel.js"), "theirs");
    removeKernelSpec(data);
    expect(readdirSync(folder)).toEqual(["kernel.js"]);
  });

  test("was ours: that of others stays", () => {
    put("tslab", stock);
    expect(() => removeKernelSpec(data)).toThrow("was not written by netcell");
    expect(existsSync(join(data, "kernels/tslab/kernel.json"))).toBe(true);
  });

  test("was there: else the error says where it was looked for", () => {
    expect(() => removeKernelSpec(data)).toThrow(
      `There is no kernelspec in ${join(data, "kernels", "tslab")}`,
    );
  });
});

describe("Jupyter's folders", () => {
  const linux: Machine = { platform: "linux", home: "/home/ada", env: {} };
  const windows: Machine = { platform: "win32", home: "C:\\Users\\ada", env: {} };

  test.each<[string, Machine, string]>([
    ["Linux", linux, "/home/ada/.local/share/jupyter"],
    ["Linux with XDG", { ...linux, env: { XDG_DATA_HOME: "/data" } }, "/data/jupyter"],
    ["macOS", { ...linux, platform: "darwin", home: "/Users/ada" }, "/Users/ada/Library/Jupyter"],
    ["Windows", { ...windows, env: { APPDATA: "C:\\Roaming" } }, "C:\\Roaming\\jupyter"],
    ["Windows without APPDATA", windows, "C:\\Users\\ada\\.jupyter\\data"],
    ["any system with JUPYTER_DATA_DIR", { ...linux, env: { JUPYTER_DATA_DIR: "/j" } }, "/j"],
  ])("of a user on %s", (_, machine, folder) => {
    expect(userFolder(machine)).toBe(folder);
  });

  test("are searched JUPYTER_PATH first, then the virtual environment, the user, the system", () => {
    const env = { JUPYTER_PATH: "/first:/second", VIRTUAL_ENV: "/venv" };
    expect(searchedFolders({ ...linux, env })).toEqual([
      "/first",
      "/second",
      "/venv/share/jupyter",
      "/home/ada/.local/share/jupyter",
      "/usr/local/share/jupyter",
      "/usr/share/jupyter",
    ]);
  });

  test("of conda's base environment, or where the person says so, come after the user's", () => {
    const [first] = searchedFolders({ ...linux, env: { CONDA_PREFIX: "/conda", CONDA_DEFAULT_ENV: "base" } });
    expect(first).toBe("/home/ada/.local/share/jupyter");
    const wish = { VIRTUAL_ENV: "/venv", JUPYTER_PREFER_ENV_PATH: "0" };
    expect(searchedFolders({ ...linux, env: wish })[0]).toBe("/home/ada/.local/share/jupyter");
  });

  test("split JUPYTER_PATH at semicolons on Windows", () => {
    const env = { JUPYTER_PATH: "C:\\a;D:\\b" };
    expect(searchedFolders({ ...windows, env }).slice(0, 2)).toEqual(["C:\\a", "D:\\b"]);
  });

  test("show the first kernelspec of a name, which hides the others", async () => {
    const user = join(data, "user");
    const first = join(data, "first");
    put("tslab", stock, user);
    const machine: Machine = {
      ...linux,
      platform: process.platform,
      env: { JUPYTER_DATA_DIR: user, JUPYTER_PATH: first },
    };
    expect(findKernelSpec("tslab", searchedFolders(machine))?.spec).toEqual(stock);
    const { folder } = await writeKernelSpec(first);
    expect(findKernelSpec("tslab", searchedFolders(machine))?.folder).toBe(folder);
  });
});

describe("the list of kernelspecs", () => {
  test("has every one by its name, and says which hides which", async () => {
    const [first, second] = [join(data, "first"), join(data, "second")];
    put("TSLab", stock, second);
    put("deno", { ...stock, display_name: "Deno" }, second);
    const { folder } = await writeKernelSpec(first);
    expect(listKernelSpecs([first, second, first]).map(({ name, hiddenBy }) => [name, hiddenBy])).toEqual([
      ["tslab", undefined],
      ["tslab", folder],
      ["deno", undefined],
    ]);
  });

  test("leaves out what Jupyter does not find: no kernel.json, or no name for a kernel", () => {
    mkdirSync(join(data, "kernels/empty"), { recursive: true });
    put("my kernel", stock);
    expect(listKernelSpecs([data, join(data, "absent")])).toEqual([]);
  });

  test("knows a kernel that cannot start, because what it would run is gone", async () => {
    const gone = join(data, "v18.0.0", "node");
    expect(missingFile({ ...stock, argv: [gone, "kernel"] })).toBe(gone);
    expect(missingFile(stock)).toBeUndefined();
    expect(missingFile(await written())).toBeUndefined();
  });
});

const stock: KernelSpec = {
  argv: ["tslab", "kernel", "--config-path", "{connection_file}"],
  display_name: "TypeScript",
  language: "typescript",
};

async function written(): Promise<KernelSpec> {
  const { folder } = await writeKernelSpec(data);
  return JSON.parse(readFileSync(join(folder, "kernel.json"), "utf8"));
}

function put(name: string, spec: KernelSpec, jupyterFolder = data): void {
  const folder = join(jupyterFolder, "kernels", name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "kernel.json"), JSON.stringify(spec));
}
