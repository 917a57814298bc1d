/** A document on paper: the page as HTML, printed by an installed browser. */
import type { Browser } from "playwright-core";
import { launchBrowser } from "../browser";
import type { Exporter } from "./exporter";
import { htmlExporter } from "./html/html-exporter";

export type Paper = "a4" | "letter";

/** One browser prints all, and is started for the first. */
export async function pdfExporter(paper: Paper): Promise<Exporter> {
  const html = await htmlExporter("light");
  let browser: Promise<Browser> | undefined;
  return {
    extension: ".pdf",
    async render(edition, place) {
      browser ??= launchBrowser();
      const { content, texts } = html.render(edition, place);
      return { content: withoutDates(await printed(await browser, String(content), paper)), texts };
    },
    async close() {
      await (await browser?.catch(() => undefined))?.close();
    },
  };
}

async function printed(browser: Browser, markup: string, paper: Paper): Promise<Buffer> {
  // Nothing of the page runs or loads anything; here it could not, either.
  const context = await browser.newContext({ javaScriptEnabled: false, offline: true });
  try {
    const page = await context.newPage();
    await page.setContent(markup, { timeout: 0 });
    return await page.pdf({ format: paper, tagged: true, outline: true });
  } finally {
    await context.close();
  }
}

/** Blanks out when it was printed, so that the same notebook gives the same bytes; no place in the file moves. */
function withoutDates(pdf: Buffer): Buffer {
  const text = pdf.toString("latin1");
  return Buffer.from(
    text.replace(/\/(?:CreationDate|ModDate) \(D:[^)]*\)/g, (entry) => " ".repeat(entry.length)),
    "latin1",
  );
}
