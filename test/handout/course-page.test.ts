import { expect, test } from "vitest";
import { coursePage } from "../../lib/handout/export/html/course-page";
import { teacherEdition } from "../../lib/handout/variants/edition";
import { readLesson } from "../../lib/handout/variants/lesson";
import type { NotebookMetadata } from "../../lib/runner/nbformat/notebook";
import { markdown, notebook } from "./notebook";

const lesson = (metadata: NotebookMetadata, ...prose: string[]) =>
  teacherEdition(
    readLesson(
      notebook(
        prose.map((text) => markdown(text)),
        metadata,
      ),
      "a.ipynb",
    ),
    "teacher",
  );

const netcell = { course: "Networks 1", licence: "CC BY 4.0" };
const html = (name: string) => [
  { name: "HTML", file: `${name}.teacher.html` },
  { name: "PDF", file: `${name}.teacher.pdf` },
];

test("leads to each handout, each of its formats and sections; says once what all share", async () => {
  const page = await coursePage("auto");
  page.add(
    lesson({ netcell, authors: ["Ada"] }, "# `listen` & more", "## Ports", "### Deep", "## End"),
    "00 a",
    html("00 a"),
  );
  page.add(lesson({ netcell: { ...netcell, date: "2026" }, authors: ["Grace"] }, "# Two"), "01", html("01"));
  const shown = page.render("teacher");
  expect(shown).toContain("<h1>Networks 1</h1>\n<p>Teacher’s copy, with solutions</p>");
  expect(shown).toContain(
    '<h2><a href="00%20a.teacher.html"><code>listen</code> &amp; more</a></h2>\n<p>Ada</p>',
  );
  expect(shown).toContain('<a href="00%20a.teacher.pdf" aria-label="listen &amp; more, PDF">PDF</a>');
  expect(shown).toContain('<li><a href="00%20a.teacher.html#ports">Ports</a></li>');
  expect(shown).not.toContain("Deep");
  expect(shown).toContain("<p>Grace · 2026</p>");
  expect(shown.match(/<p>Licence: CC BY 4\.0/g)).toHaveLength(1);
  expect(page.render("student")).not.toContain("Two");
});

test("links to no page where only other formats were made", async () => {
  const page = await coursePage("auto");
  page.add(lesson({}, "# One", "## Part"), "a", [{ name: "PDF", file: "a.teacher.pdf" }]);
  expect(page.render("teacher")).toMatch(/<h2>One<\/h2>[\s\S]*a\.teacher\.pdf[\s\S]*<li>Part<\/li>/);
});
