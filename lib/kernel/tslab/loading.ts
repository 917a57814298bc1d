/**
 * Meets tslab while it is being loaded. A kernel started as one tslab may hand over to another one that lies nearer
 * to the notebook (`findLocalStartKernel`), so every tslab that is loaded is repaired, if its version is known.
 *
 * `Module._load` is wrapped because a repair must see who requires what; the documented `module.registerHooks` knows
 * neither and is missing in Node 20.
 */
import { readFileSync } from "node:fs";
import Module from "node:module";
import { basename, dirname, join } from "node:path";
import type { Repair, TslabUnderRepair } from "../repair";

const knownVersion = "1.0.22";

type Load = (request: string, parent: NodeModule | undefined, isMain: boolean) => unknown;

/** Applies the repairs to each tslab that this process loads from now on. */
export function repairEveryTslab(repairs: readonly Repair[]): void {
  const folders = new Map<string, RepairedTslab | undefined>();
  const tslabAt = (folder: string) => {
    if (!folders.has(folder)) folders.set(folder, recognise(folder, repairs));
    return folders.get(folder);
  };
  const loader = Module as unknown as { _load: Load };
  const load = loader._load;
  loader._load = function (this: unknown, request, parent, isMain) {
    const loaded = load.call(this, request, parent, isMain);
    const from = parent?.filename;
    if (!from || !isTslabFile(from)) return loaded;
    const tslab = tslabAt(dirname(from));
    return tslab ? tslab.hand(basename(from, ".js"), request, loaded) : loaded;
  };
}

function isTslabFile(file: string): boolean {
  return /[\\/]tslab[\\/]dist[\\/]\w+\.js$/.test(file);
}

function recognise(folder: string, repairs: readonly Repair[]): RepairedTslab | undefined {
  const version = versionOf(folder);
  if (version !== knownVersion) {
    warn(`knows tslab ${knownVersion}, not ${version}: this kernel runs unrepaired`);
    return undefined;
  }
  const tslab = new RepairedTslab(version, folder);
  for (const repair of repairs) repair.mend(tslab);
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

class RepairedTslab implements TslabUnderRepair {
  private readonly menders = new Map<string, Array<(exports: never) => void>>();
  private readonly substitutes = new Map<string, Array<(real: object) => object>>();
  private readonly handed = new Map<string, unknown>();

  constructor(
    readonly version: string,
    readonly folder: string,
  ) {}

  whenLoaded: TslabUnderRepair["whenLoaded"] = (name, mend) => {
    this.menders.set(name, [...(this.menders.get(name) ?? []), mend as (exports: never) => void]);
  };

  substitute: TslabUnderRepair["substitute"] = (name, dependency, replace) => {
    const key = `${name} requires ${dependency}`;
    this.substitutes.set(key, [...(this.substitutes.get(key) ?? []), replace]);
  };

  /** What the tslab module `name` gets when it requires `request`, which loaded as `loaded`. */
  hand(name: string, request: string, loaded: unknown): unknown {
    const ownModule = /^\.\/(\w+)$/.exec(request)?.[1];
    if (ownModule) this.mend(ownModule, loaded);
    const key = `${name} requires ${request}`;
    const replacements = this.substitutes.get(key);
    if (!replacements) return loaded;
    if (!this.handed.has(key)) {
      this.handed.set(
        key,
        replacements.reduce((real, replace) => replace(real), loaded as object),
      );
    }
    return this.handed.get(key);
  }

  private mend(name: string, exports: unknown): void {
    const menders = this.menders.get(name) ?? [];
    this.menders.delete(name);
    for (const mend of menders) mend(exports as never);
  }
}
