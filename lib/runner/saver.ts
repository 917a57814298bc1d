/** Saves a notebook while its next cells run: one write at a time, always of the newest state. */
import { NotebookError } from "./nbformat/error";
import type { Notebook } from "./nbformat/types";
import { writeNotebook } from "./nbformat/write";

export class Saver {
  private waiting: Notebook | undefined;
  private writing: Promise<void> | undefined;
  private error: Error | undefined;

  constructor(private readonly path: string) {}

  /** Returns at once; what could not be written is told by `saved`. */
  save(notebook: Notebook): void {
    this.waiting = notebook;
    this.writing ??= this.write();
  }

  /** Resolves when the newest state is on disk, and rejects when it is not. */
  async saved(): Promise<void> {
    await this.writing;
    if (this.error !== undefined)
      throw new NotebookError(this.path, `it cannot be written: ${this.error.message}`);
  }

  private async write(): Promise<void> {
    while (this.waiting !== undefined) {
      const notebook = this.waiting;
      this.waiting = undefined;
      this.error = await writeNotebook(this.path, notebook).then(
        () => undefined,
        (error: Error) => error,
      );
    }
    this.writing = undefined;
  }
}
