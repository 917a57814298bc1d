/** Stack traces of cells: lines of the cells, the names of cells, no frames of the kernel, no paths of the machine. */
import { dirname, isAbsolute, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { isKnownScript, type Spot, sourceTitled, spotAt } from "../source/sources";

/** Makes every later `error.stack` name lines of the cells. */
export function useSourceLinesInStacks(tslabFolder: string): void {
  machinery.add(tslabFolder + sep);
  Error.prepareStackTrace = (error, frames) => [heading(error), ...frameLines(frames)].join("\n    at ");
}

/** The innermost place in a cell, or in a file compiled for it, that a stack names. */
export function innermostSpot(stack: string): Spot | undefined {
  for (const [, title, line, column] of stack.matchAll(/^ {4}at (?:.* \()?(.+?):(\d+):(\d+)\)?$/gm)) {
    const source = sourceTitled(title!.replace(/^async /, ""));
    if (source) return { source, line: Number(line), column: Number(column) };
  }
  return undefined;
}

/** The folders whose frames are left out: those of tslab, and netcell's own `dist`. */
const machinery = new Set([dirname(dirname(__dirname)) + sep]);

function heading(error: Error): string {
  try {
    // Node's own errors carry their code in the heading; V8's default formatting does not know it.
    if (isNodeError(error)) return `${error.name} [${error.code}]: ${error.message}`;
    return Error.prototype.toString.call(error);
  } catch {
    return "Error";
  }
}

function isNodeError(error: Error): error is Error & { code: string } {
  return nodeErrorMark !== undefined && nodeErrorMark in error;
}

const nodeErrorMark = markOfNodeErrors();

function markOfNodeErrors(): symbol | undefined {
  try {
    Buffer.alloc("" as unknown as number);
    return undefined;
  } catch (error) {
    for (let owner: unknown = error; owner; owner = Object.getPrototypeOf(owner)) {
      const mark = Object.getOwnPropertySymbols(owner).find(
        (symbol) => symbol.description === "kIsNodeError",
      );
      if (mark) return mark;
    }
    return undefined;
  }
}

function frameLines(frames: readonly NodeJS.CallSite[]): string[] {
  const kept = frames.filter((frame, at) => {
    const file = fileOf(frame);
    // A built-in (`new Promise`, `Array.map`) belongs to its caller: the next frame.
    const owner = file ?? fileOf(frames[at + 1]);
    return owner === undefined ? file === undefined && at + 1 < frames.length : !isMachinery(owner);
  });
  return kept.map(frameLine).filter((line) => line !== undefined);
}

function fileOf(frame: NodeJS.CallSite | undefined): string | undefined {
  const file = frame?.getFileName() ?? undefined;
  return file?.startsWith("file:") ? fileURLToPath(file) : file;
}

function isMachinery(file: string): boolean {
  if (file.startsWith("node:") || /[\\/]netcell[\\/]dist[\\/]/.test(file)) return true;
  return [...machinery].some((folder) => file.startsWith(folder));
}

/** The line of a frame; `undefined` if the frame lies in the code that the kernel wraps around the cell. */
function frameLine(frame: NodeJS.CallSite): string | undefined {
  // A function that is called through tslab's table of variables looks like a method of that table.
  const text = String(frame).replace(/^(async )?Proxy\./, "$1");
  const script = frame.getFileName();
  if (!script) return text;
  if (!isKnownScript(script)) return text.replace(script, readablePath(fileOf(frame)!));
  const line = frame.getLineNumber() ?? 0;
  const column = frame.getColumnNumber() ?? 0;
  const spot = spotAt(script, { line, column });
  return (
    spot && text.replace(`${script}:${line}:${column}`, `${spot.source.title}:${spot.line}:${spot.column}`)
  );
}

/** The path of a file from the notebook's folder, or from the package it belongs to. */
function readablePath(file: string): string {
  if (!isAbsolute(file)) return file;
  const inPackage = file.lastIndexOf(`${sep}node_modules${sep}`);
  const fromHere = relative(process.cwd(), file);
  const path = inPackage >= 0 ? file.slice(inPackage + 1) : fromHere;
  return path.startsWith("..") || isAbsolute(path)
    ? `…${sep}${file.split(sep).at(-1)}`
    : path.split(sep).join("/");
}
