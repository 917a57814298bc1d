/** The formats of handouts, each loaded only when it is asked for. */
import type { Exporter } from "./exporter";
import type { Theme } from "./html/html-exporter";
import type { Paper } from "./pdf-exporter";

export interface FormatOptions {
  readonly theme: Theme;
  readonly paper: Paper;
}

export const loadExporter = {
  html: async ({ theme }: FormatOptions): Promise<Exporter> =>
    (await import("./html/html-exporter.js")).htmlExporter(theme),
  md: async (): Promise<Exporter> => (await import("./markdown/markdown-exporter.js")).githubExporter(),
  pdf: async ({ paper }: FormatOptions): Promise<Exporter> =>
    (await import("./pdf-exporter.js")).pdfExporter(paper),
  ipynb: async (): Promise<Exporter> => (await import("./ipynb-exporter.js")).ipynbExporter(),
};

export type Format = keyof typeof loadExporter;

/** The formats as the page that leads to all handouts names them. */
export const formatTitles: { readonly [format in Format]: string } = {
  html: "HTML",
  md: "Markdown",
  pdf: "PDF",
  ipynb: "Notebook",
};
