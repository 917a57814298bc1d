/**
 * Every tslab that this process loads, mended while it loads. A kernel started as one tslab may start another one that lies
 * nearer to the notebook (`findLocalStartKernel`), so each is mended, if its version is known.
 *
 * `Module._load` is wrapped because a repair must see which module requires which; the documented `module.registerHooks`
 * shows neither and is missing in Node 20.
 */
import { readFileSync } from "node:fs";
import Module from "node:module";
import { basename, dirname, join } from "node:path";
import type { Mend, TslabUnderRepair } from "../repair";

const knownVersion = "1.0.22";

type Load = (request: string, parent: NodeModule | undefined, isMain: boolean) => unknown;

/** Applies the mends, in this order, to each tslab that this process loads from now on. */
export function mendEveryTslab(mends: readonly Mend[]): void {
  const folders = new Map<string, MendedTslab | undefined>();
  const tslabAt = (folder: string) => {
    if (!folders.has(folder)) folders.set(folder, recognise(folder, mends));
    return folders.get(folder);
  };
  const loader = Module as unknown as { _load: Load };
  const load = loader._load;
  loader._load = function (this: unknown, request, parent, isMain) {
    const loaded = load.call(this, request, parent, isMain);
    const from = parent?.filename;
    if (!from || !isTslabFile(from)) return loaded;
    const tslab = tslabAt(dirname(from));
    return tslab ? tslab.required(basename(from, ".js"), request, loaded) : loaded;
  };
}

function isTslabFile(file: string): boolean {
  return /[\\/]tslab[\\/]dist[\\/]\w+\.js$/.test(file);
}

function recognise(folder: string, mends: readonly Mend[]): MendedTslab | undefined {
  const version = versionOf(folder);
  if (version !== knownVersion) {
    warn(`knows tslab ${knownVersion}, not ${version}: this kernel runs unrepaired`);
    return undefined;
  }
  const tslab = new MendedTslab(version, folder);
  for (const mend of mends) mend(tslab);
  return tslab;
}

function versionOf(folder: string): string {
  try {
    const manifest = JSON.parse(readFileSync(join(folder, "..", "package.json"), "utf8"));
    return `${manifest.version}`;
  } catch {
    return "(unknown version)";
  }
}

function warn(message: string): void {
  process.stderr.write(`netcell's kernel plugin ${message}.\n`);
}

class MendedTslab implements TslabUnderRepair {
  readonly #mends = new Map<string, Array<(exports: never) => void>>();
  readonly #replacements = new Map<string, Array<(real: object) => object>>();
  readonly #replaced = new Map<string, unknown>();

  constructor(
    readonly version: string,
    readonly folder: string,
  ) {}

  whenLoaded: TslabUnderRepair["whenLoaded"] = (name, mend) => {
    this.#mends.set(name, [...(this.#mends.get(name) ?? []), mend as (exports: never) => void]);
  };

  substitute: TslabUnderRepair["substitute"] = (name, dependency, replace) => {
    const key = `${name} requires ${dependency}`;
    this.#replacements.set(key, [...(this.#replacements.get(key) ?? []), replace]);
  };

  /** The exports that the tslab module `name` gets when it requires `request`, which loaded as `loaded`. */
  required(name: string, request: string, loaded: unknown): unknown {
    const ownModule = /^\.\/(\w+)$/.exec(request)?.[1];
    if (ownModule) this.#mend(ownModule, loaded);
    const key = `${name} requires ${request}`;
    const replacements = this.#replacements.get(key);
    if (!replacements) return loaded;
    if (!this.#replaced.has(key)) {
      this.#replaced.set(
        key,
        replacements.reduce((real, replace) => replace(real), loaded as object),
      );
    }
    return this.#replaced.get(key);
  }

  #mend(name: string, exports: unknown): void {
    const mends = this.#mends.get(name) ?? [];
    this.#mends.delete(name);
    for (const mend of mends) mend(exports as never);
  }
}
