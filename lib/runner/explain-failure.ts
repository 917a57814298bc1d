/** A failed cell, explained to the person at the terminal: the place, the code, the error. */
import { stripVTControlCharacters } from "node:util";
import type { CodeCell, ErrorOutput } from "./nbformat/notebook";
import type { CellFailure } from "./run-notebook";

/** Of a longer cell, only the lines around the failing one are shown. */
const maxLines = 20;

/** Several lines, with ANSI colours where the traceback has them. */
export function explainFailure(path: string, cells: number, { index, cell, outcome }: CellFailure): string {
  const count = cell.execution_count === null ? "" : `, In [${cell.execution_count}]`;
  const title = `${path}: cell ${index + 1} of ${cells}${count} failed`;
  const line = outcome.kind === "no-error" ? undefined : failingLine(cell, outcome.error);
  return [title, "", ...sourceLines(cell, line), "", ...reason(outcome)].join("\n");
}

function reason(outcome: CellFailure["outcome"]): readonly string[] {
  switch (outcome.kind) {
    case "no-error":
      return ["By its tag or metadata it was expected to raise, but it did not."];
    case "wrong-error":
      return [`It was expected to raise ${outcome.wanted}, but raised this:`, "", ...details(outcome.error)];
    case "uncaught":
      return ["It had ended well when something that it left behind failed:", "", ...details(outcome.error)];
    default:
      return details(outcome.error);
  }
}

/** The line of the cell's source that raised, counted from 1, where the traceback names it. */
export function failingLine(cell: CodeCell, { ename, evalue, traceback }: ErrorOutput): number | undefined {
  const lines = cell.source.split("\n");
  const within = (line: number) => (line >= 1 && line <= lines.length ? line : undefined);
  const diagnostic = /^(\d+):\d+ - /.exec(evalue);
  if (ename === "TypeScriptError" && diagnostic) return within(Number(diagnostic[1]));
  // The plugin's frames: "at f (cell [3]:2:7)".
  const frame = new RegExp(String.raw`cell \[${cell.execution_count}\]:(\d+):\d+`).exec(traceback.join("\n"));
  return frame === null ? undefined : within(Number(frame[1]));
}

function sourceLines({ source }: CodeCell, failing: number | undefined): string[] {
  const lines = source.replace(/\n+$/, "").split("\n");
  const width = String(lines.length).length;
  const from = Math.min(Math.max(0, (failing ?? 1) - maxLines / 2), Math.max(0, lines.length - maxLines));
  const shown = lines
    .slice(from, from + maxLines)
    .map((line, at) => ({ number: from + at + 1, line }))
    .map(({ number, line }) =>
      `${number === failing ? ">" : " "} ${String(number).padStart(width)} | ${line}`.trimEnd(),
    );
  const gap = `  ${" ".repeat(width)} | …`;
  return [...(from > 0 ? [gap] : []), ...shown, ...(from + maxLines < lines.length ? [gap] : [])];
}

/** Name, value and stack; the code that the kernel plugin shows stands above already, with more around it. */
function details({ ename, evalue, traceback }: ErrorOutput): readonly string[] {
  const lines = traceback.filter((line) => !/^>?\s*\d*\s+\|/.test(line));
  const plain = stripVTControlCharacters(lines.join("\n"));
  return plain.startsWith(ename) || plain.includes(evalue.split("\n")[0]!)
    ? lines
    : [`${ename}: ${evalue}`, ...lines];
}
