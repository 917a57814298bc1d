/** Writes a notebook as Jupyter writes it, and never half of it. */
import { randomBytes } from "node:crypto";
import { type FileHandle, mkdir, open, realpath, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { formatNotebook } from "./format";
import type { Notebook } from "./notebook";

/** Replaces the file at once by the complete notebook; until then, and on any failure, it stays as it is. */
export async function writeNotebook(path: string, notebook: Notebook): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const target = await realpath(path).catch(() => path);
  const mode = (await stat(target).catch(() => undefined))?.mode;
  const draft = join(dirname(target), `.${basename(target)}.${randomBytes(4).toString("hex")}.tmp`);
  let file: FileHandle | undefined;
  try {
    file = await open(draft, "wx");
    await file.writeFile(formatNotebook(notebook));
    if (mode !== undefined) await file.chmod(mode & 0o7777);
    await file.sync();
    await file.close();
    await rename(draft, target);
  } catch (error) {
    await file?.close().catch(() => {});
    await rm(draft, { force: true });
    throw error;
  }
}
