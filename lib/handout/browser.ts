/** An installed browser of Chrome's family, for printing: the one that CHROME_PATH names, or one that is found. */
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import type { Browser, LaunchOptions } from "playwright-core";
import { HandoutError } from "./handout-error";

export async function launchBrowser(): Promise<Browser> {
  const { chromium } = await import("playwright-core");
  const named = process.env.CHROME_PATH;
  const failures: string[] = [];
  for (const candidate of named ? [{ executablePath: named }] : candidates()) {
    try {
      return await chromium.launch(candidate);
    } catch (error) {
      failures.push(told(candidate, error as Error));
    }
  }
  throw new HandoutError(
    named
      ? `PDF needs a browser, and CHROME_PATH names none that starts: ${failures[0]}`
      : `PDF needs Chrome, Chromium or Edge, and none starts here. Install one, or name its program in CHROME_PATH.${failures.map((failure) => `\n  ${failure}`).join("")}`,
  );
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

/** The first line of what playwright says, which goes on with advice about itself. */
function told({ executablePath, channel }: LaunchOptions, error: Error): string {
  return `${executablePath ?? channel}: ${error.message.split("\n")[0]}`;
}
