/** Finds the kernelspecs that Jupyter would find, each under its name, in Jupyter's order. */
import { existsSync, readdirSync } from "node:fs";
import { isAbsolute, join, resolve } from "node:path";
import { searchedFolders } from "./jupyter-folders";
import { isKernelName, type KernelSpec } from "./kernelspec";
import { readKernelSpec } from "./write";

export interface FoundSpec {
  /** In lower case, as Jupyter has it. */
  readonly name: string;
  readonly folder: string;
  readonly spec: KernelSpec;
  /** The folder of the kernelspec that Jupyter takes instead of this one. */
  readonly hiddenBy?: string;
}

/** All of them, also those that others hide; `folders` are data folders of Jupyter's, the first to be searched first. */
export function listKernelSpecs(folders: readonly string[] = searchedFolders()): FoundSpec[] {
  const shown = new Map<string, string>();
  const found: FoundSpec[] = [];
  for (const data of new Set(folders.map((folder) => resolve(folder)))) {
    for (const entry of entriesOf(join(data, "kernels")).filter(isKernelName)) {
      const name = entry.toLowerCase();
      const folder = join(data, "kernels", entry);
      const spec = readKernelSpec(folder);
      if (!spec) continue;
      const hiddenBy = shown.get(name);
      found.push({ name, folder, spec, ...(hiddenBy !== undefined && { hiddenBy }) });
      if (hiddenBy === undefined) shown.set(name, folder);
    }
  }
  return found;
}

/** The one that a notebook gets when it asks for this name. */
export function findKernelSpec(name: string, folders?: readonly string[]): FoundSpec | undefined {
  return listKernelSpecs(folders).find((found) => found.name === name.toLowerCase());
}

/** The first file of the command line that is gone: the Node.js of then, or the netcell. Such a kernel cannot start. */
export function missingFile({ argv }: KernelSpec): string | undefined {
  return argv.find((argument) => isAbsolute(argument) && !existsSync(argument));
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    // Not there, or not ours to read: Jupyter passes over it as well.
    return [];
  }
}
