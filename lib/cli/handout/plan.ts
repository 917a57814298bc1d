/** The files that `netcell handout` makes of each notebook, no two of them the same. */
import { basename, dirname, extname, join } from "node:path";
import type { Format, HandoutFile, Variant } from "../../handout";
import { misuse } from "../error";
import { TargetFiles } from "../target-files";

export interface Wishes {
  readonly formats: readonly Format[];
  readonly variants: readonly Variant[];
  /** The folder of all handouts (default: that of each notebook). */
  readonly out: string | undefined;
  /** Make a page that leads to all of them? */
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

interface IndexFile {
  readonly path: string;
  readonly variant: Variant;
}

export function plan(notebooks: readonly string[], wishes: Wishes): Plan {
  const targets = new TargetFiles();
  for (const source of notebooks)
    targets.claim(source, source, () => misuse(`${source} is named twice`, "Name it once."));
  const jobs = notebooks.map((source) => ({ source, files: filesOf(source, wishes) }));
  if (jobs.some(({ files }) => files.length === 0))
    throw misuse("A notebook to hand out is for students", "Add --variant student.");
  for (const { source, files } of jobs)
    for (const { path } of files)
      targets.claim(path, source, (rival) =>
        misuse(
          `${rival} and ${source} would both become ${path}`,
          "Hand them out with different --out folders.",
        ),
      );
  return { jobs, indexes: wishes.index ? indexesOf(jobs, wishes, targets) : [] };
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
  targets: TargetFiles,
): IndexFile[] {
  const folders = new Set(jobs.map(({ source }) => out ?? dirname(source)));
  if (folders.size > 1) throw misuse("--index needs --out", "Name one folder for all the handouts.");
  const [folder] = folders;
  return variants.map((variant) => {
    const paths = ["index", "course"].map((name) => join(folder!, `${name}${ending(variant)}.html`));
    const path = paths.find((one) => !targets.has(one));
    if (path === undefined)
      throw misuse(
        `${paths.join(" and ")} are handouts: there is no name left for --index`,
        "Leave out --index, or rename a notebook.",
      );
    return { path, variant };
  });
}
