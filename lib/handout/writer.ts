/** Writes the handouts of one command: an exporter for each format, and the page that leads to all of them. */
import { basename, extname } from "node:path";
import { type Format, type FormatOptions, formatTitles, loadExporter } from "./export/formats";
import { handOut, remarks } from "./handout";
import type { Source } from "./sources";
import type { Variant } from "./variants/edition";
import { writeWhole } from "./write";

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
    await Promise.all(formats.map(async (format) => [format, await loadExporter[format](options)] as const)),
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
      for (const edition of await handOut(notebook, path, targets, { trusted, warn })) {
        const own = files.filter(({ variant }) => variant === edition.variant);
        index?.add(
          edition,
          basename(path, extname(path)),
          own.map((file) => ({ name: formatTitles[file.format], file: basename(file.path) })),
        );
      }
      return [...warnings];
    },
    writeIndex: (path, variant) => writeWhole(path, index!.render(variant)),
    async close() {
      for (const exporter of exporters.values()) await exporter.close?.();
    },
  };
}
