/** A notebook open in a real JupyterLab: what a person does with it, and what the person would see. */
import { mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";

export interface LabCell {
  readonly type: "code" | "markdown" | "raw";
  readonly source: string;
  readonly tags: readonly string[];
  /** What stands in the brackets: a number, `*`, or nothing. */
  readonly prompt: string;
  readonly outputs: ReadonlyArray<LabOutput>;
  /** The text of all outputs but errors. */
  readonly text: string;
}

interface LabOutput {
  readonly output_type: string;
  readonly ename?: string;
  readonly evalue?: string;
  readonly name?: string;
  readonly text?: string | string[];
  readonly data?: Readonly<Record<string, unknown>>;
}

export interface LabNotebook {
  readonly page: Page;
  /** Run All, and wait until JupyterLab says that all is done and the kernel is idle. */
  runAll(): Promise<void>;
  /** Runs one cell and waits for it. */
  run(index: number): Promise<void>;
  cells(): Promise<LabCell[]>;
  /** The output of a cell as a person reads it on the screen. */
  shown(index: number): Promise<string>;
  restartKernel(): Promise<void>;
  theme(name: "JupyterLab Light" | "JupyterLab Dark"): Promise<void>;
  /** A picture of the whole notebook in the folder NETCELL_SCREENSHOTS, or in a temporary one; returns its path. */
  screenshot(name: string): Promise<string>;
  /** Pictures in light and dark for somebody who looks: only where NETCELL_SCREENSHOTS names a folder. */
  pictures(name: string): Promise<void>;
  /** Closes it without saving, and ends its kernel. */
  close(): Promise<void>;
}

/** JupyterLab itself, with no document open. */
export async function labPage(
  page: Page,
  lab: { readonly url: string; readonly token: string },
): Promise<Page> {
  await page.goto(`${lab.url}/lab?token=${lab.token}&reset`);
  await page.waitForFunction(
    () => (window as unknown as LabWindow).jupyterapp?.shell.currentWidget,
    undefined,
    {
      timeout: 60_000,
    },
  );
  return page;
}

/** Opens a notebook of the folder that JupyterLab shows, and waits for its kernel. */
export async function notebookIn(page: Page, name: string): Promise<LabNotebook> {
  // Of a test that failed before it closed its own.
  await command(page, "application:close-all");
  await command(page, "docmanager:open", { path: name });
  await page.waitForFunction(
    (path) => {
      const panel = (window as unknown as LabWindow).jupyterapp.shell.currentWidget;
      return panel?.context?.path === path && panel.context.isReady && panel.sessionContext.isReady;
    },
    name,
    { timeout: 60_000 },
  );
  await idle(page);
  return {
    page,
    async runAll() {
      await command(page, "notebook:run-all-cells");
      await idle(page);
    },
    async run(index) {
      await page.evaluate((at) => {
        (window as unknown as LabWindow).jupyterapp.shell.currentWidget.content.activeCellIndex = at;
      }, index);
      await command(page, "notebook:run-cell");
      await idle(page);
    },
    cells: () => page.evaluate(readCells),
    shown: (index) =>
      page.evaluate((at) => {
        const cell = (window as unknown as LabWindow).jupyterapp.shell.currentWidget.content.widgets[at];
        // biome-ignore lint/performance/useDomNodeTextContent: what is on the screen is the point here
        return cell?.node.querySelector<HTMLElement>(".jp-Cell-outputArea")?.innerText ?? "";
      }, index),
    async restartKernel() {
      await page.evaluate(() =>
        (window as unknown as LabWindow).jupyterapp.shell.currentWidget.sessionContext.restartKernel(),
      );
      await idle(page);
    },
    async theme(theme) {
      await command(page, "apputils:change-theme", { theme });
      await page.waitForFunction((wanted) => document.body.dataset.jpThemeName === wanted, theme);
    },
    async screenshot(picture) {
      const path = join(pictures(), `${picture}.png`);
      const viewport = page.viewportSize()!;
      const cells = page.locator(".jp-Notebook .jp-WindowedPanel-outer");
      const height = await cells.evaluate((panel) => panel.scrollHeight);
      await page.setViewportSize({ ...viewport, height: Math.min(height + 160, tallest) });
      await cells.evaluate((panel) => panel.scrollTo(0, 0));
      await page.screenshot({ path });
      await page.setViewportSize(viewport);
      return path;
    },
    async pictures(this: LabNotebook, picture) {
      if (!process.env.NETCELL_SCREENSHOTS) return;
      for (const theme of ["Light", "Dark"] as const) {
        await this.theme(`JupyterLab ${theme}`);
        await this.screenshot(`${picture}-${theme.toLowerCase()}`);
      }
    },
    close: () =>
      page.evaluate(async () => {
        const panel = (window as unknown as LabWindow).jupyterapp.shell.currentWidget;
        await panel.sessionContext.shutdown();
        panel.dispose();
      }),
  };
}

/** The part of JupyterLab's application object that is used here. */
interface LabWindow {
  readonly jupyterapp: {
    readonly commands: { execute(id: string, args?: object): Promise<unknown> };
    readonly shell: {
      readonly currentWidget: {
        readonly context: { readonly path: string; readonly isReady: boolean };
        readonly sessionContext: {
          readonly isReady: boolean;
          readonly session?: { readonly kernel?: { readonly status: string } };
          restartKernel(): Promise<void>;
          shutdown(): Promise<void>;
        };
        dispose(): void;
        readonly content: { activeCellIndex: number; readonly widgets: ReadonlyArray<CellWidget> };
      };
    };
  };
}

interface CellWidget {
  readonly model: {
    readonly type: LabCell["type"];
    readonly sharedModel: { getSource(): string; getMetadata(key: string): unknown };
    readonly outputs?: { toJSON(): LabOutput[] };
  };
  readonly outputArea?: { readonly future?: { readonly done: Promise<unknown> } };
  readonly node: HTMLElement;
}

function command(page: Page, id: string, args: object = {}): Promise<void> {
  return page.evaluate(
    async ([name, options]) => {
      await (window as unknown as LabWindow).jupyterapp.commands.execute(name, options);
    },
    [id, args] as const,
  );
}

/**
 * Every request that a cell has sent is answered, and the kernel says that it is idle.
 * JupyterLab's own signs will not do: once a cell fails it takes the star from all that still wait,
 * those included that will run because the failing one is tagged raises-exception.
 */
async function idle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const panel = (window as unknown as LabWindow).jupyterapp.shell.currentWidget;
    await Promise.allSettled(panel.content.widgets.map((cell) => cell.outputArea?.future?.done));
  });
  await page.waitForFunction(
    () => {
      const panel = (window as unknown as LabWindow).jupyterapp.shell.currentWidget;
      return panel.sessionContext.session?.kernel?.status === "idle";
    },
    undefined,
    { timeout: 60_000 },
  );
}

function readCells(): LabCell[] {
  const panel = (window as unknown as LabWindow).jupyterapp.shell.currentWidget;
  return panel.content.widgets.map((cell) => {
    const outputs = cell.model.outputs?.toJSON() ?? [];
    return {
      type: cell.model.type,
      source: cell.model.sharedModel.getSource(),
      tags: (cell.model.sharedModel.getMetadata("tags") as string[] | undefined) ?? [],
      prompt: (cell.node.querySelector(".jp-InputPrompt")?.textContent ?? "").replace(/[[\]:\s]/g, ""),
      outputs,
      text: outputs.map(({ text, data }) => [text ?? data?.["text/plain"] ?? ""].flat().join("")).join(""),
    };
  });
}

/** Chromium's pictures end at 16384. */
const tallest = 16_000;

let temporary: string | undefined;

function pictures(): string {
  const folder = process.env.NETCELL_SCREENSHOTS;
  if (!folder) {
    temporary ??= mkdtempSync(join(tmpdir(), "netcell-screenshots-"));
    return temporary;
  }
  mkdirSync(folder, { recursive: true });
  return folder;
}
