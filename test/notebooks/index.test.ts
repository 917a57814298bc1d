/** The index: made from the notebooks, with every heading, row and error of the source notes; every link leads somewhere. */
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { formatNotebook } from "../../lib/runner/nbformat/format";
import { notebooksFolder } from "../support/kernel";
import { course, lessons } from "./course";
import { indexPage } from "./index-page";
import { anchor, headingsOf, places, placesOf } from "./shown";
import { corrections, type ErrorNumber, headings, planned } from "./source-notes";

const items = headings.flatMap(({ items }) => items);

describe("the list of what the source notes say", () => {
  test("has the rows 1 to 67 and the errors E1 to E27, each once", () => {
    const rows = items.flatMap(({ rows }) => rows).sort((a, b) => a - b);
    expect(rows).toEqual(Array.from({ length: 67 }, (_, i) => i + 1));
    const errors = items.flatMap(({ errors = [] }) => errors);
    expect(errors.sort()).toEqual(Object.keys(corrections).sort());
    expect(errors).toHaveLength(27);
  });
});

describe("the notebooks", () => {
  test("show every row by a cell that runs, except those that wait for the simulated network", () => {
    for (const row of items.flatMap(({ rows }) => rows)) {
      const runs = placesOf(row).some(({ cell }) => cell.cell_type === "code" || row === 1);
      expect(runs, `row ${row}`).toBe(!(row in planned));
    }
  });

  test("put every error of the notes right", () => {
    for (const error of Object.keys(corrections) as ErrorNumber[])
      expect(placesOf(error).length, error).toBeGreaterThan(0);
  });

  test("claim nothing that the notes do not say", () => {
    const known = new Set<unknown>([...items.flatMap(({ rows }) => rows), ...Object.keys(corrections)]);
    for (const { lesson, cell, shows } of places)
      for (const shown of shows) expect(known, `${lesson.file}, cell ${cell.id}`).toContain(shown);
  });

  test("name in their opening the notes' headings that they teach", () => {
    for (const { lesson, shows } of places)
      for (const { name, items } of headings)
        if (items.some(({ rows }) => rows.some((row) => shows.includes(row))))
          expect(lesson.notebook.cells[0]!.source, lesson.file).toContain(name);
  });
});

test("the index is what the notebooks make it (npm run course-index writes it)", async () => {
  const page = formatNotebook(indexPage());
  await expect(page).toMatchFileSnapshot(resolve(notebooksFolder, "index.ipynb"));
});

describe.each(course)("the links of $file", ({ file, notebook }) => {
  const links = notebook.cells.flatMap((cell) =>
    cell.cell_type === "markdown"
      ? [...cell.source.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!)
      : [],
  );

  test("lead to a notebook that is there, and to a heading in it", () => {
    for (const link of links.filter((link) => !link.startsWith("https://"))) {
      const [target = "", fragment] = link.split("#");
      const page = course.find((other) => other.file === (target || file));
      expect(page, link).toBeDefined();
      if (fragment !== undefined)
        expect(page!.notebook.cells.flatMap(headingsOf).map(anchor), link).toContain(
          decodeURIComponent(fragment),
        );
    }
  });
});

test("a heading that the index leads to is the only one of its name in its notebook", () => {
  for (const { file, notebook } of lessons) {
    const names = notebook.cells.flatMap(headingsOf).map(anchor);
    expect(new Set(names).size, file).toBe(names.length);
  }
});
