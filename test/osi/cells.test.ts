/** Views as the last expression of a cell, in the real kernel: text for a terminal, HTML for a page, drawings as SVG. */
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { startKernel, type TestKernel } from "../support/kernel";
import { prepareOnce } from "../support/prepare-once";
import { firstCell, viewCells } from "./view-cells";

describe("as a cell's last expression", () => {
  let kernel: TestKernel;
  beforeEach(
    prepareOnce(async () => {
      kernel = await startKernel();
      const first = await kernel.run(firstCell);
      expect(first).toMatchObject({ status: "ok", stderr: "" });
    }),
  );
  afterAll(() => kernel.stop());

  test.each(viewCells)("osi.%s() shows all its faces", async (_view, expression, isDrawing) => {
    const run = await kernel.run(expression);
    expect(run).toMatchObject({ status: "ok", stderr: "" });
    expect(run.displays).toHaveLength(1);
    const { data } = run.displays[0]!;
    expect(data["text/plain"]).toMatch(/\S/);
    expect(data["text/html"]).toMatch(/^<\w+/);
    expect(data["image/svg+xml"] !== undefined).toBe(isDrawing);
  });
});
