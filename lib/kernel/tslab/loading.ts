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
    const stock = () => load.call(this, request, parent, isMain);
    const from = parent?.filename;
    if (!from || !isTslabFile(from)) return stock();
    const tslab = tslabAt(dirname(from));
    return tslab ? tslab.required(basename(from, ".js"), request, stock) : stock();
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
  readonly #replacements = new Map<string, () => object>();
  readonly #substitutes = new Map<string, Array<(real: object) => object>>();
  readonly #made = new Map<string, unknown>();

  constructor(
    readonly version: string,
    readonly folder: string,
  ) {}

  whenLoaded: TslabUnderRepair["whenLoaded"] = (name, mend) => {
    this.#mends.set(name, [...(this.#mends.get(name) ?? []), mend as (exports: never) => void]);
  };

  replace: TslabUnderRepair["replace"] = (dependency, make) => {
    this.#replacements.set(dependency, make);
  };

  substitute: TslabUnderRepair["substitute"] = (name, dependency, replace) => {
    const key = `${name} requires ${dependency}`;
    this.#substitutes.set(key, [...(this.#substitutes.get(key) ?? []), replace]);
  };

  /** The exports that the tslab module `name` gets when it requires `request`; `load` loads what stock tslab gets. */
  required(name: string, request: string, load: () => unknown): unknown {
    const replacement = this.#replacements.get(request);
    const loaded = replacement ? this.#once(request, replacement) : load();
    const ownModule = /^\.\/(\w+)$/.exec(request)?.[1];
    if (ownModule) this.#mend(ownModule, loaded);
    const key = `${name} requires ${request}`;
    const substitutes = this.#substitutes.get(key);
    if (!substitutes) return loaded;
    return this.#once(key, () => substitutes.reduce((real, replace) => replace(real), loaded as object));
  }

  #once(key: string, make: () => object): unknown {
    if (!this.#made.has(key)) this.#made.set(key, make());
    return this.#made.get(key);
  }

  #mend(name: string, exports: unknown): void {
    const mends = this.#mends.get(name) ?? [];
    this.#mends.delete(name);
    for (const mend of mends) mend(exports as never);
  }
}
