/** A file replaced at once: a reader sees the old file or the new one, never a part of one. */
import { randomBytes } from "node:crypto";
import { type FileHandle, mkdir, open, realpath, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/**
 * Writes the content to `path`, and makes its folder if there is none. A link stays a link, and the file behind it keeps
 * its mode. On any failure the file is as it was, and the error is the file system's: see {@link whyUnwritable}.
 */
export async function replaceFile(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const target = await realpath(path).catch(() => path);
  const mode = (await stat(target).catch(() => undefined))?.mode;
  const draft = join(dirname(target), `.${basename(target)}.${randomBytes(4).toString("hex")}.tmp`);
  let file: FileHandle | undefined;
  try {
    file = await open(draft, "wx");
    await file.writeFile(content);
    if (mode !== undefined) await file.chmod(mode & 0o7777);
    // Some file systems report only here that they are full.
    await file.sync();
    await file.close();
    await rename(draft, target);
  } catch (error) {
    await file?.close().catch(() => {});
    await rm(draft, { force: true }).catch(() => {});
    throw error;
  }
}

/** Why a file could not be written, and what to do: the parts of a NetcellError's sentence. */
export interface Unwritable {
  /** The errno name. */
  readonly code: string;
  /** The reason without a full stop, such as "the disk is full". */
  readonly reason: string;
  /** One sentence that says what to do. */
  readonly hint: string;
}

/**
 * The reason behind a file system's refusal. `elsewhere` says how to choose another place, without a full stop: "choose
 * another folder with --out".
 */
export function whyUnwritable(error: unknown, elsewhere: string): Unwritable {
  const { code = "EIO", message = String(error) } = error as NodeJS.ErrnoException;
  const { reason = message.replace(/\.$/, ""), remedy } = refusals[code] ?? {};
  const hint = remedy === undefined ? elsewhere : `${remedy}, or ${elsewhere}`;
  return { code, reason, hint: `${hint[0]!.toUpperCase()}${hint.slice(1)}.` };
}

const notAllowed = { reason: "you have no permission to write there" };
const fileInTheWay = { reason: "a file stands where its folder should be" };

const refusals: Readonly<Record<string, { readonly reason: string; readonly remedy?: string }>> = {
  EACCES: notAllowed,
  EPERM: notAllowed,
  EROFS: { reason: "the file system is read-only" },
  EEXIST: fileInTheWay,
  ENOTDIR: fileInTheWay,
  EISDIR: { reason: "a folder has that name", remedy: "remove it" },
  ENOSPC: { reason: "the disk is full", remedy: "make room" },
  EDQUOT: { reason: "your share of the disk is used up", remedy: "make room" },
};
