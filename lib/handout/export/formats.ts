/** The formats of handouts: each is an exporter in a file of its own, and a line here, which loads it when it is asked for. */
import type { Asset } from "../handout-files";
import type { Edition } from "../variants/edition";
import type { Theme } from "./html/html-exporter";
import type { Paper } from "./pdf-exporter";

export interface Exporter {
  /** All that is to be written. The same edition gives the same bytes. */
  render(edition: Edition, place: ExportPlace): Rendered | Promise<Rendered>;
  /** Ends what was started for it, if anything. */
  close?(): Promise<void>;
}

export interface ExportPlace {
  /** The notebook's file name, without its ending. */
  readonly name: string;
  /** The rest of the file name, the same for all handouts of this kind: `.student.html`. */
  readonly suffix: string;
  /** The folder of the notebook, where its pictures are. */
  readonly folder: string;
  /** Whether its pictures may come from the disk; the notebook of a stranger could show any. */
  readonly trusted: boolean;
  /** Called for what the handout could not keep, with the cell's place in the notebook. */
  warn(cell: number, fault: string): void;
}

export interface Rendered {
  readonly content: string | Uint8Array;
  /** Files that it shows, in a folder of its own; left out where the format is one file. */
  readonly assets?: readonly Asset[];
  /** All text that can be read in it, shown or not. */
  readonly texts: readonly string[];
}

export interface FormatOptions {
  readonly theme: Theme;
  readonly paper: Paper;
}

const formats = {
  html: {
    title: "HTML",
    load: async ({ theme }: FormatOptions) => (await import("./html/html-exporter.js")).htmlExporter(theme),
  },
  md: {
    title: "Markdown",
    load: async () => (await import("./markdown/markdown-exporter.js")).markdownExporter(),
  },
  pdf: {
    title: "PDF",
    load: async ({ paper }: FormatOptions) => (await import("./pdf-exporter.js")).pdfExporter(paper),
  },
  ipynb: { title: "Notebook", load: async () => (await import("./ipynb-exporter.js")).ipynbExporter() },
};

/** The name of a format is the ending of its files. */
export type Format = keyof typeof formats;

export const formatNames = Object.keys(formats) as readonly Format[];

/** The format as the page that leads to all handouts names it. */
export function formatTitle(format: Format): string {
  return formats[format].title;
}

export async function loadExporter(format: Format, options: FormatOptions): Promise<Exporter> {
  return await formats[format].load(options);
}
