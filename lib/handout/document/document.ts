/** An edition as a document: the one form that all exporters for readers print. */
import type { Attachments, Cell, CodeCell, MarkdownCell, Output } from "../../runner";
import type { Edition, Mark } from "../variants/edition";
import type { Withheld } from "../variants/markers";
import { type About, about } from "./about";
import { Anchors } from "./anchors";
import { removesStream, visibility } from "./visibility";

export interface Doc {
  readonly about: About;
  /** The headline, in Markdown: the notebook's title, else its first heading, else its file name. */
  readonly headline: string;
  readonly blocks: readonly Block[];
  /** Where links may point; an exporter adds the names that it makes. */
  readonly anchors: Anchors;
}

export type Block = Prose | CodeIn | CodeOut | Details | TeachersOnly | AnswerSpace;

export interface Prose {
  readonly kind: "prose";
  readonly cell: number;
  readonly markdown: string;
  readonly headings: readonly Heading[];
  readonly attachments: Attachments;
}

export interface Heading {
  readonly level: number;
  /** In Markdown, without the marks of the heading itself. */
  readonly markdown: string;
  readonly id: string;
}

export interface CodeIn {
  readonly kind: "code-in";
  /** The cell's place in the notebook, from 1, as messages name it. */
  readonly cell: number;
  readonly code: string;
  readonly language: string;
  readonly executionCount: number | null;
  readonly marks: readonly Mark[];
}

export interface CodeOut {
  readonly kind: "code-out";
  readonly cell: number;
  readonly output: Output;
}

/** Folded away until the reader opens it. */
interface Details {
  readonly kind: "details";
  readonly summary: "Cell" | "Code" | "Output";
  readonly blocks: readonly Block[];
}

/** Text for teachers only, shown as such. Code has its marks instead. */
export interface TeachersOnly {
  readonly kind: "teachers-only";
  readonly what: Withheld;
  readonly blocks: readonly Block[];
}

/** Room to write on paper. */
interface AnswerSpace {
  readonly kind: "answer-space";
  readonly lines: number;
}

/** A heading as the Markdown parser finds it. */
export interface FoundHeading {
  readonly level: number;
  readonly markdown: string;
  readonly text: string;
  /** First line and the line after the last. */
  readonly lines: readonly [number, number];
}

/** `findHeadings` is the exporter's own parser, so that both see the same headings. */
export function toDoc(
  { metadata, language, cells }: Edition,
  name: string,
  findHeadings: (markdown: string) => FoundHeading[],
): Doc {
  const facts = about(metadata);
  const anchors = new Anchors();
  let first: string | undefined;
  const blocks = cells.flatMap(({ cell, place, marks }, index): Block[] => {
    if (cell.cell_type === "code") return shownAs(cell, () => codeBlocks(cell, place, marks, language));
    // Raw cells are written for one converter, and not for readers.
    if (cell.cell_type === "raw") return [];
    const { title, rest } = index === 0 ? splitTitle(cell.source, findHeadings) : asIs(cell.source);
    first = title ?? first;
    const skipped = cell.source.split("\n").length - rest.split("\n").length;
    const shown = { ...cell, source: rest };
    return shownAs(cell, () =>
      pieces(rest, marks, skipped).flatMap(({ source, mark }): Block[] => {
        const prose = proseBlocks({ ...shown, source }, place, findHeadings, anchors);
        if (mark === undefined || prose.length === 0) return prose;
        if (mark.kind === "answer") return [...prose, { kind: "answer-space", lines: mark.room }];
        return [{ kind: "teachers-only", what: mark.kind, blocks: prose }];
      }),
    );
  });
  return { about: facts, headline: facts.title ?? first ?? name, blocks, anchors };
}

interface Piece {
  readonly source: string;
  readonly mark?: Mark;
}

/** The text in pieces, each with its mark or none; `skipped` lines of what the marks count are not in it. */
function pieces(source: string, marks: readonly Mark[], skipped: number): Piece[] {
  const lines = source.split("\n");
  const result: Piece[] = [];
  let done = 0;
  for (const mark of marks) {
    const [from, to] = [Math.max(0, mark.from - skipped), Math.max(0, mark.to - skipped)];
    result.push({ source: lines.slice(done, from).join("\n") });
    result.push({ source: lines.slice(from, to).join("\n"), mark });
    done = to;
  }
  return [...result, { source: lines.slice(done).join("\n") }];
}

/** A notebook that opens with `# Title` has its headline there; the page does not repeat it. */
function splitTitle(source: string, findHeadings: (markdown: string) => FoundHeading[]) {
  const opening = findHeadings(source)[0];
  const lines = source.split("\n");
  if (opening?.level !== 1 || lines.slice(0, opening.lines[0]).join("").trim() !== "") return asIs(source);
  return { title: opening.markdown, rest: lines.slice(opening.lines[1]).join("\n") };
}

const asIs = (source: string) => ({ title: undefined, rest: source });

function proseBlocks(
  cell: MarkdownCell,
  place: number,
  findHeadings: (markdown: string) => FoundHeading[],
  anchors: Anchors,
): Block[] {
  if (cell.source.trim() === "") return [];
  const headings = findHeadings(cell.source).map(({ level, markdown, text }) => ({
    level,
    markdown,
    id: anchors.forHeading(text),
  }));
  const { source, attachments = {} } = cell;
  return [{ kind: "prose", cell: place, markdown: source, headings, attachments }];
}

function codeBlocks(cell: CodeCell, place: number, marks: readonly Mark[], language: string): Block[] {
  const { input, output } = visibility(cell);
  const { source, execution_count } = cell;
  const code: Block[] =
    source.trim() === ""
      ? []
      : [{ kind: "code-in", cell: place, code: source, language, executionCount: execution_count, marks }];
  const outputs = cell.outputs
    .filter((one) => !removesStream(cell, one))
    .map((one): Block => ({ kind: "code-out", cell: place, output: one }));
  return [...folded(input, "Code", code), ...folded(output, "Output", outputs)];
}

function shownAs(cell: Cell, blocks: () => Block[]): Block[] {
  const presence = visibility(cell).cell;
  return presence === "removed" ? [] : folded(presence, "Cell", blocks());
}

function folded(
  presence: "shown" | "hidden" | "removed",
  summary: Details["summary"],
  blocks: Block[],
): Block[] {
  if (presence === "removed" || blocks.length === 0) return [];
  return presence === "hidden" ? [{ kind: "details", summary, blocks }] : blocks;
}
