/** Every view of osi as the last expression of a cell, as JupyterLab draws it. */
import { afterAll, beforeEach, expect } from "vitest";
import { firstCell, viewCells } from "../osi/view-cells";
import { chromiumProgram, jupyterLabProgram, type LabInBrowser, openLab } from "../support/jupyterlab";
import type { LabNotebook } from "../support/lab-notebook";
import { prepareOnce } from "../support/prepare-once";
import { requires } from "../support/requires";

const { describe, test } = requires(chromiumProgram, jupyterLabProgram);

describe("in JupyterLab", () => {
  let lab: LabInBrowser;
  let notebook: LabNotebook;
  beforeEach(
    prepareOnce(async () => {
      lab = await openLab();
      const expressions = viewCells.map(([, expression]) => expression);
      notebook = await lab.open(lab.write("views.ipynb", [firstCell, ...expressions]));
      await notebook.runAll();
      await notebook.pictures("views");
    }),
  );
  afterAll(() => lab?.stop());

  test.each(viewCells.map(([name, , isDrawing], i) => [name, isDrawing, i + 1] as const))(
    "osi.%s() is drawn",
    async (_name, isDrawing, index) => {
      const output = notebook.page
        .locator(".jp-Notebook .jp-Cell")
        .nth(index)
        .locator(".jp-OutputArea-output");
      expect(await output.count()).toBe(1);
      const drawn = output.locator(isDrawing ? "svg" : "table, pre").first();
      await drawn.scrollIntoViewIfNeeded();
      const { width, height } = (await drawn.boundingBox())!;
      expect(width).toBeGreaterThan(100);
      expect(height).toBeGreaterThan(10);
    },
  );
});
