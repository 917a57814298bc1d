/** The kernelspecs that Jupyter finds, in its order. */
import { existsSync, readdirSync } from "node:fs";
import { isAbsolute, join, resolve } from "node:path";
import { searchedFolders } from "./jupyter-folders";
import { isKernelName, type KernelSpec } from "./kernelspec";
import { readKernelSpec } from "./write";

export interface FoundSpec {
  /** In lower case, as Jupyter looks it up. */
  readonly name: string;
  readonly folder: string;
  readonly spec: KernelSpec;
  /** The folder of the kernelspec that Jupyter takes instead of this one. */
  readonly hiddenBy?: string;
}

/** All kernelspecs, also those that others hide; `folders` are Jupyter's data folders in the order of the search. */
export function listKernelSpecs(folders: readonly string[] = searchedFolders()): FoundSpec[] {
  const first = new Map<string, string>();
  const found: FoundSpec[] = [];
  for (const data of new Set(folders.map((folder) => resolve(folder)))) {
    for (const entry of entriesOf(join(data, "kernels")).filter(isKernelName)) {
      const name = entry.toLowerCase();
      const folder = join(data, "kernels", entry);
      const spec = readKernelSpec(folder);
      if (!spec) continue;
      const hiddenBy = first.get(name);
      found.push({ name, folder, spec, ...(hiddenBy !== undefined && { hiddenBy }) });
      if (hiddenBy === undefined) first.set(name, folder);
    }
  }
  return found;
}

/** The kernelspec that a notebook gets when it asks for this name. */
export function findKernelSpec(name: string, folders?: readonly string[]): FoundSpec | undefined {
  return listKernelSpecs(folders).find((found) => found.name === name.toLowerCase());
}

/** The first file of the command line that no longer exists, such as an old Node.js: the kernel cannot start. */
export function missingFile({ argv }: KernelSpec): string | undefined {
  return argv.find((argument) => isAbsolute(argument) && !existsSync(argument));
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    // There is no such folder, or it may not be read: Jupyter skips it too.
    return [];
  }
}
