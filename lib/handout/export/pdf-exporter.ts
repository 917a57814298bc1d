/** A document on paper: the page as HTML, printed by an installed browser. */
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import type { Browser, LaunchOptions } from "playwright-core";
import { HandoutError } from "../handout-error";
import type { Exporter } from "./formats";
import { htmlExporter } from "./html/html-exporter";

export type Paper = "a4" | "letter";

/** One browser prints all, and is started for the first. */
export async function pdfExporter(paper: Paper): Promise<Exporter> {
  const html = await htmlExporter("light");
  let browser: Promise<Browser> | undefined;
  return {
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

/** An installed browser of Chrome's family: the one that CHROME_PATH names, or one that is found. */
async function launchBrowser(): Promise<Browser> {
  const { chromium } = await import("playwright-core");
  const named = process.env.CHROME_PATH;
  const failures: string[] = [];
  for (const candidate of named ? [{ executablePath: named }] : candidates()) {
    try {
      return await chromium.launch(candidate);
    } catch (error) {
      failures.push(failure(candidate, error as Error));
    }
  }
  const hint = "Install one, or name its program in CHROME_PATH.";
  if (named)
    throw new HandoutError(`PDF needs a browser, and CHROME_PATH names none that starts: ${failures[0]}`, {
      code: "ENOENT",
      hint,
    });
  throw new HandoutError(`PDF needs Chrome, Chromium or Edge, and none starts here. ${hint}`, {
    code: "ENOENT",
    hint,
    notes: failures.map((line) => `  ${line}`),
  });
}

/** Programs on PATH first, where Linux has them; then the places where Chrome and Edge install themselves. */
function candidates(): LaunchOptions[] {
  const programs = [
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "microsoft-edge",
  ];
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const onPath = programs.flatMap((name) => folders.map((folder) => join(folder, name))).filter(isProgram);
  return [
    ...onPath.slice(0, 3).map((executablePath) => ({ executablePath })),
    ...["chrome", "msedge", "chromium"].map((channel) => ({ channel })),
  ];
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The first line of playwright's message, which goes on with advice about itself. */
function failure({ executablePath, channel }: LaunchOptions, error: Error): string {
  return `${executablePath ?? channel}: ${error.message.split("\n")[0]}`;
}
