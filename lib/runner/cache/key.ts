/** The key of a notebook in the cache: a hash of all that its outputs depend on, as far as netcell can know it. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { netcellMetadata } from "../cell-tags";
import type { Notebook } from "../nbformat/notebook";

/** `notebook` is as it will run, with its parameters; `host` is the name of the kernels' host. */
export function cacheKey(notebook: Notebook, path: string, host: string): string {
  const folder = dirname(resolve(path));
  const cells = notebook.cells.flatMap(({ cell_type, source, metadata }) =>
    cell_type === "code" ? [[source, metadata.tags ?? [], netcellMetadata(metadata)]] : [],
  );
  const { kernelspec, ...metadata } = notebook.metadata;
  const imports = localImports(notebook.cells.map(({ source }) => source).join("\n"), folder);
  return hashOf(
    JSON.stringify({
      cells,
      // A notebook that names no kernel is given this one's name when it has run.
      notebook: [kernelspec?.name ?? "tslab", netcellMetadata(metadata)],
      host,
      node: [process.version, process.platform, process.arch],
      tslab: (require("tslab/package.json") as { version: string }).version,
      netcell: ownFingerprint(),
      lock: hashOfFile(lockFile(folder)),
      imports: imports.map((file) => [file, hashOfFile(file)]),
      // The variables that netcell itself reads, such as the permission to listen in public.
      environment: Object.entries(process.env)
        .filter(([name]) => name.startsWith("NETCELL_") && name !== "NETCELL_KERNEL")
        .sort(),
    }),
  );
}

let known: string | undefined;

/** A hash of netcell's own files: a version number says nothing while netcell itself is being worked on. */
function ownFingerprint(): string {
  known ??= fingerprint(join(__dirname, "../.."));
  return known;
}

function fingerprint(folder: string): string {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(?:js|ts)$/.test(file))
    .sort();
  const hash = createHash("sha256");
  for (const file of files) hash.update(file).update(readFileSync(join(folder, file)));
  return hash.digest("hex");
}

const lockFiles = ["package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock"];

/** The nearest one: it fixes the packages that cells import. */
function lockFile(folder: string): string | undefined {
  return withParents(folder)
    .flatMap((place) => lockFiles.map((name) => join(place, name)))
    .find((file) => existsSync(file));
}

function hashOfFile(file: string | undefined): string | undefined {
  return file && hashOf(readFileSync(file));
}

function hashOf(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}

/** A folder, and all those that it lies in, the nearest first. */
export function withParents(folder: string): string[] {
  const path = resolve(folder);
  const parent = dirname(path);
  return parent === path ? [path] : [path, ...withParents(parent)];
}

/** Too many rather than too few: text that only looks like an import, such as in a comment, is found too. */
const specifier =
  /(?:\bfrom|\bimport|\brequire|\bimport\s*\(|\brequire\s*\()\s*(["'`])(\.{1,2}\/[^"'`\n]+)\1/g;

/** The paths of the local files that cells import, and that these import: each once, in alphabetical order. */
function localImports(source: string, folder: string): string[] {
  const found = new Set<string>();
  collect(source, folder, found);
  return [...found].sort();
}

function collect(source: string, folder: string, found: Set<string>): void {
  for (const [, , path] of source.matchAll(specifier))
    for (const file of filesFor(resolve(folder, path!))) {
      if (found.has(file)) continue;
      found.add(file);
      if (!file.endsWith(".json")) collect(readFileSync(file, "utf8"), dirname(file), found);
    }
}

const endings = ["", ".ts", ".tsx", ".js", ".cjs", ".mjs", ".json", ".d.ts", "/index.ts", "/index.js"];

/** Every file that may be meant: TypeScript takes `./half.js` for `half.ts`, where there is one. */
function filesFor(path: string): string[] {
  const typed = path.replace(/\.([cm]?)js$/, ".$1ts");
  const candidates = new Set([typed, ...endings.map((ending) => path + ending)]);
  return [...candidates].filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile());
}
