/** What the notebooks' cells say they show: rows and errors of the source notes, and where to find each. */
import type { Cell } from "../../lib/runner/nbformat/notebook";
import { type CourseNotebook, lessons } from "./course";
import type { ErrorNumber } from "./source-notes";

export type Shown = number | ErrorNumber;

export interface Place {
  readonly lesson: CourseNotebook;
  readonly cell: Cell;
  /** The heading above the cell, without its `#`. */
  readonly heading: string;
}

/** Every cell that shows something, in the order of the course. */
export const places: ReadonlyArray<Place & { readonly shows: readonly Shown[] }> = lessons.flatMap(
  (lesson) => {
    let heading = "";
    return lesson.notebook.cells.flatMap((cell) => {
      if (cell.cell_type === "markdown") heading = headingsOf(cell).at(-1) ?? heading;
      const shows = shownBy(cell);
      return shows.length > 0 ? [{ lesson, cell, heading, shows }] : [];
    });
  },
);

/** Where a row is shown, or an error put right. */
export function placesOf(shown: Shown): readonly Place[] {
  return places.filter(({ shows }) => shows.includes(shown));
}

function shownBy(cell: Cell): readonly Shown[] {
  return (cell.metadata.netcell as { shows?: readonly Shown[] } | undefined)?.shows ?? [];
}

/** The texts of a cell's headings. */
export function headingsOf(cell: Cell): string[] {
  if (cell.cell_type !== "markdown") return [];
  return [...cell.source.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading!);
}

/** A heading's name in a link, as JupyterLab makes it: the text as it is read, with a hyphen for each space. */
export function anchor(heading: string): string {
  return heading.replace(/[`*]/g, "").replace(/ /g, "-");
}
