/** Saves a notebook while its next cells run: one write at a time, always of the newest state. */
import { stat } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { Notebook } from "./nbformat/notebook";
import { NotebookError } from "./nbformat/notebook-error";
import { writeNotebook } from "./nbformat/write";
import { unwritable } from "./unwritable";

/** A large notebook is written at most a fifth of the time. */
const pauseFactor = 4;

export class Saver {
  private waiting: Notebook | undefined;
  private writing: Promise<void> | undefined;
  private error: Error | undefined;
  private readonly hurry = new AbortController();

  private constructor(
    private readonly path: string,
    /** The state of the file as we know it. */
    private stamp: string | undefined,
  ) {}

  /** To be made before the notebook is read: what others write to the file from now on is not overwritten. */
  static async for(path: string): Promise<Saver> {
    return new Saver(path, await stampOf(path));
  }

  /** Returns at once; what could not be written is told by `saved`. */
  save(notebook: Notebook): void {
    this.waiting = notebook;
    this.writing ??= this.writeAll();
  }

  /** Resolves when the newest state is on disk, and rejects when it is not. No more can be saved after it. */
  async saved(): Promise<void> {
    this.hurry.abort();
    await this.writing;
    if (this.error !== undefined) throw this.error;
  }

  private async writeAll(): Promise<void> {
    const { signal } = this.hurry;
    while (this.waiting !== undefined) {
      const notebook = this.waiting;
      this.waiting = undefined;
      const start = performance.now();
      this.error = await this.write(notebook).then(
        () => undefined,
        (error: Error) => error,
      );
      const pause = (performance.now() - start) * pauseFactor;
      await sleep(pause, undefined, { signal, ref: false }).catch(() => {});
    }
    this.writing = undefined;
  }

  private async write(notebook: Notebook): Promise<void> {
    const stamp = await stampOf(this.path);
    if (stamp !== undefined && stamp !== this.stamp)
      throw new NotebookError(
        this.path,
        "another program has changed it while it ran, so the outputs of this run are not saved. Close it elsewhere, and run it again.",
      );
    await writeNotebook(this.path, notebook).catch((error) => {
      throw unwritable(this.path, error);
    });
    this.stamp = await stampOf(this.path);
  }
}

/** Changes with the file; undefined where there is none. */
async function stampOf(path: string): Promise<string | undefined> {
  const found = await stat(path, { bigint: true }).catch(() => undefined);
  return found && `${found.ino} ${found.size} ${found.mtimeNs}`;
}
