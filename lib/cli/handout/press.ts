/** What prints the handouts of one command: an exporter for each format, and the page that leads to all of them. */
import { basename, extname } from "node:path";
import type { Format, FormatOptions } from "../../handout/formats";
import type { Source } from "../../handout/sources";
import type { Variant } from "../../handout/variants/edition";
import type { PlannedFile } from "./plan";

export interface Press {
  /** Writes the files, and returns remarks for the teacher. */
  print(
    path: string,
    source: Extract<Source, { kind: "ready" }>,
    files: readonly PlannedFile[],
  ): Promise<string[]>;
  writeIndex(path: string, variant: Variant): Promise<void>;
  close(): Promise<void>;
}

export async function setUp(
  formats: readonly Format[],
  options: FormatOptions,
  trusted: boolean,
  withIndex: boolean,
): Promise<Press> {
  const [{ handOut, remarks }, { loadExporter }, { writeWhole }] = await Promise.all([
    import("../../handout/handout.js"),
    import("../../handout/formats.js"),
    import("../../handout/write.js"),
  ]);
  const exporters = new Map(
    await Promise.all(formats.map(async (format) => [format, await loadExporter[format](options)] as const)),
  );
  const index = withIndex
    ? await (await import("../../handout/course-page.js")).coursePage(options.theme)
    : undefined;
  return {
    async print(path, { notebook, executed }, files) {
      const warnings = new Set<string>();
      const warn = (cell: number, fault: string) => warnings.add(`warning ${path}, cell ${cell}: ${fault}.`);
      if (!executed) remarks(notebook, warn);
      const targets = files.map((file) => ({ ...file, exporter: exporters.get(file.format)! }));
      for (const edition of await handOut(notebook, path, targets, { trusted, warn })) {
        const own = files.filter(({ variant }) => variant === edition.variant);
        index?.add(
          edition,
          basename(path, extname(path)),
          own.map((file) => ({ name: names[file.format], file: basename(file.path) })),
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

const names: { readonly [format in Format]: string } = {
  html: "HTML",
  md: "Markdown",
  pdf: "PDF",
  ipynb: "Notebook",
};
