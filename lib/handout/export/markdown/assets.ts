/** The files that a handout shows beside itself, in a folder that is named after it. */
import type { BesideFile } from "../exporter";

export class Beside {
  readonly #files = new Map<string, BesideFile>();

  constructor(
    /** Of the handout itself. */
    private readonly name: string,
  ) {}

  /** Keeps a file that a cell shows, and returns the link to it. `extension` has its dot. */
  add(cell: number, extension: string, content: string | Uint8Array): string {
    let name = `cell-${cell}${extension}`;
    for (let n = 2; this.#files.has(name); n++) name = `cell-${cell}-${n}${extension}`;
    this.#files.set(name, { name, content });
    return encodeURI(`${folderOf(this.name)}/${name}`);
  }

  files(): BesideFile[] {
    return [...this.#files.values()];
  }
}

/** Whether `add` gives such names. */
export function isBeside(name: string): boolean {
  return /^cell-\d+(?:-\d+)?\.[a-z]+$/.test(name);
}

/** `lesson.student.md` has its files in `lesson.student_files`. */
export function folderOf(file: string): string {
  return `${file.replace(/\.[^.]*$/, "")}_files`;
}
