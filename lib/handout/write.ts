/** Writes a file whole or not at all: whoever reads it sees the old one or the new one. */
import { randomBytes } from "node:crypto";
import { type FileHandle, mkdir, open, readdir, rename, rm, rmdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { BesideFile } from "./export/exporter";
import { isBeside } from "./export/markdown/assets";
import { HandoutError } from "./handout-error";

export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const draft = join(dirname(path), `.${basename(path)}.${randomBytes(4).toString("hex")}.tmp`);
  let file: FileHandle | undefined;
  try {
    await mkdir(dirname(path), { recursive: true });
    file = await open(draft, "wx");
    await file.writeFile(content);
    // Some file systems tell only now that they are full.
    await file.sync();
    await file.close();
    await rename(draft, path);
  } catch (error) {
    await file?.close().catch(() => {});
    await rm(draft, { force: true }).catch(() => {});
    const reason = reasons[(error as NodeJS.ErrnoException).code ?? ""] ?? String(error);
    throw new HandoutError(`${path} cannot be written: ${reason}`);
  }
}

/** Makes `folder` hold these files, and no other that an earlier handout left there; what is not ours stays. */
export async function writeBeside(folder: string, files: readonly BesideFile[]): Promise<void> {
  for (const { name, content } of files) await writeWhole(join(folder, name), content);
  const wanted = new Set(files.map(({ name }) => name));
  const left = (await readdir(folder).catch(() => [])).filter((name) => isBeside(name) && !wanted.has(name));
  for (const name of left) await rm(join(folder, name), { force: true });
  // Only an empty one goes.
  if (files.length === 0) await rmdir(folder).catch(() => {});
}

const reasons: { readonly [code: string]: string } = {
  EACCES: "no permission. Choose another folder with --out.",
  EPERM: "no permission. Choose another folder with --out.",
  EROFS: "the file system is read-only. Choose another folder with --out.",
  EEXIST: "a file stands where its folder should be. Choose another folder with --out.",
  ENOTDIR: "a file stands where its folder should be. Choose another folder with --out.",
  EISDIR: "a folder has that name. Remove it, or choose another folder with --out.",
  ENOSPC: "the disk is full. Make room, or choose another folder with --out.",
  EDQUOT: "your share of the disk is used up. Make room, or choose another folder with --out.",
};
