/** Why a file cannot be written, for the person who can do something about it. */
import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { NotebookError } from "./nbformat/notebook-error";

/** Throws when it is clear before a run that its outputs could not be saved at `path`. */
export async function checkWritable(path: string): Promise<void> {
  let folder = dirname(resolve(path));
  for (;;) {
    try {
      return await access(folder, constants.W_OK);
    } catch (error) {
      // A folder that is not there yet is made, if the one above allows it.
      const missing = (error as NodeJS.ErrnoException).code === "ENOENT" && dirname(folder) !== folder;
      if (!missing) throw unwritable(path, error as NodeJS.ErrnoException);
      folder = dirname(folder);
    }
  }
}

export function unwritable(path: string, error: NodeJS.ErrnoException): NotebookError {
  return new NotebookError(path, `it cannot be written: ${reason(error)}`);
}

function reason({ code, message }: NodeJS.ErrnoException): string {
  switch (code) {
    case "ENOSPC":
    case "EDQUOT":
      return `the disk is full (${code}). The file is as it was; make room, and run again.`;
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return `its folder is not yours to write to (${code}). Write somewhere else with --out.`;
    case "ENOTDIR":
    case "EEXIST":
      return `there is a file where its folder should be (${code}).`;
    default:
      return message;
  }
}
