/** The index of the course, made from what the notebooks say of themselves: `npm run course-index` writes it. */
import type { Cell, MarkdownCell, Notebook } from "../../lib/runner/nbformat/notebook";
import { type CourseNotebook, lessons } from "./course";
import { anchor, type Place, placesOf, type Shown } from "./shown";
import { corrections, type Heading, headings, type Item, planned } from "./source-notes";

/** The whole page. Kernel and language are those of the first lesson. */
export function indexPage(): Notebook {
  const { kernelspec, language_info } = lessons[0]!.notebook.metadata;
  const title = "The source notes, heading by heading";
  return {
    cells: [cell("title", opening(title)), cell("notebooks", notebooks()), ...headings.map(section)],
    metadata: {
      kernelspec: kernelspec!,
      language_info: language_info!,
      netcell: { buildsOn: [], course: "Networking by running it", licence: "MIT", minutes: 5 },
      title,
    },
    nbformat: 4,
    nbformat_minor: 5,
  };
}

function opening(title: string): string {
  const hours = Math.round(lessons.reduce((sum, lesson) => sum + minutesOf(lesson), 0) / 60);
  return `# ${title}

The course walks through the source notes and runs what they say. This page lists its notebooks, then the notes' headings in their order: where each thing is taught, and what had to be put right. It takes about ${hours} hours in all; every notebook says what it builds on.

**How a notebook works:** read the question, predict the answer, run the cell with Shift+Enter, compare. Exercises are checked with \`check\`, as often as you like. Every cell may be run again.`;
}

function notebooks(): string {
  const rows = lessons.map(
    (lesson) =>
      `| [${lesson.notebook.metadata.title as string}](${lesson.file}) | ${minutesOf(lesson)} | ${goalsOf(lesson)} |`,
  );
  return [
    "## The notebooks",
    "",
    "| notebook | minutes | you will be able to |",
    "|---|---|---|",
    ...rows,
  ].join("\n");
}

function minutesOf({ notebook }: CourseNotebook): number {
  return (notebook.metadata.netcell as { minutes: number }).minutes;
}

/** The sentence of the opening that says what the reader will be able to do. */
function goalsOf({ notebook }: CourseNotebook): string {
  const [, goals] = /^\*\*You will be able to\*\* (.+)$/m.exec(notebook.cells[0]!.source) ?? [];
  return goals!.replaceAll("|", "\\|");
}

function section({ depth, name, items }: Heading): Cell {
  const head = ["| in the notes | in the course | put right |", "|---|---|---|"];
  const id = name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  return cell(id, [`${"#".repeat(depth)} ${name}`, "", ...head, ...items.map(row)].join("\n"));
}

function row({ says, rows, errors = [] }: Item): string {
  const taught = [...links(rows), ...new Set(rows.flatMap((row) => planned[row] ?? []).map(announced))];
  const right = errors.map((error) => {
    const { right, source } = corrections[error]!;
    const where = links([error]).join(", ");
    return `${right} (${source})${where && `: ${where}`}`;
  });
  return `| ${says} | ${taught.join("; ") || "–"} | ${right.join("; ") || "–"} |`;
}

function announced(notebook: string): string {
  return `*planned: notebook ${notebook}*`;
}

/** Links to the places, each heading once. */
function links(shown: readonly Shown[]): string[] {
  return [...new Set(shown.flatMap((one) => placesOf(one).map(link)))];
}

function link({ lesson, heading }: Place): string {
  const [number] = lesson.file.split("-");
  const target = encodeURI(anchor(heading)).replace(/[()]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
  return `[${number} · ${heading.replaceAll("|", "\\|")}](${lesson.file}#${target})`;
}

function cell(id: string, source: string): MarkdownCell {
  return { cell_type: "markdown", id, metadata: {}, source };
}
