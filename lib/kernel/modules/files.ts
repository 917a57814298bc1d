/** The files of a notebook that an import can mean: on the disk, and modules that cells define in memory. */
import { readFileSync, realpathSync, statSync } from "node:fs";
import { join } from "node:path";

/** The endings that an import may leave out, in the order of their precedence. */
const endings = [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs", ".json", ".node"];

/** TypeScript imports `./x.ts` under the name that it will have once it is compiled: `./x.js`. */
const typedEndings: { readonly [ending: string]: readonly string[] | undefined } = {
  ".js": [".ts", ".tsx"],
  ".jsx": [".tsx"],
  ".mjs": [".mts"],
  ".cjs": [".cts"],
};

/** Files, of which some exist only in memory. */
export class Files {
  readonly #memory = new Map<string, string>();

  /** Puts a file into memory: it hides one on the disk. */
  add(path: string, text: string): void {
    this.#memory.set(path, text);
  }

  inMemory(path: string): string | undefined {
    return this.#memory.get(path);
  }

  has(path: string): boolean {
    return this.#memory.has(path) || (statSync(path, { throwIfNoEntry: false })?.isFile() ?? false);
  }

  read(path: string): string {
    return this.#memory.get(path) ?? readFileSync(path, "utf8");
  }

  /** Differs after each change of the file; `undefined` if there is no such file. */
  version(path: string): string | undefined {
    const text = this.#memory.get(path);
    if (text !== undefined) return `memory ${text}`;
    const stat = statSync(path, { throwIfNoEntry: false });
    return stat?.isFile() ? `${stat.mtimeMs} ${stat.size} ${stat.ino}` : undefined;
  }

  /** The file that a path in an import means: the path itself, with an ending, or the index of a folder. */
  find(path: string): string | undefined {
    const found = this.#findFile(path) ?? this.#findInFolder(path);
    return found === undefined || this.#memory.has(found) ? found : realpathSync(found);
  }

  #findFile(path: string): string | undefined {
    if (this.has(path)) return path;
    const [, stem = path, ending = ""] = /^(.*)(\.[cm]?jsx?)$/.exec(path) ?? [];
    const typed = (typedEndings[ending] ?? []).map((each) => stem + each);
    return [...typed, ...endings.map((each) => path + each)].find((each) => this.has(each));
  }

  #findInFolder(folder: string): string | undefined {
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return undefined;
    const main = this.#mainOf(folder);
    return (main === undefined ? undefined : this.#findFile(main)) ?? this.#findFile(join(folder, "index"));
  }

  #mainOf(folder: string): string | undefined {
    try {
      const { main } = JSON.parse(this.read(join(folder, "package.json"))) as { readonly main?: unknown };
      return typeof main === "string" ? join(folder, main) : undefined;
    } catch {
      return undefined;
    }
  }
}
