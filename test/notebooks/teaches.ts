/** What every notebook has to stand when it runs, and a place for what one of them claims in particular. */
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { Notebook } from "../../lib/runner/nbformat/notebook";
import type { TestKernel } from "../support/kernel";
import { prepareOnce } from "../support/prepare-once";
import { courseKernel, lesson, outputsOf, runAll, textOf } from "./course";

/** A notebook that was run once from top to bottom. */
export interface Ran {
  readonly notebook: Notebook;
  /** What a reader without pictures sees under a cell. */
  text(id: string): string;
  /** A value in the kernel, after the last cell. */
  value(expression: string): Promise<unknown>;
}

/** The cells that fail on purpose, by id, and what a reader reads there. */
export interface ErrorsOnPurpose {
  readonly [cell: string]: string;
}

/**
 * Runs a notebook in a kernel, as often as it takes: once for the claims, again as a second Run All, and once more
 * without its solutions. Two kernels are compared where all notebooks are handed out (`handouts.test.ts`).
 */
export function teaches(number: string, errors: ErrorsOnPurpose, claims: (ran: Ran) => void): void {
  const { file, notebook, codeCells } = lesson(number);
  const solutions = codeCells.filter((cell) => cell.metadata.tags?.includes("solution"));
  describe(file, () => {
    let kernel: TestKernel;
    let executed: Notebook;
    const text = (id: string) => textOf(outputsOf(executed, id)).trimEnd();

    beforeEach(
      prepareOnce(async () => {
        kernel = await courseKernel();
        executed = await runAll(notebook, kernel);
      }),
    );
    afterAll(() => kernel?.stop());

    claims({
      notebook,
      text,
      async value(expression) {
        const { stdout, stderr } = await kernel.run(`console.log(JSON.stringify(${expression}))`);
        if (stderr !== "") throw new Error(stderr);
        return JSON.parse(stdout);
      },
    });

    test("fails where it says so, with the error that its text explains", () => {
      const failing = codeCells.filter((cell) => cell.metadata.tags?.includes("raises-exception"));
      expect(failing.map(({ id }) => id)).toEqual(Object.keys(errors));
      for (const { id } of failing) expect(text(id), id).toContain(errors[id]);
    });

    test("its solutions are right", () => {
      for (const { id, source } of solutions) {
        const [, exercise] = /check\("(\w\w\.\d)"/.exec(source) ?? [];
        expect(text(id)).toContain(`✓ Exercise ${exercise}: right`);
      }
    });

    test("prints no more under a cell than a page has room for", () => {
      for (const { id } of codeCells) expect(text(id).split("\n").length, id).toBeLessThanOrEqual(60);
    });

    test("leaves no handle open", async () => {
      expect((await kernel.run('require("netcell").handles().length')).stdout).toBe("0\n");
    });

    test("runs a second time in the same kernel, and says the same", async () => {
      const again = await runAll(notebook, kernel);
      for (const { id, source } of codeCells)
        if (source !== "handles()") expect(textOf(outputsOf(again, id)).trimEnd(), id).toBe(text(id));
    });

    test("runs to the end without its solutions, and says of each exercise that there is no answer yet", async () => {
      const cells = notebook.cells.map((cell) => ({ ...cell, source: withoutSolution(cell.source) }));
      const unsolved = await runAll({ ...notebook, cells }, kernel);
      for (const { id } of solutions)
        expect(textOf(outputsOf(unsolved, id)), id).toMatch(/^○ Exercise \w\w\.\d: no answer yet/);
    });
  });
}

function withoutSolution(source: string): string {
  return source.replace(/\/\/ BEGIN SOLUTION\n[\s\S]*?\/\/ END SOLUTION\n/g, "");
}
