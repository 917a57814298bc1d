/** The text of a notebook file, as Jupyter writes it. */
import type { Cell, Json, MimeBundle, Notebook, Output } from "./notebook";

/** The text of the file: sorted names, an indent of one, texts as lists of lines, a newline at the end. */
export function formatNotebook(notebook: Notebook): string {
  const onDisk = { ...notebook, cells: notebook.cells.map(splitCell) };
  return `${JSON.stringify(sorted(onDisk), null, 1)}\n`;
}

function splitCell(cell: Cell): Json {
  const split: Json = { ...cell, source: lines(cell.source) };
  if (cell.cell_type === "code") split.outputs = cell.outputs.map(splitOutput);
  else if (cell.attachments !== undefined)
    split.attachments = Object.fromEntries(
      Object.entries(cell.attachments).map(([name, bundle]) => [name, splitBundle(bundle)]),
    );
  return split;
}

function splitOutput(output: Output): Json {
  if (output.output_type === "stream") return { ...output, text: lines(output.text) };
  if (output.output_type === "error") return { ...output };
  return { ...output, data: splitBundle(output.data) };
}

const splitTypes = new Set(["application/javascript", "image/svg+xml"]);

function splitBundle(bundle: MimeBundle): Json {
  const split = (mime: string) => mime.startsWith("text/") || splitTypes.has(mime);
  return Object.fromEntries(
    Object.entries(bundle).map(([mime, value]) => [
      mime,
      typeof value === "string" && split(mime) ? lines(value) : value,
    ]),
  );
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: Python's `splitlines`, and so Jupyter, ends lines at these
const lineEnd = /(?<=\r\n|\r(?!\n)|[\n\v\f\x1c-\x1e\x85\u2028\u2029])/;

/** The lines of a text, each with its end. */
function lines(text: string): string[] {
  return text === "" ? [] : text.split(lineEnd);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, sorted((value as Json)[name])]));
}
