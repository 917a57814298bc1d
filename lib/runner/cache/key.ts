/** What the outputs of a notebook depend on, as far as netcell can know it: the same key, the same outputs. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { netcell } from "../cell-tags";
import type { Notebook } from "../nbformat/notebook";
import { above } from "./above";
import { localImports } from "./imports";

/** `notebook` with its parameters, as it will run; `host` is where. */
export function cacheKey(notebook: Notebook, path: string, host: string): string {
  const folder = dirname(resolve(path));
  const cells = notebook.cells.flatMap(({ cell_type, source, metadata }) =>
    cell_type === "code" ? [[source, metadata.tags ?? [], netcell(metadata)]] : [],
  );
  const { kernelspec, ...metadata } = notebook.metadata;
  const imports = localImports(notebook.cells.map(({ source }) => source).join("\n"), folder);
  return hashOf(
    JSON.stringify({
      cells,
      // A notebook that names no kernel is given this one's name when it has run.
      notebook: [kernelspec?.name ?? "tslab", netcell(metadata)],
      host,
      node: [process.version, process.platform, process.arch],
      tslab: (require("tslab/package.json") as { version: string }).version,
      netcell: ownFingerprint(),
      lock: hashOfFile(lockFile(folder)),
      imports: imports.map((file) => [file, hashOfFile(file)]),
      // What netcell itself reads of the environment, like the permission to listen in public.
      environment: Object.entries(process.env)
        .filter(([name]) => name.startsWith("NETCELL_") && name !== "NETCELL_KERNEL")
        .sort(),
    }),
  );
}

let known: string | undefined;

/** Of netcell's own files: a version number says nothing while netcell itself is being worked on. */
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

/** The nearest one: what packages cells import. */
function lockFile(folder: string): string | undefined {
  return above(folder)
    .flatMap((place) => lockFiles.map((name) => join(place, name)))
    .find((file) => existsSync(file));
}

function hashOfFile(file: string | undefined): string | undefined {
  return file && hashOf(readFileSync(file));
}

function hashOf(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}
