/** Writes a file whole or not at all: whoever reads it sees the old one or the new one. */
import { randomBytes } from "node:crypto";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

export async function writeWhole(path: string, text: string): Promise<void> {
  const draft = join(dirname(path), `.${basename(path)}.${randomBytes(4).toString("hex")}.tmp`);
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(draft, text, { flag: "wx" });
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => {});
    throw new HandoutError(path, reasons[(error as NodeJS.ErrnoException).code ?? ""] ?? String(error));
  }
}

/** A handout that cannot be written, and why. */
export class HandoutError extends Error {
  override readonly name = "HandoutError";
  constructor(path: string, reason: string) {
    super(`${path} cannot be written: ${reason}`);
  }
}

const reasons: { readonly [code: string]: string } = {
  EACCES: "no permission. Choose another folder with --out.",
  EROFS: "the file system is read-only. Choose another folder with --out.",
  EEXIST: "a file stands where its folder should be. Choose another folder with --out.",
  ENOTDIR: "a file stands where its folder should be. Choose another folder with --out.",
  EISDIR: "a folder has that name. Remove it, or choose another folder with --out.",
  ENOSPC: "the disk is full.",
};
