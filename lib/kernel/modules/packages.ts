/** Packages, found as Node.js finds them for an `import`: with the conditions `node` and `import`. */
import { readFileSync, realpathSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, extname, join } from "node:path";
import { exports as exportsOf, imports as importsOf } from "resolve.exports";

interface Manifest {
  readonly name?: string;
  readonly main?: string;
  readonly type?: string;
  readonly exports?: unknown;
  readonly imports?: unknown;
}

/** Conditions beside `node`, `import` and `default`: netcell has a face for kernels that loads only what a cell uses. */
const conditions = ["netcell-kernel"];

/** The file that an import of a package means, seen from a folder. Throws, as Node.js does, if there is none. */
export function resolveImport(specifier: string, folder: string): string {
  if (specifier.startsWith("#")) {
    const own = manifestAbove(folder);
    const [target] = (own && importsOf(own.manifest, specifier, { conditions })) ?? [];
    if (own && target?.startsWith("./")) return join(own.folder, target);
    return target === undefined ? requireFrom(folder).resolve(specifier) : resolveImport(target, own!.folder);
  }
  const found = packageOf(specifier, folder);
  if (found?.manifest.exports !== undefined) {
    const { manifest, name } = found;
    const part = `.${specifier.slice(name.length)}`;
    const [target] = exportsOf({ ...manifest, name }, part, { conditions }) ?? [];
    if (target !== undefined) return realpathSync(join(found.folder, target));
  }
  // Without `exports` both kinds of import mean the same, and Node.js knows the endings that may be left out.
  return requireFrom(folder).resolve(specifier);
}

/** `require` as it is in a file of the folder. */
export function requireFrom(folder: string): NodeJS.Require {
  return createRequire(join(folder, "module.js"));
}

/** How the text of a file is to be read, by Node's rules. */
export type Format = "typescript" | "commonjs" | "esm" | "json" | "native";

export function formatOf(path: string): Format {
  const ending = extname(path);
  if (/^\.[cm]?tsx?$/.test(ending)) return "typescript";
  if (ending === ".mjs") return "esm";
  if (ending === ".json") return "json";
  if (ending === ".node" || ending === ".wasm") return "native";
  if (ending === ".cjs") return "commonjs";
  return manifestAbove(dirname(path))?.manifest.type === "module" ? "esm" : "commonjs";
}

interface Found {
  readonly folder: string;
  readonly manifest: Manifest;
}

function packageOf(specifier: string, from: string): (Found & { readonly name: string }) | undefined {
  const [name] = /^(@[^/]+\/)?[^/]+/.exec(specifier) ?? [];
  if (name === undefined) return undefined;
  // A package may import itself by its name.
  const own = manifestAbove(from);
  if (own?.manifest.name === name && own.manifest.exports !== undefined) return { ...own, name };
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, "node_modules", name);
    if (statSync(candidate, { throwIfNoEntry: false })?.isDirectory())
      return { folder: candidate, manifest: manifestIn(candidate) ?? {}, name };
    if (dirname(folder) === folder) return undefined;
  }
}

function manifestAbove(from: string): Found | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const manifest = manifestIn(folder);
    if (manifest) return { folder, manifest };
    if (dirname(folder) === folder || folder.endsWith("node_modules")) return undefined;
  }
}

function manifestIn(folder: string): Manifest | undefined {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    return typeof manifest === "object" && manifest !== null ? manifest : undefined;
  } catch {
    return undefined;
  }
}
