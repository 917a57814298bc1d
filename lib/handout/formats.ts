/** The formats of handouts, each loaded only when it is asked for. */
import type { Exporter } from "./exporter";
import type { Theme } from "./html";
import type { Paper } from "./pdf";

export interface FormatOptions {
  readonly theme: Theme;
  readonly paper: Paper;
}

export const loadExporter = {
  html: async ({ theme }: FormatOptions): Promise<Exporter> =>
    (await import("./html.js")).htmlExporter(theme),
  md: async (): Promise<Exporter> => (await import("./github.js")).githubExporter(),
  pdf: async ({ paper }: FormatOptions): Promise<Exporter> => (await import("./pdf.js")).pdfExporter(paper),
  ipynb: async (): Promise<Exporter> => (await import("./ipynb.js")).ipynbExporter(),
};

export type Format = keyof typeof loadExporter;

/** The formats as the page that leads to all handouts names them. */
export const formatTitles: { readonly [format in Format]: string } = {
  html: "HTML",
  md: "Markdown",
  pdf: "PDF",
  ipynb: "Notebook",
};
