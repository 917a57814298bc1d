/** What a start-up snapshot keeps of the compiler: libraries and types that are parsed and bound already. */
import ts from "typescript";
import { CellCompiler } from "./compiler";

export interface WarmCompiler {
  readonly registry: ts.DocumentRegistry;
  /** The declarations of {@link undeclaredGlobals}. */
  readonly globals: string;
}

/** The compiler of the snapshot that this process was started from, if it was. */
export function warmCompiler(): WarmCompiler | undefined {
  return (globalThis as { [snapshot]?: WarmCompiler })[snapshot];
}

/** Where a process that was started from a snapshot finds what the snapshot keeps. */
export const snapshot = Symbol.for("netcell.snapshot");

/** Compiles what nearly every notebook needs, once. */
export function warmUp(folder: string): WarmCompiler {
  const registry = ts.createDocumentRegistry(true, folder);
  const compiler = new CellCompiler({ folder, warm: { registry } });
  for (const cell of [
    "1",
    'import { tcp } from "netcell";\nawait tcp.listen();',
    'import fs from "node:fs";',
  ])
    compiler.convert("", cell);
  compiler.complete("", "con", 3);
  // It is not closed: the registry would forget the files that nobody uses.
  return { registry, globals: compiler.globals };
}
