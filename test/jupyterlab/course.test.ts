/** The course in a real JupyterLab, as a student opens it: Run All, once more in the first, and the card that follows its server. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeEach, expect, vi } from "vitest";
import {
  chromiumProgram,
  jupyterLabProgram,
  type LabInBrowser,
  openLab,
  repository,
} from "../support/jupyterlab";
import type { LabCell, LabNotebook } from "../support/lab-notebook";
import { prepareOnce } from "../support/prepare-once";
import { requires } from "../support/requires";

const { describe, test } = requires(chromiumProgram, jupyterLabProgram);

const lessons = readdirSync(join(repository, "notebooks")).filter((name) => /^[\dC]\d-.*\.ipynb$/.test(name));

// A kernel starts in each of them, and a whole lesson runs.
vi.setConfig({ testTimeout: 240_000 });

describe("in JupyterLab", () => {
  let lab: LabInBrowser;
  beforeEach(
    prepareOnce(async () => {
      lab = await openLab(lessons.map((name) => join("notebooks", name)));
    }),
  );
  afterAll(() => lab?.stop());

  for (const lesson of lessons)
    test(`${lesson} runs from top to bottom`, async () => {
      const notebook = await lab.open(lesson);
      // That the others run a second time in one kernel, test/notebooks shows without a browser.
      for (const round of lesson === lessons[0] ? ["first", "second"] : ["only"]) {
        await notebook.runAll();
        const cells = await notebook.cells();
        expect(cells.filter(hasTrouble), `${round} Run All`).toEqual([]);
        expect(cells.filter(notRun), `${round} Run All`).toEqual([]);
      }
      await notebook.pictures(lesson);
      await notebook.close();
    });

  test("the card of an earlier cell changes when a later cell sends", async () => {
    const notebook = await lab.open(lessons[0]!);
    const cells = await notebook.cells();
    const card = cells.findIndex(({ source }) => source.includes("echo.show()"));
    const client = cells.findIndex(({ source }) => source.includes("tcp.connect(echo"));
    for (let index = 0; index < client; index++) await notebook.run(index);
    expect(await notebook.shown(card)).toContain("echo");
    expect(await notebook.shown(card)).not.toContain("hello");
    expect(await isRich(notebook, card)).toBe(true);
    await notebook.run(client);
    await expect.poll(() => notebook.shown(card)).toContain("hello");
    await notebook.close();
  });
});

/** An error where the lesson does not announce one, or anything on stderr. */
function hasTrouble({ outputs, tags }: LabCell): boolean {
  if (tags.includes("raises-exception")) return false;
  return outputs.some(({ output_type, name }) => output_type === "error" || name === "stderr");
}

function notRun({ type, source, prompt }: LabCell): boolean {
  return type === "code" && source.trim() !== "" && !/^\d+$/.test(prompt);
}

async function isRich({ page }: LabNotebook, index: number): Promise<boolean> {
  const cell = page.locator(".jp-Notebook .jp-Cell").nth(index);
  return (await cell.locator(".jp-RenderedHTML").count()) > 0;
}
