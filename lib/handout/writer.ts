/** Writes the handouts of notebooks: the editions that are wanted, in each format, checked before anything is written. */
import { basename, dirname, extname, join, resolve } from "node:path";
import type { Notebook } from "../runner";
import {
  type Exporter,
  type Format,
  type FormatOptions,
  formatTitle,
  loadExporter,
  type Rendered,
} from "./export/formats";
import { HandoutError } from "./handout-error";
import { assetFolder, writeAssets, writeFile } from "./handout-files";
import { codeCells, hasRun, type Source } from "./sources";
import { type Edition, teacherEdition, type Variant } from "./variants/edition";
import { isWithheld, type Lesson, readLesson } from "./variants/lesson";
import { type Secrets, secretsOf } from "./variants/secrets";
import { studentEdition } from "./variants/student";

export interface HandoutWriter {
  /** Writes the handouts of one notebook, and returns remarks for the teacher. */
  write(
    path: string,
    source: Extract<Source, { kind: "ready" }>,
    files: readonly HandoutFile[],
  ): Promise<string[]>;
  /** Writes the page that leads to the handouts of a variant. */
  writeIndex(path: string, variant: Variant): Promise<void>;
  close(): Promise<void>;
}

/** A handout to be written. */
export interface HandoutFile {
  readonly path: string;
  readonly format: Format;
  readonly variant: Variant;
}

export interface WriterOptions extends FormatOptions {
  readonly formats: readonly Format[];
  /** Whether the notebooks may show pictures that lie beside them. */
  readonly trusted: boolean;
  /** Whether there will be a page that leads to all handouts. */
  readonly index: boolean;
}

export async function handoutWriter({
  formats,
  trusted,
  index: withIndex,
  ...options
}: WriterOptions): Promise<HandoutWriter> {
  const exporters = new Map(
    await Promise.all(formats.map(async (format) => [format, await loadExporter(format, options)] as const)),
  );
  const index = withIndex
    ? await (await import("./export/html/course-page.js")).coursePage(options.theme)
    : undefined;
  return {
    async write(path, { notebook, executed }, files) {
      const warnings = new Set<string>();
      const warn = (cell: number, fault: string) => warnings.add(`warning ${path}, cell ${cell}: ${fault}.`);
      if (!executed) remarks(notebook, warn);
      const targets = files.map((file) => ({ ...file, exporter: exporters.get(file.format)! }));
      for (const edition of await writeHandouts(notebook, path, targets, { trusted, warn })) {
        const own = files.filter(({ variant }) => variant === edition.variant);
        index?.add(
          edition,
          basename(path, extname(path)),
          own.map((file) => ({ name: formatTitle(file.format), file: basename(file.path) })),
        );
      }
      return [...warnings];
    },
    writeIndex: (path, variant) => writeFile(path, index!.render(variant)),
    async close() {
      for (const exporter of exporters.values()) await exporter.close?.();
    },
  };
}

/** A file to be made. */
interface Target {
  readonly path: string;
  readonly variant: Variant;
  readonly exporter: Exporter;
}

interface HandoutOptions {
  /** Whether the notebook may show pictures that lie beside it. */
  readonly trusted: boolean;
  /** Called with losses of the handouts, and with remarks for the teacher before they are handed out. */
  warn(cell: number, fault: string): void;
}

/** Writes all or none: only when the last one is made and checked. Returns the editions that were made. */
async function writeHandouts(
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
    if (rendered.assets) await writeAssets(join(dirname(path), assetFolder(basename(path))), rendered.assets);
    await writeFile(path, rendered.content);
  }
  return [...editions.values()];
}

/** Remarks on a notebook that was executed elsewhere. */
function remarks(notebook: Notebook, warn: HandoutOptions["warn"]): void {
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
      `${path} would show students a line of the ${found.kind} in cell ${found.place}, so nothing was written: ${found.line}`,
      { code: "ELEAK", hint: howToHide, notes: [howToHide] },
    );
}

const howToHide =
  "Does it stand in the metadata, an attachment or the title? Take it away there, or give it to the students in a cell.";
