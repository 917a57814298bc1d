/** The paths of Unix-domain sockets: possible ones, private ones, and their removal when this process ends. */
import { lstatSync, mkdirSync, mkdtempSync, rmSync, unlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { inspect } from "node:util";
import { NetcellError } from "../../errors";

/** Bytes of a path at most: `sun_path` in the system's headers, without the zero that ends it. */
export const pathLimit = process.platform === "linux" ? 107 : 103;

/** The beginning of the names of private directories; the number of the process that made one follows. */
export const privatePrefix = "netcell-";

/** A path for a server of this process. */
export interface OwnPath {
  readonly path: string;
  /** Chosen by us, in a directory of its own, and not by the cell. */
  readonly isPrivate: boolean;
}

/** The absolute path, if a socket can have it. */
export function checkedPath(path: string): string {
  if (typeof path !== "string" || path === "" || path.includes("\0"))
    throw new NetcellError(`${inspect(path)} is not a path`, {
      code: "EINVAL",
      hint: 'Give a string, such as "/tmp/chat.sock".',
    });
  const absolute = resolve(path);
  const size = Buffer.byteLength(absolute);
  // Node would cut it without a word, and listen somewhere else.
  if (size <= pathLimit) return absolute;
  throw new NetcellError(`${absolute} has ${size} bytes`, {
    code: "ENAMETOOLONG",
    hint: `The address of a Unix-domain socket holds ${pathLimit} bytes: choose a path nearer to the root, or leave it out.`,
  });
}

/** The path that a cell asks for. */
export function requestedPath(path: string): OwnPath {
  return keep({ path, isPrivate: false });
}

/** A new path that only this user can reach, for a socket of this name. */
export function privatePath(name: string): OwnPath {
  const directory = mkdtempSync(join(tmpdir(), `${privatePrefix}${process.pid}-`));
  const file = `${name.replace(/[^\w.-]+/g, "_").slice(0, 16)}.sock`;
  const own = keep({ path: join(directory, file), isPrivate: true });
  if (Buffer.byteLength(own.path) <= pathLimit) return own;
  releasePath(own);
  throw new NetcellError(`the folder for temporary files, ${tmpdir()}, has too long a name`, {
    code: "ENAMETOOLONG",
    hint: `The address of a Unix-domain socket holds ${pathLimit} bytes: set TMPDIR to another folder, or give a path.`,
  });
}

/** The private path of a server that was replaced, once more; `undefined` if another program took it. */
export function reopenedPrivatePath({ path }: OwnPath): OwnPath | undefined {
  try {
    mkdirSync(dirname(path), { mode: 0o700 });
    return keep({ path, isPrivate: true });
  } catch {
    return undefined;
  }
}

/** The server of this path is closed; its socket went with it. */
export function releasePath(own: OwnPath): void {
  kept.delete(own);
  if (own.isPrivate) rmSync(dirname(own.path), { recursive: true, force: true });
}

/** Calls `bind`, which makes a socket before it returns, so that only this user can connect to it: mode 0600. */
export function ownerOnly<T>(bind: () => T): T {
  // From the first moment on: to change the mode afterwards would be too late for the first clients.
  const before = process.umask(0o177);
  try {
    return bind();
  } finally {
    process.umask(before);
  }
}

const kept = new Set<OwnPath>();
let isWatching = false;

function keep(own: OwnPath): OwnPath {
  if (!isWatching) process.once("exit", removeKept);
  isWatching = true;
  kept.add(own);
  return own;
}

/** A process that ends closes its sockets, but leaves their paths. */
function removeKept(): void {
  for (const own of kept) {
    if (own.isPrivate) releasePath(own);
    else if (lstatSync(own.path, { throwIfNoEntry: false })?.isSocket()) unlinkSync(own.path);
  }
}
