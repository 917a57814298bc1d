/** A notebook read as a lesson: each cell in parts, for students or withheld from them. */
import type { Cell, Notebook, NotebookMetadata } from "../../runner";
import { HandoutError } from "../handout-error";
import { MarkerFault, type Part, partsOf } from "./markers";

export interface Lesson {
  readonly metadata: NotebookMetadata;
  readonly language: string;
  readonly cells: readonly LessonCell[];
}

export interface LessonCell {
  readonly cell: Cell;
  /** In the notebook, from 1, as messages name it. */
  readonly place: number;
  readonly parts: readonly Part[];
}

/** `path` is only for the error about a marker. */
export function readLesson(notebook: Notebook, path: string): Lesson {
  const cells = notebook.cells.map((cell, index) => ({
    cell,
    place: index + 1,
    parts: asTagged(cell, markedParts(cell, index + 1, path)),
  }));
  return { metadata: notebook.metadata, language: languageOf(notebook), cells };
}

/** Whether students get less than all of it. */
export function isWithheld({ parts }: LessonCell): boolean {
  return parts.some(({ kind }) => kind !== "given");
}

function markedParts(cell: Cell, place: number, path: string): Part[] {
  try {
    return partsOf(cell.source);
  } catch (fault) {
    if (!(fault instanceof MarkerFault)) throw fault;
    const where = `${path}, cell ${place}, line ${fault.line}`;
    throw new HandoutError(`${where}: ${fault.message}.`, { hint: fault.hint });
  }
}

/** A cell that is tagged as a whole, and whose markers do not say it more exactly. */
function asTagged(cell: Cell, parts: readonly Part[]): readonly Part[] {
  const tags = cell.metadata.tags ?? [];
  const whole = (kind: Part["kind"]): Part[] => [
    { kind, lines: parts.flatMap(({ lines }) => lines), indent: "" },
  ];
  if (cell.source.trim() === "") return parts;
  if (tags.includes("hidden-tests")) return whole("hidden tests");
  const isSolution = tags.includes("solution") || nbgrader(cell)?.solution === true;
  return isSolution && !parts.some(({ kind }) => kind === "solution") ? whole("solution") : parts;
}

/** The metadata of a cell that belong to nbgrader, if there are any. */
export function nbgrader(cell: Cell): { readonly [key: string]: unknown } | undefined {
  const entry = cell.metadata.nbgrader;
  return typeof entry === "object" && entry !== null ? { ...entry } : undefined;
}

function languageOf({ metadata }: Notebook): string {
  return (metadata.kernelspec?.language ?? metadata.language_info?.name ?? "typescript").toLowerCase();
}

/** A comment of one line, in the language of a notebook. */
export function comment(text: string, language: string): string {
  return `${hashed.has(language) ? "#" : "//"} ${text}`;
}

/** Languages whose comments begin with `#`. */
const hashed = new Set(["python", "r", "ruby", "julia", "bash", "sh"]);
