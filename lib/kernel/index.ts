/**
 * The front door of lib/kernel for those who start kernels and register them. It loads neither tslab nor TypeScript, and
 * joins no kernel. The kernel itself enters by preload.ts.
 */
export { kernelCommand } from "./command";
export { fileSystemError } from "./kernelspec/error";
export { type FoundSpec, findKernelSpec, listKernelSpecs, missingFile } from "./kernelspec/find";
export { activePrefix, prefixFolder, searchedFolders, userFolder } from "./kernelspec/jupyter-folders";
export { defaultName, ourVersion } from "./kernelspec/kernelspec";
export { removeKernelSpec, writeKernelSpec } from "./kernelspec/write";
export type { Repair } from "./repair";
export { replaceFile, whyUnwritable } from "./replace-file";

/** The repairs, loaded when they are asked for. */
export const loadRepairs = () => import("./repair-list.js");
