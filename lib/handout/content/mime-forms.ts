/** The forms of a rich output that can be shown, the best first. */
import type { MimeBundle } from "../../runner";

export interface Form {
  readonly mime: string;
  readonly value: unknown;
}

/** The preferences of a page. Vendor JSON is for the program that knows it, and JavaScript never runs in a handout. */
export const pageForms: readonly string[] = [
  "text/html",
  "image/svg+xml",
  "image/png",
  "image/jpeg",
  "image/gif",
  "image/webp",
  "text/markdown",
  "text/latex",
  "application/json",
  "text/plain",
];

/** The preferences of Markdown: a drawing in a file of its own, and text before HTML. */
export const markdownForms: readonly string[] = [
  "image/svg+xml",
  "image/png",
  "image/jpeg",
  "image/gif",
  "image/webp",
  "text/markdown",
  "text/latex",
  "text/plain",
  "application/json",
  "text/html",
];

/** The forms in `bundle` that are on the list, in the order of the list. Empty ones are not forms. */
export function forms(bundle: MimeBundle, preferred: readonly string[]): Form[] {
  return preferred
    .map((mime) => ({ mime, value: bundle[mime] }))
    .filter(({ value }) => value !== undefined && value !== "");
}
