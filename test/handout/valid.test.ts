/** Pages are HTML as its standard says, in the judgement of html-validate. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { HtmlValidate, StaticConfigLoader } from "html-validate";
import { expect, test } from "vitest";
import { coursePage } from "../../lib/handout/export/html/course-page";
import { htmlExporter } from "../../lib/handout/export/html/html-exporter";
import { parseNotebook } from "../../lib/runner/nbformat/read";
import { exercises } from "./exercises";
import { place, whole } from "./notebook";

const validator = new HtmlValidate(
  new StaticConfigLoader({ root: true, extends: ["html-validate:standard"] }),
);

async function faults(markup: string): Promise<string[]> {
  const { results } = await validator.validateString(markup);
  return results.flatMap(({ messages }) => messages.map(({ line, message }) => `${line}: ${message}`));
}

const fixtures = join(__dirname, "fixtures");
const lesson = () =>
  whole(parseNotebook(readFileSync(join(fixtures, "lesson.ipynb"), "utf8"), "lesson.ipynb"));

test.each([
  ["a lesson", lesson],
  ["a student's copy", () => exercises("student")],
  ["a teacher's copy", () => exercises("teacher")],
])("%s is valid", async (_, edition) => {
  const exporter = await htmlExporter();
  const { content } = exporter.render(edition(), place({ folder: fixtures }));
  expect(await faults(String(content))).toEqual([]);
});

test("the page of a course is valid", async () => {
  const page = await coursePage("auto");
  page.add(exercises("student"), "exercises", [{ name: "HTML", file: "exercises.student.html" }]);
  expect(await faults(page.render("student"))).toEqual([]);
});

test("a fault would be found", async () => {
  expect(await faults("<!DOCTYPE html><html lang=en><p><div></div></p></html>")).not.toEqual([]);
});
