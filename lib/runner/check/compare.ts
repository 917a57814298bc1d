/** Two runs of one notebook compared cell by cell. */
import { createHash } from "node:crypto";
import { createTwoFilesPatch } from "diff";
import { netcellMetadata } from "../cell-tags";
import type { CodeCell, Notebook, Output } from "../nbformat/notebook";
import { isJson } from "../nbformat/validate";
import { readSanitizers, type Sanitize, type Sanitizer, sanitizers, sanitizeWith } from "./sanitizers";

export interface CellDifference {
  /** Of the cell among all cells of the notebook, counted from 0. */
  readonly index: number;
  /** As it is now. */
  readonly cell: CodeCell;
  /** A unified diff of what is stored and what it shows now. */
  readonly diff: string;
}

/** Tags of cells whose output is not compared. */
const ignoringTags = ["ignore-output", "nbval-ignore-output", "skip-execution"];

/** `now` is `stored` after a run; `more` sanitizers come before the notebook's own and the built-in ones. */
export function compareNotebooks(
  stored: Notebook,
  now: Notebook,
  more: readonly Sanitizer[] = [],
): CellDifference[] {
  const whole = [
    ...more,
    ...readSanitizers(netcellMetadata(stored.metadata).sanitize, "metadata.netcell.sanitize of the notebook"),
  ];
  return stored.cells.flatMap((cell, index) => {
    const cellNow = now.cells[index]!;
    if (cell.cell_type !== "code" || cellNow.cell_type !== "code") return [];
    if (cell.metadata.tags?.some((tag) => ignoringTags.includes(tag))) return [];
    const own = readSanitizers(
      netcellMetadata(cell.metadata).sanitize,
      `metadata.netcell.sanitize of cell ${index + 1}`,
    );
    const diff = difference(cell, cellNow, [...own, ...whole, ...sanitizers]);
    return diff === undefined ? [] : [{ index, cell: cellNow, diff }];
  });
}

function difference(stored: CodeCell, now: CodeCell, list: readonly Sanitizer[]): string | undefined {
  const sanitize = sanitizeWith(list);
  const before = text(comparableLines(stored.outputs, sanitize));
  const after = text(comparableLines(now.outputs, sanitize));
  return before === after ? undefined : unified(before, after);
}

function text(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}

/** A longer diff helps no reader. */
const maxLines = 100;

function unified(before: string, after: string): string {
  const patch = createTwoFilesPatch("stored", "now", before, after, undefined, undefined, { timeout: 2000 });
  if (patch === undefined) return "The outputs have too little in common to be shown as a difference.";
  const [, ...lines] = patch.trimEnd().split("\n");
  if (lines.length <= maxLines) return lines.join("\n");
  const rest = lines.length - maxLines;
  return [...lines.slice(0, maxLines), `… ${rest.toLocaleString("en")} more lines of differences …`].join(
    "\n",
  );
}

/** A longer line is shown in pieces. */
const maxLineLength = 160;

/** The output of a cell as lines that can be compared and read. */
function comparableLines(outputs: readonly Output[], sanitize: Sanitize): string[] {
  return outputs.flatMap((output) => partsOf(output, sanitize));
}

function partsOf(output: Output, sanitize: Sanitize): string[] {
  switch (output.output_type) {
    case "stream":
      return part(output.name, sanitize(output.text));
    // The traceback shows the kernel's version and the machine, too.
    case "error":
      return part("error", sanitize(`${output.ename}: ${output.evalue}`));
    default:
      return Object.keys(output.data)
        .sort()
        .flatMap((mime) => part(mime, comparableText(mime, output.data[mime], sanitize)));
  }
}

function part(title: string, text: string): string[] {
  return [`[${title}]`, ...text.replace(/\n$/, "").split("\n").flatMap(pieces)];
}

function comparableText(mime: string, value: unknown, sanitize: Sanitize): string {
  if (isJson(mime)) return sanitize(JSON.stringify(value, null, 1));
  const text = String(value);
  if (/^(?:image\/svg\+xml|text\/html)$/.test(mime)) return sanitize(text).replaceAll("><", ">\n<");
  if (mime.startsWith("text/") || mime === "application/javascript") return sanitize(text);
  const hash = createHash("sha256").update(text).digest("hex");
  return `${text.length.toLocaleString("en")} characters, sha256 ${hash}`;
}

function pieces(line: string): string[] {
  if (line.length <= maxLineLength) return [line];
  return line.match(new RegExp(`.{1,${maxLineLength}}`, "gsu"))!;
}
