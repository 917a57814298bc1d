/** Results of earlier runs, each a notebook in the cache folder of the project. */
import { existsSync } from "node:fs";
import { readdir, rm, stat, utimes } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { replaceFile } from "../../kernel";
import type { CellSettings } from "../cell-tags";
import { formatNotebook } from "../nbformat/format";
import type { CodeCell, Notebook } from "../nbformat/notebook";
import { readNotebook } from "../nbformat/read";
import { withParents } from "./key";

/** Of more results than this, the least recently used go. */
const maxEntries = 200;

/** The result of an earlier run with this key; undefined when there is none, or none that can be read. */
export async function cachedResult(key: string, path: string): Promise<Notebook | undefined> {
  const file = join(cacheFolder(path), `${key}.ipynb`);
  try {
    const notebook = await readNotebook(file);
    const now = new Date();
    await utimes(file, now, now);
    return notebook;
  } catch {
    return undefined;
  }
}

/** Keeps a result. A cache that cannot be written is not a failure: the next run only takes as long as this one. */
export async function keepResult(key: string, path: string, notebook: Notebook): Promise<void> {
  const folder = cacheFolder(path);
  try {
    await replaceFile(join(folder, `${key}.ipynb`), formatNotebook(notebook));
    await prune(folder);
  } catch {
    // The next run takes longer, and that is all.
  }
}

/** `notebook`, whose prose may be newer, with the outputs of `stored`, whose code cells are the same. */
export function withOutputsOf(
  stored: Notebook,
  notebook: Notebook,
  settings: ReadonlyMap<string, CellSettings>,
): Notebook {
  const results = stored.cells.filter((cell): cell is CodeCell => cell.cell_type === "code").values();
  const { kernelspec, language_info } = stored.metadata;
  return {
    ...notebook,
    metadata: {
      ...notebook.metadata,
      ...(kernelspec && { kernelspec }),
      ...(language_info && { language_info }),
    },
    cells: notebook.cells.map((cell) => {
      if (cell.cell_type !== "code") return cell;
      const { execution_count, outputs } = results.next().value!;
      return settings.get(cell.id)!.skip ? cell : { ...cell, execution_count, outputs };
    }),
  };
}

/** Beside the packages that the notebook uses, as other tools do it; where there are none, in the user's own cache. */
function cacheFolder(path: string): string {
  const packages = withParents(dirname(resolve(path)))
    .map((folder) => join(folder, "node_modules"))
    .find((folder) => existsSync(folder));
  const place =
    packages === undefined
      ? (process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"))
      : join(packages, ".cache");
  return join(place, "netcell", "runs");
}

async function prune(folder: string): Promise<void> {
  const files = (await readdir(folder)).filter((name) => name.endsWith(".ipynb"));
  if (files.length <= maxEntries) return;
  const ages = await Promise.all(
    files.map(async (name) => ({ file: join(folder, name), used: (await stat(join(folder, name))).mtimeMs })),
  );
  ages.sort((one, other) => other.used - one.used);
  await Promise.all(ages.slice(maxEntries).map(({ file }) => rm(file, { force: true })));
}
