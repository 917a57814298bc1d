/** The local files that a notebook's cells import, and those that these import: they are part of the notebook. */
import { readFileSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";

/** Too many rather than too few: also what only looks like an import, in a comment say. */
const specifier =
  /(?:\bfrom|\bimport|\brequire|\bimport\s*\(|\brequire\s*\()\s*(["'`])(\.{1,2}\/[^"'`\n]+)\1/g;

/** Their paths, each once, in the order of the alphabet. */
export function localImports(source: string, folder: string): string[] {
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

/** Whichever of them is meant: TypeScript takes `./half.js` for `half.ts`, where there is one. */
function filesFor(path: string): string[] {
  const typed = path.replace(/\.([cm]?)js$/, ".$1ts");
  const candidates = new Set([typed, ...endings.map((ending) => path + ending)]);
  return [...candidates].filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile());
}
