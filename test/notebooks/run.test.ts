/** Each notebook of the course, run from top to bottom in the real kernel. */
import { beforeAll, describe, expect, test } from "vitest";
import type { Notebook } from "../../lib/runner/nbformat/types";
import { course, courseKernel, lessons, outputsOf, runAll, textOf } from "./course";

/** The cells that fail on purpose, and what a reader reads there. */
const errorsOnPurpose: { readonly [cell: string]: string } = {
  "00 deadline": "NetcellError: accept() on lonely waited 500 ms and no client connected (ETIMEDOUT).",
  "00 interrupt": "Interrupted: You stopped this cell while it was waiting.",
  "01 refused": "NetcellError: 127.0.0.1:1 refused the connection (ECONNREFUSED).",
  "01 one-by-one": "NetcellError: recv() on server#2 waited 500 ms and nothing came (ETIMEDOUT).",
};

describe.each(course)("$file", ({ file, notebook, codeCells }) => {
  const number = file.slice(0, 2);
  let executed: Notebook;
  let again: Notebook;
  let elsewhere: Notebook;
  let left: string;
  beforeAll(async () => {
    const [kernel, other] = await Promise.all([courseKernel(), courseKernel()]);
    [executed, elsewhere] = await Promise.all([runAll(notebook, kernel), runAll(notebook, other)]);
    left = (await kernel.run('require("netcell").handles().length')).stdout;
    again = await runAll(notebook, kernel);
    await Promise.all([kernel.stop(), other.stop()]);
  });

  test("leaves no handle open", () => {
    expect(left).toBe("0\n");
  });

  test("fails where it says so, with the error that its text explains", () => {
    const failing = codeCells.filter((cell) => cell.metadata.tags?.includes("raises-exception"));
    const expected = Object.keys(errorsOnPurpose).filter((cell) => cell.startsWith(`${number} `));
    expect(failing.map((cell) => `${number} ${cell.id}`)).toEqual(expected);
    for (const { id } of failing)
      expect(textOf(outputsOf(executed, id)), id).toContain(errorsOnPurpose[`${number} ${id}`]);
  });

  test("runs twice in one kernel, and says the same", () => {
    for (const { id } of codeCells.filter((cell) => cell.source !== "handles()"))
      expect(textOf(outputsOf(again, id)), id).toBe(textOf(outputsOf(executed, id)));
  });

  test("gives the same outputs in another kernel: two handouts differ in nothing", () => {
    for (const { id } of codeCells) expect(outputsOf(elsewhere, id), id).toEqual(outputsOf(executed, id));
  });

  test("its solutions are right", () => {
    for (const { id, source } of codeCells) {
      const [, exercise] = /check\("(\d\d\.\d)"/.exec(source) ?? [];
      if (exercise) expect(textOf(outputsOf(executed, id))).toContain(`✓ Exercise ${exercise}: right`);
    }
  });
});

describe.each(lessons)("$file without its solutions", ({ notebook, codeCells }) => {
  test("still runs to the end, and says of each exercise that there is no answer yet", async () => {
    const cells = notebook.cells.map((cell) => ({ ...cell, source: withoutSolution(cell.source) }));
    const kernel = await courseKernel();
    const executed = await runAll({ ...notebook, cells }, kernel);
    await kernel.stop();
    for (const { id } of codeCells.filter((cell) => cell.metadata.tags?.includes("solution")))
      expect(textOf(outputsOf(executed, id)), id).toMatch(/^○ Exercise \d\d\.\d: no answer yet/);
  });
});

function withoutSolution(source: string): string {
  return source.replace(/\/\/ BEGIN SOLUTION\n[\s\S]*?\/\/ END SOLUTION\n/g, "");
}
