/** The files that a command will write: each belongs to one notebook. */
import { existsSync, realpathSync } from "node:fs";
import { resolve } from "node:path";
import type { CliError } from "./error";

export class TargetFiles {
  readonly #owners = new Map<string, string>();

  has(path: string): boolean {
    return this.#owners.has(realPath(path));
  }

  /** Gives the file to `owner`, or throws the error of `clash` if it belongs to another notebook. */
  claim(path: string, owner: string, clash: (rival: string) => CliError): void {
    const file = realPath(path);
    const rival = this.#owners.get(file);
    if (rival !== undefined) throw clash(rival);
    this.#owners.set(file, owner);
  }
}

/** The path of the file itself, whatever links lead to it. */
export function realPath(path: string): string {
  return existsSync(path) ? realpathSync(path) : resolve(path);
}
