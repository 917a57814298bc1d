/** The files of a handout: itself, and its assets (pictures) in a folder that is named after it. */
import { readdir, rm, rmdir } from "node:fs/promises";
import { join } from "node:path";
import { replaceFile, whyUnwritable } from "../runner";
import { HandoutError } from "./handout-error";

/** A file that a handout shows. */
export interface Asset {
  readonly name: string;
  readonly content: string | Uint8Array;
}

/** The assets of one handout, collected while it is made. */
export class Assets {
  readonly #folder: string;
  readonly #files = new Map<string, Asset>();

  /** `handout`: the file name of the handout itself. */
  constructor(handout: string) {
    this.#folder = assetFolder(handout);
  }

  /** Keeps a file that a cell shows, and returns the link to it. `extension` has its dot. */
  add(cell: number, extension: string, content: string | Uint8Array): string {
    let name = `cell-${cell}${extension}`;
    for (let n = 2; this.#files.has(name); n++) name = `cell-${cell}-${n}${extension}`;
    this.#files.set(name, { name, content });
    return encodeURI(`${this.#folder}/${name}`);
  }

  files(): Asset[] {
    return [...this.#files.values()];
  }
}

/** The names that `add` gives. */
const assetName = /^cell-\d+(?:-\d+)?\.[a-z]+$/;

/** `lesson.student.md` has its files in `lesson.student_files`. */
export function assetFolder(handout: string): string {
  return `${handout.replace(/\.[^.]*$/, "")}_files`;
}

/** Writes a file whole or not at all: a reader sees the old one or the new one. */
export async function writeFile(path: string, content: string | Uint8Array): Promise<void> {
  await replaceFile(path, content).catch((cause) => {
    const { code, reason, hint } = whyUnwritable(cause, "choose another folder with --out");
    throw new HandoutError(`${path} cannot be written: ${reason}. ${hint}`, { code, hint, cause });
  });
}

/** Makes `folder` hold these files, and no other that an earlier handout left there; files of others stay. */
export async function writeAssets(folder: string, files: readonly Asset[]): Promise<void> {
  for (const { name, content } of files) await writeFile(join(folder, name), content);
  const kept = new Set(files.map(({ name }) => name));
  const left = (await readdir(folder).catch(() => [])).filter(
    (name) => assetName.test(name) && !kept.has(name),
  );
  for (const name of left) await rm(join(folder, name), { force: true });
  // Only an empty one goes.
  if (files.length === 0) await rmdir(folder).catch(() => {});
}
