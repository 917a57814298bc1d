/** One edition of a lesson: the parts of each cell that its readers get, for every format to print. */
import type { Cell, NotebookMetadata } from "../../runner";
import { isWithheld, type Lesson, type LessonCell } from "./lesson";
import type { Withheld } from "./markers";

/** The readers of an edition: "whole" is the notebook as it is, for readers who may see all of it. */
export type Variant = "student" | "teacher" | "whole";

/** The note in a handout about its edition, so that the wrong one is not handed out. */
export const editionNote: { readonly [variant in Variant]: string } = {
  whole: "",
  student: "",
  teacher: "Teacher’s copy, with solutions",
};

export interface Edition {
  readonly variant: Variant;
  readonly metadata: NotebookMetadata;
  readonly language: string;
  readonly cells: readonly EditionCell[];
}

export interface EditionCell {
  /** With the text and the outputs that these readers get. */
  readonly cell: Cell;
  /** In the notebook, from 1, as messages name it. */
  readonly place: number;
  /** The marked lines of its text, in order. */
  readonly marks: readonly Mark[];
}

/** Lines are counted from 0, `to` is the line after the last. */
export type Mark =
  | { readonly kind: Withheld; readonly from: number; readonly to: number }
  /** A stub stands here; on paper it needs room for so many lines. */
  | { readonly kind: "answer"; readonly from: number; readonly to: number; readonly room: number };

/** Everything, with the solutions marked as such and the markers themselves gone. */
export function teacherEdition(lesson: Lesson, variant: "teacher" | "whole"): Edition {
  return { ...lesson, variant, cells: lesson.cells.map(withMarks) };
}

function withMarks(lessonCell: LessonCell): EditionCell {
  const { cell, place, parts } = lessonCell;
  if (!isWithheld(lessonCell)) return { cell, place, marks: [] };
  const lines: string[] = [];
  const marks: Mark[] = [];
  for (const part of parts) {
    const from = lines.length;
    lines.push(...part.lines);
    if (part.kind !== "given" && part.lines.length > 0)
      marks.push({ kind: part.kind, from, to: lines.length });
  }
  return { cell: { ...cell, source: lines.join("\n") }, place, marks };
}
