/** Finds the kernelspec that Jupyter would find under a name. */
import { join } from "node:path";
import { type Machine, searchedFolders } from "./folders";
import type { KernelSpec } from "./spec";
import { readKernelSpec } from "./write";

export interface FoundSpec {
  readonly folder: string;
  readonly spec: KernelSpec;
}

/** The first of that name; the others are hidden by it. */
export function findKernelSpec(name: string, machine?: Machine): FoundSpec | undefined {
  for (const data of searchedFolders(machine)) {
    const folder = join(data, "kernels", name.toLowerCase());
    const spec = readKernelSpec(folder);
    if (spec) return { folder, spec };
  }
  return undefined;
}
