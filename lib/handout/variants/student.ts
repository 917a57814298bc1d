/** The students' edition: stubs for solutions, no hidden test, no mark scheme, and no output that shows one of them. */
import type { Cell, CellMetadata, MarkdownCell, Output } from "../../runner";
import { textsOfOutput } from "../content/readable-text";
import type { Edition, EditionCell, Mark } from "./edition";
import { comment, isWithheld, type Lesson, type LessonCell, nbgrader } from "./lesson";
import type { Part } from "./markers";
import type { Secrets } from "./secrets";

/** `warn` is called for each output that is removed although its own cell withholds nothing. */
export function studentEdition(
  lesson: Lesson,
  secrets: Secrets,
  warn: (cell: number, fault: string) => void,
): Edition {
  const cells = lesson.cells.flatMap((lessonCell): EditionCell[] => {
    if (isWithheld(lessonCell)) return withStubs(lessonCell, lesson.language);
    const { cell, place } = lessonCell;
    return [{ cell: withoutTelltales(cell, place, secrets, warn), place, marks: [] }];
  });
  return { ...lesson, variant: "student", cells };
}

/** The cell with stubs; no cell at all where nothing of it is for students. */
function withStubs({ cell, place, parts }: LessonCell, language: string): EditionCell[] {
  const lines: string[] = [];
  const marks: Mark[] = [];
  for (const part of parts) {
    const from = lines.length;
    if (part.kind === "given") lines.push(...part.lines);
    if (part.kind !== "solution") continue;
    lines.push(`${part.indent}${stub(cell, language)}`);
    marks.push({ kind: "answer", from, to: from + 1, room: roomFor(part) });
  }
  // nbgrader wants to find its cells again, even empty ones.
  if (lines.every((line) => line.trim() === "") && nbgrader(cell) === undefined) return [];
  return [{ cell: bare(cell, lines.join("\n")), place, marks }];
}

function stub({ cell_type }: Cell, language: string): string {
  return cell_type === "code" ? comment("your code here", language) : "*Your answer here*";
}

/** Handwriting is larger than print, and a first try is longer than the solution. */
function roomFor({ lines }: Part): number {
  return Math.min(16, Math.max(4, lines.length + 2));
}

/** The cell with another text, and nothing else that could tell of the old one. */
function bare(cell: Cell, source: string): Cell {
  const kept = { ...cell, source, metadata: harmless(cell) };
  if (cell.cell_type === "code") return { ...kept, execution_count: null, outputs: [] } as Cell;
  return attachmentsShown(kept as MarkdownCell);
}

const harmlessNames = ["tags", "slideshow", "editable", "deletable"];

function harmless(cell: Cell): CellMetadata {
  const kept = Object.fromEntries(
    harmlessNames.flatMap((name) => (name in cell.metadata ? [[name, cell.metadata[name]]] : [])),
  );
  // What nbgrader needs to collect the answer; its checksum is that of the solution.
  const { checksum: _, ...grading } = nbgrader(cell) ?? {};
  const tags = cell.metadata.tags?.filter((tag) => tag !== "solution");
  return {
    ...kept,
    ...(tags !== undefined && { tags }),
    ...(Object.keys(grading).length > 0 && { nbgrader: grading }),
  };
}

/** Pictures of a solution go with it. */
function attachmentsShown({ attachments, ...cell }: MarkdownCell): Cell {
  const shown = Object.entries(attachments ?? {}).filter(
    ([name]) =>
      cell.source.includes(`attachment:${name}`) || cell.source.includes(`attachment:${encodeURI(name)}`),
  );
  return shown.length === 0 ? cell : { ...cell, attachments: Object.fromEntries(shown) };
}

function withoutTelltales(
  cell: Cell,
  place: number,
  secrets: Secrets,
  warn: (cell: number, fault: string) => void,
): Cell {
  if (cell.cell_type !== "code") return cell;
  const harmless = (output: Output) => {
    const found = secrets.findIn(textsOfOutput(output));
    if (found === undefined) return true;
    warn(
      place,
      `an output shows a line of the ${found.kind} in cell ${found.place} (${found.line}): students do not get it`,
    );
    return false;
  };
  return { ...cell, outputs: cell.outputs.filter(harmless) };
}
