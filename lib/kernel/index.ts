/**
 * The front door of lib/kernel for those who start kernels and register them. It loads neither tslab nor TypeScript, and
 * joins no kernel. The kernel itself enters by preload.ts.
 */
export { kernelCommand } from "./command";
export { replaceFile, type Unwritable, whyUnwritable } from "./replace-file";
export { fileSystemError, KernelSpecError } from "./spec/error";
export { type FoundSpec, findKernelSpec, listKernelSpecs, missingFile } from "./spec/find";
export { activePrefix, prefixFolder, searchedFolders, userFolder } from "./spec/folders";
export { defaultName, ourVersion } from "./spec/spec";
export { removeKernelSpec, writeKernelSpec } from "./spec/write";
