/** Saves a notebook while its next cells run: one write at a time, always of the newest state. */
import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { replaceFile, whyUnwritable } from "../kernel";
import { formatNotebook } from "./nbformat/format";
import type { Notebook } from "./nbformat/notebook";
import { NotebookError } from "./nbformat/notebook-error";

/** A large notebook is written at most a fifth of the time. */
const pauseFactor = 4;

export class Saver {
  readonly #path: string;
  /** The state of the file as we know it. */
  #stamp: string | undefined;
  #waiting: Notebook | undefined;
  #writing: Promise<void> | undefined;
  #error: Error | undefined;
  readonly #hurry = new AbortController();

  private constructor(path: string, stamp: string | undefined) {
    this.#path = path;
    this.#stamp = stamp;
  }

  /** To be made before the notebook is read: what others write to the file from now on is not overwritten. */
  static async for(path: string): Promise<Saver> {
    return new Saver(path, await stampOf(path));
  }

  /** Returns at once; `saved` reports what could not be written. */
  save(notebook: Notebook): void {
    this.#waiting = notebook;
    this.#writing ??= this.#writeAll();
  }

  /** Resolves when the newest state is on disk, and rejects when it is not. No more can be saved after it. */
  async saved(): Promise<void> {
    this.#hurry.abort();
    await this.#writing;
    if (this.#error !== undefined) throw this.#error;
  }

  async #writeAll(): Promise<void> {
    const { signal } = this.#hurry;
    while (this.#waiting !== undefined) {
      const notebook = this.#waiting;
      this.#waiting = undefined;
      const start = performance.now();
      this.#error = await this.#write(notebook).then(
        () => undefined,
        (error: Error) => error,
      );
      const pause = (performance.now() - start) * pauseFactor;
      await sleep(pause, undefined, { signal, ref: false }).catch(() => {});
    }
    this.#writing = undefined;
  }

  async #write(notebook: Notebook): Promise<void> {
    const stamp = await stampOf(this.#path);
    if (stamp !== undefined && stamp !== this.#stamp)
      throw new NotebookError(
        this.#path,
        "another program has changed it while it ran, so the outputs of this run are not saved.",
        { code: "EBUSY", hint: "Close it elsewhere, and run it again." },
      );
    await replaceFile(this.#path, formatNotebook(notebook)).catch((error) => {
      throw unwritable(this.#path, error);
    });
    this.#stamp = await stampOf(this.#path);
  }
}

/** Changes with the file; undefined where there is none. */
async function stampOf(path: string): Promise<string | undefined> {
  const found = await stat(path, { bigint: true }).catch(() => undefined);
  return found && `${found.ino} ${found.size} ${found.mtimeNs}`;
}

/** Throws when it is clear before a run that its outputs could not be saved at `path`. */
export async function checkWritable(path: string): Promise<void> {
  let folder = dirname(resolve(path));
  for (;;) {
    try {
      return await access(folder, constants.W_OK);
    } catch (error) {
      // A folder that is not there yet is made, if the one above allows it.
      const missing = (error as NodeJS.ErrnoException).code === "ENOENT" && dirname(folder) !== folder;
      if (!missing) throw unwritable(path, error);
      folder = dirname(folder);
    }
  }
}

function unwritable(path: string, cause: unknown): NotebookError {
  const { code, reason, hint } = whyUnwritable(cause, "write somewhere else with --out");
  return new NotebookError(path, `it cannot be written: ${reason} (${code}).`, { code, hint, cause });
}
