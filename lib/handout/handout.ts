/** From a notebook to its handouts: the editions that are wanted, in each format, checked and written whole. */
import { basename, dirname, extname, join, resolve } from "node:path";
import type { Notebook } from "../runner";
import { codeCells, hasRun } from "./code-cells";
import type { Exporter, Rendered } from "./export/exporter";
import { folderOf } from "./export/markdown/assets";
import { HandoutError } from "./handout-error";
import { type Edition, teacherEdition, type Variant } from "./variants/edition";
import { isWithheld, type Lesson, readLesson } from "./variants/lesson";
import { type Secrets, secretsOf } from "./variants/secrets";
import { studentEdition } from "./variants/student";
import { writeBeside, writeWhole } from "./write";

/** A file to be made. */
export interface Target {
  readonly path: string;
  readonly variant: Variant;
  readonly exporter: Exporter;
}

export interface HandoutOptions {
  /** Whether the notebook may show pictures that lie beside it. */
  readonly trusted: boolean;
  /** Told what the handouts could not keep, and what a teacher would want to know before handing them out. */
  warn(cell: number, fault: string): void;
}

/** Writes all or none: only when the last one is made and checked. Returns the editions that were made. */
export async function handOut(
  notebook: Notebook,
  source: string,
  targets: readonly Target[],
  { trusted, warn }: HandoutOptions,
): Promise<Edition[]> {
  const lesson = readLesson(notebook, source);
  const secrets = secretsOf(lesson);
  const editions = editionsOf(lesson, secrets, targets, warn);
  const name = basename(source, extname(source));
  const made: { readonly path: string; readonly rendered: Rendered }[] = [];
  for (const { path, variant, exporter } of targets) {
    const suffix = basename(path).slice(name.length);
    const place = { name, suffix, folder: dirname(resolve(source)), trusted, warn };
    const rendered = await exporter.render(editions.get(variant)!, place);
    if (variant === "student") refuseLeak(path, rendered, secrets);
    made.push({ path, rendered });
  }
  for (const { path, rendered } of made) {
    if (rendered.beside) await writeBeside(join(dirname(path), folderOf(basename(path))), rendered.beside);
    await writeWhole(path, rendered.content);
  }
  return [...editions.values()];
}

/** What a teacher may not have seen in a notebook that was executed elsewhere. */
export function remarks(notebook: Notebook, warn: HandoutOptions["warn"]): void {
  const cells = codeCells(notebook);
  const someRan = cells.some(({ cell }) => hasRun(cell));
  for (const { cell, place } of cells) {
    const tags = cell.metadata.tags ?? [];
    const error = cell.outputs.find((output) => output.output_type === "error");
    if (error && !tags.includes("raises-exception"))
      warn(place, `it ended in ${error.ename}. Tag it raises-exception if that is the lesson`);
    if (someRan && !hasRun(cell) && !tags.includes("skip-execution"))
      warn(place, "it has not been run, other cells have");
  }
}

function editionsOf(
  lesson: Lesson,
  secrets: Secrets,
  targets: readonly Target[],
  warn: HandoutOptions["warn"],
): Map<Variant, Edition> {
  const wanted = new Set(targets.map(({ variant }) => variant));
  const shown = lesson.cells.find(isWithheld);
  if (wanted.has("whole") && shown)
    warn(shown.place, "the handout shows its solution. With --variant student there is one without");
  return new Map(
    [...wanted].map((variant) => [
      variant,
      variant === "student" ? studentEdition(lesson, secrets, warn) : teacherEdition(lesson, variant),
    ]),
  );
}

/** The last thing before a students' file is written. */
function refuseLeak(path: string, { texts }: Rendered, secrets: Secrets): void {
  const found = secrets.findIn(texts);
  if (found)
    throw new HandoutError(
      `${path} would show students a line of the ${found.kind} in cell ${found.place}, so nothing was written: ${found.line}\n` +
        "Does it stand in the metadata, an attachment or the title? Take it away there, or give it to the students in a cell.",
    );
}
