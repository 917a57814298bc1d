/** The front door of lib/runner: notebooks executed and checked. What is large is loaded by the first call that needs it. */
import type { CheckEvent, CheckOptions } from "./check/check-files";
import type { KernelHost } from "./kernel/kernel";
import type { Notebook } from "./nbformat/notebook";
import type { Address } from "./remote/address";
import type { HubHost, HubOptions } from "./remote/hub";
import type { ServerOptions } from "./remote/server";
import type { FileEvent, FilesOptions, Job } from "./run-files";

export { replaceFile, whyUnwritable } from "../kernel";
export type { CheckEvent, CheckOptions, CheckResult } from "./check/check-files";
export type { CellDifference } from "./check/compare";
export { readSanitizers, type Sanitizer } from "./check/sanitizers";
export { explainFailure, failingLine } from "./explain-failure";
export type { KernelHost } from "./kernel/kernel";
export { formatNotebook } from "./nbformat/format";
export type {
  Attachments,
  Cell,
  CellMetadata,
  CodeCell,
  ErrorOutput,
  MarkdownCell,
  MimeBundle,
  Notebook,
  NotebookMetadata,
  Output,
} from "./nbformat/notebook";
export { type Parameter, parseParameter } from "./parameters/parse";
export type { Address } from "./remote/address";
export type { HubHost, HubOptions } from "./remote/hub";
export type { ServerOptions } from "./remote/server";
export type { FileEvent, FileResult, FilesOptions, Job } from "./run-files";
export type { CellFailure, CellOutcome } from "./run-notebook";

/** Executes notebook files, some at once, each in its own kernel and saved as it goes. */
export async function* runFiles(jobs: readonly Job[], options: FilesOptions): AsyncGenerator<FileEvent> {
  yield* (await import("./run-files.js")).runFiles(jobs, options);
}

/** Executes notebook files, and compares what they show with what is stored in them. */
export async function* checkFiles(
  paths: readonly string[],
  options: CheckOptions,
): AsyncGenerator<CheckEvent> {
  yield* (await import("./check/check-files.js")).checkFiles(paths, options);
}

/** Reads a notebook file. The error of one that cannot be used names the cell and the fault. */
export async function readNotebook(path: string): Promise<Notebook> {
  return await (await import("./nbformat/read.js")).readNotebook(path);
}

/** This machine as a host of kernels. */
export async function localHost(): Promise<KernelHost> {
  return (await import("./local/local-kernel.js")).localHost();
}

/** A Jupyter Server as a host of kernels. */
export async function serverHost(options: ServerOptions): Promise<KernelHost> {
  return await (await import("./remote/server.js")).serverHost(options);
}

/** The server of a user on a JupyterHub as a host of kernels; it is started first where it does not run. */
export async function hubHost(options: HubOptions): Promise<HubHost> {
  return await (await import("./remote/hub.js")).hubHost(options);
}

/** The address of a Jupyter Server, and its token, in an address copied from a browser or a terminal. */
export async function serverAddress(given: string): Promise<Address> {
  return (await import("./remote/address.js")).serverAddress(given);
}

/** The address of a JupyterHub, and its token, in an address copied from a browser or a terminal. */
export async function hubAddress(given: string): Promise<Address> {
  return (await import("./remote/address.js")).hubAddress(given);
}
