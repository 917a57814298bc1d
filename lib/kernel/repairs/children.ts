/**
 * The output of child processes with an inherited stdout or stderr (`stdio: "inherit"`, `fork`).
 *
 * Such a child gets a pipe, whose text is printed by the cell that started it. A child that is waited for
 * synchronously cannot be listened to: it writes to a file, which is printed when the child has ended.
 */
import { AsyncResource } from "node:async_hooks";
import childProcess, { type ChildProcess, type StdioOptions } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readSync, rmSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import type { Repair } from "../repair";

export const children: Repair = {
  name: "children",
  fault:
    "What a child process prints to an inherited stdout or stderr goes to the terminal in which Jupyter was started, never to the notebook.",

  mend(tslab) {
    tslab.whenLoaded("jupyter", () => {
      const prototype = childProcess.ChildProcess.prototype as unknown as Spawner;
      const { spawn } = prototype;
      prototype.spawn = function (options) {
        const { stdio, inherited } = redirected(options.stdio, () => "pipe");
        if (inherited.length === 0) return spawn.call(this, options);
        const result = spawn.call(this, { ...options, stdio });
        for (const { at, stream } of inherited) listen(this, at, stream);
        return result;
      };

      const functions = childProcess as unknown as { [name: string]: SyncFunction };
      for (const name of ["spawnSync", "execFileSync", "execSync"])
        functions[name] = printing(functions[name]!);
      syncBuiltinESMExports();
    });
  },
};

/** The part of a child process that Node calls for each child that is not waited for, whichever function started it. */
interface Spawner extends Omit<ChildProcess, "stdout" | "stderr" | "stdio"> {
  stdout: Readable | null;
  stderr: Readable | null;
  /** Missing if no file descriptors were left for it. */
  stdio?: Array<unknown>;
  spawn(this: Spawner, options: { readonly stdio?: StdioOptions | undefined }): unknown;
}

type SyncFunction = (...args: unknown[]) => unknown;
type StreamName = "stdout" | "stderr";

/** A place in a child's stdio (1, 2, …) that is one of our own streams. */
interface Inherited {
  readonly at: number;
  readonly stream: StreamName;
}

/** The stdio with something else in each place that inherits. */
function redirected(stdio: StdioOptions | undefined, instead: (at: number) => "pipe" | number) {
  const inherited: Inherited[] = [];
  if (stdio !== "inherit" && !Array.isArray(stdio)) return { stdio, inherited };
  const places = stdio === "inherit" ? [0, 1, 2] : stdio;
  const changed = places.map((place, at) => {
    const stream = streamOf(place, at);
    if (at === 0 || !stream) return place;
    inherited.push({ at, stream });
    return instead(at);
  });
  return { stdio: changed as StdioOptions, inherited };
}

function streamOf(place: unknown, at: number): StreamName | undefined {
  const number = place === "inherit" ? at : place;
  if (number === 1 || number === process.stdout) return "stdout";
  if (number === 2 || number === process.stderr) return "stderr";
  return undefined;
}

/** Prints the child's output, and hides the pipe: to its parent the child has inherited the stream. */
function listen(child: Spawner, at: number, stream: StreamName): void {
  if (!child.stdio) return;
  const pipe = child.stdio[at] as Readable | null;
  pipe?.on(
    "data",
    AsyncResource.bind((chunk: Uint8Array) => process[stream].write(chunk)),
  );
  child.stdio[at] = null;
  if (at === 1) child.stdout = null;
  if (at === 2) child.stderr = null;
}

/** The function, changed to print what its child has written to inherited streams. */
function printing(stock: SyncFunction): SyncFunction {
  return function (this: unknown, ...args) {
    const at = args.map(isOptions).lastIndexOf(true);
    const options = args[at] as { readonly stdio?: StdioOptions } | undefined;
    if (redirected(options?.stdio, () => "pipe").inherited.length === 0) return stock.apply(this, args);
    const folder = mkdtempSync(join(tmpdir(), "netcell-"));
    const files: number[] = [];
    const open = (place: number) => {
      const file = openSync(join(folder, `${place}`), "w+");
      files.push(file);
      return file;
    };
    const { stdio, inherited } = redirected(options?.stdio, open);
    try {
      const changed = args.map((argument, index) => (index === at ? { ...options, stdio } : argument));
      return stock.apply(this, changed);
    } finally {
      inherited.forEach(({ stream }, index) => {
        print(files[index]!, stream);
        closeSync(files[index]!);
      });
      rmSync(folder, { recursive: true, force: true });
    }
  };
}

function isOptions(argument: unknown): boolean {
  return typeof argument === "object" && argument !== null && !Array.isArray(argument);
}

function print(file: number, stream: StreamName): void {
  for (let position = 0; ; ) {
    const chunk = Buffer.allocUnsafe(65_536);
    const length = readSync(file, chunk, 0, chunk.length, position);
    if (length === 0) return;
    process[stream].write(chunk.subarray(0, length));
    position += length;
  }
}
