/** What an import means: a module of Node.js, a file of the notebook, or a package. */
import { builtinModules } from "node:module";
import { dirname, isAbsolute, join, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import type { Files } from "./files";
import { type Format, formatOf, requireFrom, resolveImport } from "./packages";

export type Resolved =
  | { readonly kind: "builtin"; readonly name: string }
  /** A file that the kernel compiles, and compiles again when it has changed. */
  | { readonly kind: "file"; readonly path: string; readonly format: Format }
  /** A file of a package, which Node.js loads. */
  | { readonly kind: "package"; readonly path: string; readonly format: Format };

/** Is it written as `import`, or as `require`? A package may offer different files. */
export type ImportKind = "import" | "require";

/** Where imports are resolved. */
export interface Place {
  /** The notebook's folder. */
  readonly folder: string;
  readonly options: () => ts.CompilerOptions;
  /** Files of packages that the kernel brings, by name: they win over those of the notebook's folder. */
  readonly packages?: { readonly [name: string]: string } | undefined;
}

export class Resolver {
  readonly files: Files;
  readonly #place: Place;

  constructor(files: Files, place: Place) {
    this.files = files;
    this.#place = place;
  }

  /** Throws an error with the code `MODULE_NOT_FOUND` if there is no such module. */
  resolve(specifier: string, folder: string, kind: ImportKind): Resolved {
    if (isBuiltin(specifier)) return { kind: "builtin", name: specifier };
    const brought = this.#place.packages?.[specifier];
    if (brought !== undefined) return { kind: "package", path: brought, format: "commonjs" };
    const path = pathOf(specifier, folder);
    if (path !== undefined) {
      const found = this.files.find(path);
      if (found === undefined)
        throw this.#notFound(specifier, folder, `There is no such file in ${this.#named(dirname(path))}.`);
      return { kind: "file", path: found, format: formatOf(found) };
    }
    const mapped = this.#mapped(specifier, folder);
    if (mapped !== undefined) return { kind: "file", path: mapped, format: formatOf(mapped) };
    try {
      const found =
        kind === "import" ? resolveImport(specifier, folder) : requireFrom(folder).resolve(specifier);
      const format = formatOf(found);
      return { kind: format === "typescript" ? "file" : "package", path: found, format };
    } catch (error) {
      const own = ownPackages[specifier]?.();
      if (own !== undefined) return { kind: "package", path: own, format: "commonjs" };
      throw this.#notFound(specifier, folder, this.#why(error, specifier));
    }
  }

  /** The file that a relative import means, if there is one. */
  findFile(specifier: string, folder: string): string | undefined {
    const path = pathOf(specifier, folder);
    return path === undefined ? undefined : this.files.find(path);
  }

  /** The file that the `paths` of the notebook's tsconfig.json give a name to. */
  #mapped(specifier: string, folder: string): string | undefined {
    const options = this.#place.options();
    if (!options.paths && options.baseUrl === undefined) return undefined;
    const from = join(folder, "module.ts");
    const { resolvedModule } = ts.resolveModuleName(specifier, from, options, ts.sys);
    if (!resolvedModule || resolvedModule.isExternalLibraryImport) return undefined;
    const { resolvedFileName } = resolvedModule;
    const script = /^(.*)\.d(\.[cm]?)ts$/.exec(resolvedFileName);
    return this.files.find(script ? `${script[1]}${script[2]}js` : resolvedFileName);
  }

  #why(error: unknown, specifier: string): string {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== "MODULE_NOT_FOUND") return `${message}`.split("\n", 1)[0]!;
    const [name = specifier] = /^(@[^/]+\/)?[^/]+/.exec(specifier) ?? [];
    return `Install it in the notebook's folder: npm install ${name}`;
  }

  #notFound(specifier: string, folder: string, why: string): Error {
    const from = folder === this.#place.folder ? "" : ` from ${this.#named(folder)}`;
    const error = new Error(`Cannot find module '${specifier}'${from}. ${why}`);
    return Object.assign(error, { code: "MODULE_NOT_FOUND" });
  }

  /** The name of a folder as it is seen from the notebook. */
  #named(folder: string): string {
    const name = titleOf(folder, this.#place.folder);
    return name === "" ? "the notebook's folder" : name;
  }
}

/** The path of a file from the notebook's folder, with slashes. */
export function titleOf(path: string, folder: string): string {
  const from = folder.split(sep);
  const to = path.split(sep);
  let shared = 0;
  while (shared < Math.min(from.length, to.length) && from[shared] === to[shared]) shared++;
  return [...from.slice(shared).map(() => ".."), ...to.slice(shared)].join("/");
}

const builtins = new Set(builtinModules);

export function isBuiltin(specifier: string): boolean {
  return specifier.startsWith("node:") || builtins.has(specifier);
}

/** The path that an import names; `undefined` for the name of a package. */
function pathOf(specifier: string, folder: string): string | undefined {
  if (specifier.startsWith("file:")) return fileURLToPath(specifier);
  if (isAbsolute(specifier)) return specifier;
  return /^\.\.?(?:[\\/]|$)/.test(specifier) ? resolve(folder, specifier) : undefined;
}

/** Packages that cells may import wherever the notebook lies. */
const ownPackages: { readonly [name: string]: (() => string) | undefined } = {
  netcell: () => resolve(__dirname, "../../../dist/main.js"),
};
