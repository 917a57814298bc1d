/** Which files `netcell handout` makes of which notebooks, and that none stands in the way of another. */
import { existsSync, realpathSync } from "node:fs";
import { basename, dirname, extname, join, resolve } from "node:path";
import type { Format, HandoutFile, Variant } from "../../handout";
import { CliError } from "../error";

export interface Wishes {
  readonly formats: readonly Format[];
  readonly variants: readonly Variant[];
  /** The folder of all handouts; beside their notebooks when left out. */
  readonly out: string | undefined;
  /** Whether a page is wanted that leads to all of them. */
  readonly index: boolean;
}

export interface Plan {
  readonly jobs: readonly HandoutJob[];
  readonly indexes: readonly IndexFile[];
}

export interface HandoutJob {
  readonly source: string;
  readonly files: readonly HandoutFile[];
}

export interface IndexFile {
  readonly path: string;
  readonly variant: Variant;
}

export function plan(notebooks: readonly string[], wishes: Wishes): Plan {
  const taken = new Map<string, string>();
  for (const source of notebooks) claim(taken, source, source, `${source} is named twice.`);
  const jobs = notebooks.map((source) => ({ source, files: filesOf(source, wishes) }));
  if (jobs.some(({ files }) => files.length === 0))
    throw new CliError("A notebook to hand out is for students: add --variant student.", 2);
  for (const { source, files } of jobs)
    for (const { path } of files) {
      const rival = taken.get(real(path));
      claim(
        taken,
        path,
        source,
        `${rival} and ${source} would both become ${path}. Hand them out with different --out folders.`,
      );
    }
  return { jobs, indexes: wishes.index ? indexesOf(jobs, wishes, taken) : [] };
}

function claim(taken: Map<string, string>, path: string, owner: string, clash: string): void {
  const key = real(path);
  if (taken.has(key)) throw new CliError(clash, 2);
  taken.set(key, owner);
}

function filesOf(source: string, { formats, variants, out }: Wishes): HandoutFile[] {
  const folder = out ?? dirname(source);
  const name = basename(source, extname(source));
  return variants.flatMap((variant) =>
    formats
      // Teachers have the notebook itself.
      .filter((format) => format !== "ipynb" || variant === "student")
      .map((format) => ({ path: join(folder, `${name}${ending(variant)}.${format}`), format, variant })),
  );
}

const ending = (variant: Variant) => (variant === "whole" ? "" : `.${variant}`);

/** `index.html`, as web servers want it; a course whose notebooks have an index of their own gets `course.html`. */
function indexesOf(
  jobs: readonly HandoutJob[],
  { variants, out }: Wishes,
  taken: ReadonlyMap<string, string>,
): IndexFile[] {
  const folders = new Set(jobs.map(({ source }) => out ?? dirname(source)));
  if (folders.size > 1) throw new CliError("--index needs --out: one folder with all the handouts.", 2);
  const [folder] = folders;
  return variants.map((variant) => {
    const paths = ["index", "course"].map((name) => join(folder!, `${name}${ending(variant)}.html`));
    const path = paths.find((one) => !taken.has(real(one)));
    if (path === undefined)
      throw new CliError(`${paths.join(" and ")} are handouts: there is no name left for --index.`, 2);
    return { path, variant };
  });
}

/** The file itself, whatever links lead to it. */
function real(path: string): string {
  return existsSync(path) ? realpathSync(path) : resolve(path);
}
