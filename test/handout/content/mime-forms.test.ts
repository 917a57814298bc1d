import { expect, test } from "vitest";
import { forms, pageForms } from "../../../lib/handout/content/mime-forms";

const best = (...mimes: string[]) =>
  forms(Object.fromEntries(mimes.map((mime) => [mime, "x"])), pageForms).map(({ mime }) => mime);

test("a page prefers HTML, then drawings, then pictures, then text", () => {
  expect(best("text/plain", "image/png", "image/svg+xml", "text/html", "application/json")).toEqual([
    "text/html",
    "image/svg+xml",
    "image/png",
    "application/json",
    "text/plain",
  ]);
});

test("programs and the JSON of vendors are no forms for a page", () => {
  expect(best("application/javascript", "text/javascript", "application/vnd.plotly.v1+json")).toEqual([]);
});

test("an empty form gives way to the next", () => {
  expect(forms({ "text/html": "", "text/plain": "a" }, pageForms)).toEqual([
    { mime: "text/plain", value: "a" },
  ]);
});

test("JSON that is false or null is a value", () => {
  expect(forms({ "application/json": null }, pageForms)).toHaveLength(1);
});
