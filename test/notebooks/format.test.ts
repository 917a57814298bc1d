/** What every notebook of the course looks like on disk, before anybody runs it. */
import { describe, expect, test } from "vitest";
import { formatNotebook } from "../../lib/runner/nbformat/format";
import { course, lessons } from "./course";

describe.each(course)("$file on disk", ({ text, notebook, codeCells }) => {
  test("is written as Jupyter writes it, so that saving it changes nothing", () => {
    expect(text).toBe(formatNotebook(notebook));
  });

  test("is for the TypeScript kernel, nbformat 4.5", () => {
    expect(notebook.nbformat).toBe(4);
    expect(notebook.nbformat_minor).toBe(5);
    expect(notebook.metadata.kernelspec).toMatchObject({ name: "tslab", display_name: "TypeScript" });
    expect(notebook.metadata.language_info).toMatchObject({ name: "typescript", file_extension: ".ts" });
  });

  test("has a title, minutes, says what it builds on, and the course and licence that its handouts print", () => {
    expect(notebook.metadata.netcell).toEqual({
      minutes: expect.any(Number),
      buildsOn: expect.any(Array),
      course: "Networking by running it",
      licence: "MIT",
    });
    expect(notebook.cells[0]!.source.split("\n")[0]).toBe(`# ${notebook.metadata.title as string}`);
  });

  test("is small: under 64 kB", () => {
    expect(Buffer.byteLength(text)).toBeLessThan(64 * 1024);
  });

  test("has readable ids, each once", () => {
    const ids = notebook.cells.map((cell) => cell.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z][a-z0-9-]{2,30}$/);
  });

  test("is stored without outputs", () => {
    for (const cell of codeCells) {
      expect(cell.outputs).toEqual([]);
      expect(cell.execution_count).toBeNull();
    }
  });
});

describe.each(lessons)("the lesson $file", ({ notebook, codeCells }) => {
  test("opens with what the reader will be able to do, the time, what it builds on, and the notes' heading", () => {
    const { minutes, buildsOn } = notebook.metadata.netcell as { minutes: number; buildsOn: string[] };
    const opening = notebook.cells[0]!.source;
    expect(opening).toContain("**You will be able to**");
    expect(opening).toContain(`**Time:** ${minutes} minutes`);
    expect(opening).toContain("**Builds on:**");
    for (const file of buildsOn) expect(opening).toContain(`](${file})`);
    expect(opening).toContain("**In the source notes:**");
  });

  test("closes with what the reader can do now, and its sources", () => {
    const closing = notebook.cells.at(-1)!.source;
    expect(closing).toContain("**You can now**");
    expect(closing).toContain("**Sources:** ");
  });

  test("begins with the import and nothing else", () => {
    expect(codeCells[0]!.source).toMatch(/^import \{[\w,\s]+\} from "netcell";$/);
  });

  test("imports what it uses and nothing else", () => {
    const [, list] = /\{([^}]+)\}/.exec(codeCells[0]!.source)!;
    const rest = codeCells.slice(1).map((cell) => cell.source);
    for (const name of list!.match(/\w+/g)!) expect(rest.join("\n")).toMatch(new RegExp(`\\b${name}\\b`));
  });

  test("has cells of one idea: at most 12 lines, none wider than a page", () => {
    for (const { id, source } of codeCells) {
      const lines = source.split("\n");
      expect(lines.length, id).toBeLessThanOrEqual(12);
      for (const line of lines) expect(line.length, `${id}: ${line}`).toBeLessThanOrEqual(80);
    }
  });

  test("ends with closeAll()", () => {
    expect(codeCells.at(-1)!.source).toMatch(/^await closeAll\(\);/);
  });

  test("asks before it shows", () => {
    const questions = notebook.cells.filter((cell) => /\*\*Predict:\*\*/.test(cell.source));
    expect(questions.length).toBeGreaterThanOrEqual(6);
  });

  test("marks its solutions as the exporter strips them, and checks each", () => {
    const solutions = codeCells.filter((cell) => cell.metadata.tags?.includes("solution"));
    expect(solutions.length).toBeGreaterThanOrEqual(3);
    for (const { source } of solutions)
      expect(source).toMatch(
        /^let \w+;\n\/\/ BEGIN SOLUTION\n[\s\S]+\n\/\/ END SOLUTION\nawait check\("\w\w\.\d", \w+\)$/,
      );
    for (const cell of codeCells)
      expect(cell.source.includes("SOLUTION"), cell.id).toBe(
        cell.metadata.tags?.includes("solution") ?? false,
      );
  });

  test("never prints what differs from run to run: ports, times, process ids", () => {
    for (const { id, source } of codeCells) {
      expect(source, id).not.toMatch(/Date\.now|new Date|process\.pid|Math\.random/);
      expect(source.split("\n").at(-1), id).not.toMatch(/^[^=]*\.port$/);
    }
  });
});
